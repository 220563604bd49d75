"""What is in a package, what is missing and who owes it; how packages stand on boards."""
