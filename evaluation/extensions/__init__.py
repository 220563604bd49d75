"""Gia hạn: a later window for one person or one unit, asked for where it closed, and answered by who may."""
