"""One clock answers "now" for everything."""

from datetime import UTC, date, datetime

from config import clock


def test_inside_held_everything_sees_that_moment():
    moment = datetime(2026, 9, 29, 16, 59, tzinfo=UTC)
    with clock.held(moment):
        assert clock.now() == moment
    assert clock.now() != moment


def test_today_is_the_day_in_an_giang():
    with clock.held(datetime(2026, 9, 29, 17, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 9, 30)
