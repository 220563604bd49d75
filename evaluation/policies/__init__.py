"""What a province sets for a round, and a unit for itself."""
