"""What the council's room counts and says."""
