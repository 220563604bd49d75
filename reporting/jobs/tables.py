"""The province's tables of a round, each as PDF and as XLSX: Mẫu 04 and 05 over all units, the result, Mẫu 06 of each division."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.db.models import QuerySet

from cadres.models import Unit, User
from reporting import contents
from reporting.jobs.kinds import LONGEST, Drawn, Kind, Part, Scope, in_path
from reporting.permissions import reports_for
from reporting.renderers.joined import joined
from reporting.renderers.pdf import MOST_ROWS, laid_out
from reporting.renderers.press import Laid
from reporting.renderers.xlsx import xlsx
from reporting.sheets.lists import ListSheet

PIECE = 500  # rows: some five seconds, and as much memory as they need
BODY = "reporting/forms/list.html"
PIECE_BODY = "reporting/forms/list_piece.html"

Drawing = Callable[[], Laid | bytes]


class AllTables(Kind):
    """A table that became another one meanwhile has other keys: no archive holds pieces of two."""

    code, title, button = "province_tables", "Bảng tổng hợp", "Xuất bảng tổng hợp toàn tỉnh"
    about = "Mẫu số 04, 05, kết quả xếp loại của toàn tỉnh và Mẫu số 06 của từng phòng, ban: PDF và XLSX, dài bao nhiêu cũng được."
    nothing = "Chưa có danh sách nào đã chốt để tổng hợp."
    batch = 1000

    def allows(self, reader: User, unit: Unit) -> bool:
        return unit.parent_id is None and reports_for(reader, unit)

    def units(self, reader: User) -> "QuerySet[Unit]":
        root = Unit.objects.without_tree_fields().filter(parent=None)
        return root if reports_for(reader, root.first()) else root.none()

    def parts(self, scope: Scope) -> Iterator[Part]:
        yield from (part for part, _ in _drawings(scope))

    def draw(self, scope: Scope, parts: Sequence[Part]) -> Iterator[Drawn]:
        wanted = set(parts)
        drawings = _drawings(scope, {part.key.partition(".")[0] for part in parts})
        yield from ((part, drawing()) for part, drawing in drawings if part in wanted)

    def join(self, title: str, pieces: Sequence[Path]) -> bytes:
        return joined(title, pieces)


def _drawings(scope: Scope, among: Container[str] | None = None) -> Iterator[tuple[Part, Drawing]]:
    """Every part with what draws it, or those of some tables alone; a table without rows is none."""
    for key, gather, folder, code in _tables(scope):
        if among is not None and key not in among:
            continue
        sheet = gather()
        said = f"{key}.{sha256(repr(sheet).encode()).hexdigest()[:12]}"
        if sheet.rows:
            file = f"{folder}{in_path(sheet.file_name, LONGEST - len(code))}{code}"
            yield Part(f"{said}.xlsx", f"{file}.xlsx"), partial(xlsx, sheet)
            yield from _papers(said, file, sheet)


def _tables(scope: Scope) -> Iterator[tuple[str, Callable[[], ListSheet], str, str]]:
    """Each table's key, what gathers it, its folder, and what tells it from others of that name: it is never cut."""
    reader, code = scope.reader, scope.period.code
    for number in ("04", "05"):
        yield number, partial(contents.of_province, reader, code, number), "", ""
    yield "result", partial(contents.results, reader, code), "", ""
    for unit, gather in contents.of_divisions(reader, scope.period):
        above = in_path(unit.parent.name if unit.parent else "")
        yield f"06-{unit.pk}", gather, f"Mẫu 06/{above}/", f" {in_path(unit.code)}"


def _papers(said: str, file: str, sheet: ListSheet) -> Iterator[tuple[Part, Drawing]]:
    """One document; a long one in pieces."""
    if len(sheet.rows) <= MOST_ROWS:
        yield Part(f"{said}.pdf", f"{file}.pdf"), partial(laid_out, sheet, BODY)
        return
    for first in range(0, len(sheet.rows), PIECE):
        yield Part(f"{said}.pdf.{first}", f"{file}.pdf"), partial(_piece, sheet, first)


def _piece(sheet: ListSheet, first: int) -> Laid:
    end = first + PIECE
    piece = replace(sheet, rows=sheet.rows[first:end])
    return laid_out(piece, PIECE_BODY, is_first=first == 0, is_last=end >= len(sheet.rows))
