"""What the pages count and tell. Asks, never writes."""
