"""Deeds about accounts and units: a verb, one transaction, the row or the count returned."""
