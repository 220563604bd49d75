"""Guesses wait longer and longer; nobody is locked out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from cadres.actions.sign_in import FREE_TRIES, LONGEST_WAIT, Visit, admit, forget

pytestmark = pytest.mark.django_db(transaction=True)  # on PostgreSQL the counts stand in a table


@pytest.fixture(autouse=True)
def _forgotten_tries(transactional_db):
    cache.clear()
    yield
    cache.clear()


def admit_alone(_: int) -> int:
    """As one of many workers, whose connection ends with it."""
    try:
        return admit("an", "10.0.0.1")
    finally:
        connection.close()


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-22T08:00:00+00:00", tick=False) as traveller:
        yield traveller


def use_up_free_tries(name="an", address="10.0.0.1"):
    assert [admit(name, address) for _ in range(FREE_TRIES)] == [0] * FREE_TRIES


def test_each_pause_is_twice_as_long_up_to_a_minute(clock):
    use_up_free_tries()
    pauses = []
    for _ in range(8):
        assert admit("an", "10.0.0.1") == 0
        pauses.append(admit("an", "10.0.0.1"))
        clock.shift(pauses[-1] + 1)
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]


def test_the_seconds_left_are_told_and_asking_does_not_lengthen_them(clock):
    use_up_free_tries()
    admit("an", "10.0.0.1")
    assert [admit("an", "10.0.0.1") for _ in range(50)] == [2] * 50
    clock.shift(1)
    assert admit("an", "10.0.0.1") == 1


def test_name_and_address_are_counted_together(clock):
    use_up_free_tries()
    admit("an", "10.0.0.1")
    assert [admit("an", "10.0.0.2"), admit("binh", "10.0.0.1")] == [0, 0]
    assert admit(" AN ", "10.0.0.1") == 2


def test_the_right_password_and_an_hour_start_anew(clock):
    use_up_free_tries()
    admit("an", "10.0.0.1")
    forget("an", "10.0.0.1")
    use_up_free_tries()
    admit("an", "10.0.0.1")
    clock.shift(60 * 60 + 1)
    use_up_free_tries()


def test_a_hundred_tries_at_once_are_the_free_ones_and_one_more(clock):
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(admit_alone, range(100)))
    assert answers.count(0) == FREE_TRIES + 1
    assert [1 <= wait <= LONGEST_WAIT for wait in answers if wait] == [True] * (100 - FREE_TRIES - 1)
    clock.shift(3)
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(admit_alone, range(100))).count(0) == 1


def test_two_hundred_addresses_together_guess_ten_times_a_minute():
    """In the long run; each waits for the longer, the more wrong passwords came, and tries when it was told it may."""
    with time_machine.travel("2026-11-22T08:00:00+00:00", tick=False) as clock:
        wrong, until = [], dict.fromkeys(range(200), 0)
        for minute in range(70):
            for place in [place for place, told in until.items() if told <= 60 * minute]:
                visit = Visit("an", f"10.0.0.{place}")
                wait = visit.admit()
                if wait == 0:
                    visit.refuse()
                    wrong.append(minute)
                until[place] = 60 * minute + wait
            clock.shift(60)
        assert len([minute for minute in wrong if minute >= 10]) <= 10 * 60
