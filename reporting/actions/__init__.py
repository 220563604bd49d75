"""Deeds on the rows of long jobs; of the domain nothing is written here."""
