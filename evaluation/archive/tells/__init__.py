"""What the chain says of rows, and whether they still say it."""
