"""Workbooks of long tables against their floor: a bare write-only workbook of the same cells, without looks and heights."""

import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from openpyxl import Workbook, load_workbook

from bench.sheets import form_04, year
from reporting.renderers.xlsx import xlsx

ROUNDS = 5


def bare(tables: list[list[tuple[object, ...]]]) -> bytes:
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet()
        for row in table:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cells_of(content: bytes) -> list[list[tuple[object, ...]]]:
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(content))]


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def pairs(floor: Callable[[], object], ours: Callable[[], object]) -> Iterator[tuple[float, float]]:
    """Alternated runs, in seconds."""
    for _ in range(ROUNDS):
        yield timed(floor), timed(ours)


def peak(call: Callable[[], object]) -> float:
    """The most memory that was held at once, in MB."""
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


for wanted in map(int, sys.argv[1:] or ["1000", "10000"]):
    for told, sheet in (("Mẫu 04", form_04(wanted)), ("the year", year(wanted))):
        floor, ours = partial(bare, cells_of(xlsx(sheet))), partial(xlsx, sheet)
        runs = list(pairs(floor, ours))
        low, high = median(run[0] for run in runs), median(run[1] for run in runs)
        print(
            f"{told}, {wanted} rows: floor {low * 1000:.0f} ms, ours {high * 1000:.0f} ms, "
            f"ratio {high / low:.2f}; memory {peak(ours):.0f} MB, floor {peak(floor):.0f} MB"
        )
