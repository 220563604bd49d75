"""Telling people, and what they have read; the letters that bring it by mail; what they want of them."""

from notices.actions.telling import read, read_all, supersede, tell, to_each

__all__ = ["read", "read_all", "supersede", "tell", "to_each"]
