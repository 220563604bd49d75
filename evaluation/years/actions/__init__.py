"""Deeds: a verb, one transaction, `by=` who does it, the row returned."""
