"""What writes the chain, and who may change what it is about."""
