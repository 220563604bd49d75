"""The province in which each story is told."""

import pytest

from tests.evaluation.lives.life import Life


@pytest.fixture
def life(db) -> Life:
    """An empty province on 1 September 2026, with Quý IV opened."""
    return Life()
