"""Whoever sits before the browser, in a world of one ward."""

import pytest

from tests.browser.visitors import Visitor, on
from tests.world import a_world


@pytest.fixture
def visitor(page, live_server, settings):
    """On a day when everything of the round is open."""
    settings.DEMONSTRATION = True
    on()
    visitor = Visitor(page, live_server)
    visitor.world = a_world()
    return visitor
