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

from regulation.quarters import Quarter
from reporting.renderers.xlsx import xlsx
from reporting.sheets.listed import ListRow
from reporting.sheets.lists import ListSheet
from reporting.sheets.parts import Head, Sheet, Signature
from reporting.sheets.year import YearRow, YearSheet

ROUNDS = 5
POST = "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị, Phường Long Xuyên"
GROUND = "Mục 4.2: 88,47 điểm; A 87,01 %, B 88,96 %, C 88,96 %, D 88,96 %; tập thể hoàn thành 92 % chỉ tiêu."
HEAD = Head("TỈNH ỦY AN GIANG", "BAN TỔ CHỨC")
SIGNATURE = Signature(("NGƯỜI LẬP BIỂU",), "(Ký, ghi rõ họ tên)")


def name(number: int) -> str:
    return f"Nguyễn Văn {number:05d}"


def form_04(number: int) -> Sheet:
    rows = (
        ListRow(n, name(n), POST, "Hoàn thành tốt nhiệm vụ", "Hoàn thành tốt nhiệm vụ", GROUND, "Không")
        for n in range(1, number + 1)
    )
    return ListSheet(
        number="04", subject="Tỉnh An Giang", quarter=Quarter(2026, 3), head=HEAD, title=("BẢNG TỔNG HỢP",),
        signature=SIGNATURE, note="", rows=tuple(rows),
    )  # fmt: skip


def year(number: int) -> Sheet:
    quarters = ("Tốt", "Xuất sắc", "Tốt", "Chưa có")
    rows = (YearRow(n, name(n), POST, quarters, 2, GROUND) for n in range(1, number + 1))
    return YearSheet(
        number="", subject="Tỉnh An Giang", quarter=None, head=HEAD, title=("TỔNG HỢP",),
        signature=SIGNATURE, note="", year=2026, rows=tuple(rows), replacements=(), apart=(),
    )  # fmt: skip


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
