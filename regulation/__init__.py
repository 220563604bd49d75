"""The guideline in plain Python: no Django, no clock, no files, `Decimal` only."""
