"""The ward in which results of collectives are tested."""

import pytest

from tests.evaluation.collectives.collective_factories import a_collective_world


@pytest.fixture
def world(db):
    return a_collective_world()
