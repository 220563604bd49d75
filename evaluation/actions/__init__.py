"""Deeds: a verb, one transaction, `by=` who does it, the row returned. No requests, no HTML, no rules of law."""
