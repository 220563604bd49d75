"""Slowing down guesses. Nobody is ever locked out, and no password is hashed while a try must wait."""

import math
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

from cadres.usernames import folded
from config import clock

FREE_TRIES = 5
FREE_ANYWHERE = 20  # of one name, over all addresses
ANYWHERE = "*"
LONGEST_WAIT = 60  # seconds
FORGOTTEN_AFTER = 60 * 60  # seconds


@dataclass(frozen=True)
class Visit:
    """A name that is tried from an address, or from a browser that is known as this name's."""

    username: str
    address: str
    browser: str = ""

    def admit(self) -> int:
        """Claim one try: 0 when it may be made now, else the seconds to wait.

        One name is slowed down over all addresses too, for addresses cost a guesser nothing; who comes from a browser of
        their own waits for no guesser.
        """
        wait = admit(self.username, self._place)
        return wait if wait or self.browser else admit(self.username, ANYWHERE, FREE_ANYWHERE)

    def forget(self) -> None:
        """The password was right: start anew here. Elsewhere somebody may go on guessing."""
        forget(self.username, self._place)

    @property
    def _place(self) -> str:
        return f"browser {self.browser}" if self.browser else self.address


def admit(username: str, address: str, free: int = FREE_TRIES) -> int:
    """Claim one try for this name from this address: 0 when it may be made now, else the seconds to wait.

    The first ones are free; each further one opens a pause twice as long as the last, up to a minute. A claim is one atomic
    `add` of a key that never stood before, so that a hundred tries at once are one try; counting up is not atomic in every cache.
    """
    key = _key(username, address)
    if any(cache.add(f"{key}:free-{place}", 1, FORGOTTEN_AFTER) for place in range(free)):
        return 0
    made, until = _kept(key)
    now = clock.now().timestamp()
    pause: int = min(2 ** min(made + 1, 9), LONGEST_WAIT)
    if now < until:
        return min(max(1, math.ceil(until - now)), LONGEST_WAIT)
    if not cache.add(f"{key}:{made}", 1, LONGEST_WAIT):
        return pause
    cache.set(key, (made + 1, now + pause), FORGOTTEN_AFTER)
    return 0


def forget(username: str, address: str) -> None:
    """The password was right: start anew."""
    key = _key(username, address)
    made, _ = _kept(key)
    free = [f"{key}:free-{place}" for place in range(FREE_TRIES)]
    cache.delete_many([key, *free, *(f"{key}:{number}" for number in range(made))])


def _kept(key: str) -> tuple[int, float]:
    """How many paid tries were made, and the instant until which the next must wait."""
    kept: tuple[int, float] = cache.get(key, (0, 0.0))
    return kept


def _key(username: str, address: str) -> str:
    return "sign-in:" + sha256(f"{folded(username)}|{address}".encode()).hexdigest()
