"""Bước 3: the council's sessions and its opinion, one line a person."""
