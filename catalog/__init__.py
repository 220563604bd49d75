"""The standard products of each unit, with their points and coefficients (Mẫu 02)."""
