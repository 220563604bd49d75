"""Wiring: settings, routes, the clock, background work."""
