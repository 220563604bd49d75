"""Mẫu 01: the quarter's plan of one person: drawn up, handed in, collated, approved, worked on."""
