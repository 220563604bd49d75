"""6.3, 8.2: results of the collectives that people lead."""
