"""Slowing down guesses. Nobody is ever locked out, and no password is hashed while a try must wait."""

import math
from contextlib import suppress
from hashlib import sha256

from django.core.cache import cache

from cadres import vietnamese
from config import clock

FREE_TRIES = 5
LONGEST_WAIT = 60  # seconds
FORGOTTEN_AFTER = 60 * 60  # seconds


def admit(username: str, address: str) -> int:
    """Claim one try for this name from this address: 0 when it may be made now, else the seconds to wait.

    The first five are free; each further one opens a pause twice as long as the last, up to a minute. Claiming is one atomic
    `add`, so that a hundred tries at once are one try.
    """
    key = _key(username, address)
    tries = _count(key)
    if tries <= FREE_TRIES:
        return 0
    pause = min(2 ** (tries - FREE_TRIES), LONGEST_WAIT)
    if cache.add(f"{key}:pause", clock.now().timestamp() + pause, pause):
        return 0
    with suppress(ValueError):
        cache.decr(key)  # a try that was not made does not lengthen the next pause
    return _seconds_left(key)


def forget(username: str, address: str) -> None:
    """The password was right: start anew."""
    key = _key(username, address)
    cache.delete_many([key, f"{key}:pause"])


def _key(username: str, address: str) -> str:
    name = vietnamese.nfc(username).strip().lower()
    return "sign-in:" + sha256(f"{name}|{address}".encode()).hexdigest()


def _count(key: str) -> int:
    """How many tries, this one included; a cache may drop any key between two lines."""
    cache.add(key, 0, FORGOTTEN_AFTER)
    try:
        return cache.incr(key)
    except ValueError:
        return 1


def _seconds_left(key: str) -> int:
    until = cache.get(f"{key}:pause", 0)
    return min(max(1, math.ceil(until - clock.now().timestamp())), LONGEST_WAIT)
