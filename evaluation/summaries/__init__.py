"""What the pages count and tell: the row of steps, what waits for whom, figures at a glance. Asks, never writes."""
