"""Mẫu 01–06, summaries, overviews: reads, never writes the domain."""
