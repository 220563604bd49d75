"""A long table as PDF, in pieces that are joined, against its floor: WeasyPrint on the finished HTML of the same pieces, bare, joined.

Both on as many processes; it needs no database: `python bench/long_tables.py 10000`.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

ROUNDS, PROCESSES = 3, 2


def bare(html: str) -> bytes:
    """No tags, no fonts of ours chosen anew, nothing set right: what WeasyPrint does with it by itself."""
    import weasyprint

    from reporting.renderers.press import STYLES

    made: bytes = weasyprint.HTML(string=html).write_pdf(stylesheets=[str(STYLES)])
    return made


def floor(pages: list[str]) -> bytes:
    import pikepdf

    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool, pikepdf.new() as whole:
        for made in pool.map(bare, pages):
            whole.pages.extend(pikepdf.open(BytesIO(made)).pages)
        out = BytesIO()
        whole.save(out)
    return out.getvalue()


def ours(sheet: "ListSheet") -> bytes:
    with Presses(PROCESSES) as presses, TemporaryDirectory() as place:
        pieces = []
        for number, (_, made) in enumerate(presses.pressed(drawn(sheet))):
            piece = Path(place) / f"{number}.pdf"
            piece.write_bytes(made)
            pieces.append(piece)
        return joined("Mẫu 04", pieces)


def drawn(sheet: "ListSheet") -> "Iterator[Drawn]":
    return ((part, drawing()) for part, drawing in papers("04", "Mẫu 04", sheet))


def timed(call: Callable[[Any], bytes], what: object) -> tuple[float, bytes]:
    start = time.perf_counter()
    made = call(what)
    return time.perf_counter() - start, made


def pages_of(content: bytes) -> int:
    import pikepdf

    with pikepdf.open(BytesIO(content)) as paper:
        return len(paper.pages)


def main(wanted: Sequence[int]) -> None:
    for number in wanted:
        sheet = form_04(number)
        html = [laid.html for _, laid in drawn(sheet)]
        runs = []
        for _ in range(ROUNDS):
            (low, low_made), (high, high_made) = timed(floor, html), timed(ours, sheet)
            runs.append((low, high))
            print(
                f"floor {low:.1f} s, {pages_of(low_made)} pages; ours {high:.1f} s, {pages_of(high_made)} pages",
                flush=True,
            )
        low, high = median(run[0] for run in runs), median(run[1] for run in runs)
        most = [
            resource.getrusage(who).ru_maxrss / 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        print(
            f"{number} rows: floor {low:.1f} s, ours {high:.1f} s, ratio {high / low:.2f}; "
            f"memory {most[0]:.0f} MB, a press of either {most[1]:.0f} MB"
        )


if __name__ == "__main__":
    import django

    django.setup()

    from bench.sheets import form_04
    from reporting.jobs.kinds import Drawn
    from reporting.jobs.presses import Presses
    from reporting.jobs.tables import _papers as papers
    from reporting.renderers.joined import joined
    from reporting.sheets.lists import ListSheet

    main([int(one) for one in sys.argv[1:]] or [10000])
