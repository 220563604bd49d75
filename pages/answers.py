"""Where the version and the status of an answer stood before; they stand with the deed that they answer."""

from pages.deeds import Incomplete, seen, status

__all__ = ["Incomplete", "seen", "status"]
