"""Days that pass in a test."""

from contextlib import AbstractContextManager
from datetime import timedelta

from config import clock


def once_nobody_can_object() -> AbstractContextManager[None]:
    """Two weeks from now: whatever was published so far may no longer be objected to (open-questions 20)."""
    return clock.held(clock.now() + timedelta(days=15))
