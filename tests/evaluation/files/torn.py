"""A process of its own that keeps files until it is killed: `python -m tests.evaluation.files.torn MEDIA_ROOT [slow|quick]`."""

import sys
from collections.abc import Iterator
from time import sleep

import django


def tell(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


class Endless:
    """A file of which half is written, and the rest is always still to come; or many that are whole."""

    def __init__(self, whole: bool) -> None:
        self.whole = whole

    def chunks(self) -> Iterator[bytes]:
        yield b"x" * 1_000_000
        if self.whole:
            return
        tell("half")
        sleep(60)


def main(root: str, how: str) -> None:
    from django.test import override_settings

    from evaluation.files.actions import Brought, whole
    from evaluation.files.stages import Kind

    with override_settings(MEDIA_ROOT=root):
        if how == "between":
            with whole([Brought(Endless(True), "a.pdf", Kind.PDF, 1)]):
                tell("whole")
                sleep(60)
        while True:
            with whole([Brought(Endless(how == "quick"), "a.pdf", Kind.PDF, 1)]) as kept:
                tell(kept[0].name, kept[0].digest)


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
