"""Slowing down guesses. Nobody is ever locked out, and no password is hashed while a try must wait."""

import math
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

from cadres.usernames import folded
from config import clock

FREE_TRIES = 5
WRONG_ANYWHERE = 21  # wrong passwords of one name, over all addresses
LONGEST_WAIT = 60  # seconds
FORGOTTEN_AFTER = 60 * 60  # seconds
KEPT = 2 * FORGOTTEN_AFTER  # what was told to somebody outlives the longest wait


@dataclass(frozen=True)
class Visit:
    """A name that is tried from an address, or from a browser that is known as this name's."""

    username: str
    address: str
    browser: str = ""

    def admit(self) -> int:
        """Claim one try: 0 when it may be made now, else the seconds to wait.

        Addresses cost a guesser nothing. So a name that was guessed at from many has no free tries anywhere: one waits at an
        address first, and then tries whatever others do. Who comes from a browser of their own waits for no guesser.
        """
        return admit(self.username, self._place, at_least=0 if self.browser else self._wait_everywhere())

    def _wait_everywhere(self) -> int:
        """The longer, the more wrong passwords came within the hour: a thousand addresses together try twenty a minute, not a thousand."""
        if cache.get(self._wrong[-1]) is None:
            return 0
        more: int = cache.get(self._more, 0)
        return min(LONGEST_WAIT + LONGEST_WAIT * more // WRONG_ANYWHERE, FORGOTTEN_AFTER)

    def refuse(self) -> None:
        """The password was wrong: only that counts over all addresses, and the last of these marks says that there were many."""
        if not self.browser and not _claim(self._wrong):
            cache.set(
                self._more, cache.get(self._more, 0) + 1, FORGOTTEN_AFTER
            )  # of two at once one may be lost

    def forget(self) -> None:
        """The password was right: start anew here. Elsewhere somebody may go on guessing."""
        forget(self.username, self._place)

    @property
    def _wrong(self) -> list[str]:
        return _marks(_key(self.username, "*"), WRONG_ANYWHERE)

    @property
    def _more(self) -> str:
        return _key(self.username, "* more")

    @property
    def _place(self) -> str:
        return f"browser {self.browser}" if self.browser else self.address


def admit(username: str, address: str, *, at_least: int = 0) -> int:
    """Claim one try for this name from this address: 0 when it may be made now, else the seconds to wait.

    The first ones are free; each further one opens a pause twice as long as the last, up to a minute. Of a name that is
    guessed at none is free: so many seconds come `at_least` before the first, and between two. Whoever must wait has claimed
    nothing.
    """
    key, now = _key(username, address), clock.now().timestamp()
    if not at_least and _claim(_marks(key, FREE_TRIES)):
        return 0
    first = (0, now + at_least)
    made, until = cache.get_or_set(key, first, KEPT) or first
    pause: int = max(min(2 ** min(made + 1, 9), LONGEST_WAIT), at_least)
    if now < until:
        return min(max(1, math.ceil(until - now)), FORGOTTEN_AFTER)
    if not cache.add(f"{key}:{made}", 1, pause):
        return pause
    cache.set(key, (made + 1, now + pause), KEPT)
    return 0


def forget(username: str, address: str) -> None:
    """The password was right: start anew."""
    key = _key(username, address)
    made, _ = cache.get(key, (0, 0.0))
    cache.delete_many([key, *_marks(key, FREE_TRIES), *(f"{key}:{number}" for number in range(made))])


def _claim(marks: list[str]) -> bool:
    """Set the first of these marks that does not stand; whether there was one.

    Each is one atomic `add` of a key that never stood before, so that a hundred tries at once are one try; counting up is not
    atomic in every cache.
    """
    standing = cache.get_many(marks)
    return any(cache.add(mark, 1, FORGOTTEN_AFTER) for mark in marks if mark not in standing)


def _marks(key: str, number: int) -> list[str]:
    return [f"{key}:mark-{place}" for place in range(number)]


def _key(username: str, address: str) -> str:
    return "sign-in:" + sha256(f"{folded(username)}|{address}".encode()).hexdigest()
