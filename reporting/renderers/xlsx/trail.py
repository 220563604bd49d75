"""The journal as a workbook that is never whole in memory: row after row into a file, of which the answer is read."""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from cadres.vietnamese import clean
from config.clock import HERE
from reporting.summaries.trail import Line

COLUMNS = (
    ("Lúc", 18),
    ("Người thực hiện", 28),
    ("Thay mặt", 24),
    ("Việc", 36),
    ("Cán bộ, danh sách, bảng", 40),
    ("Kỳ", 14),
    ("Đơn vị", 34),
    ("Lý do", 50),
    ("Thay đổi", 60),
)


def trail_workbook(lines: Iterable[Line], remarks: Iterable[str]) -> IO[bytes]:
    """By what it was narrowed, the heads, then the lines; opened at its beginning, gone once it is closed."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Nhật ký")
    for place, (_, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row in (*((remark,) for remark in remarks), tuple(head for head, _ in COLUMNS)):
        sheet.append([_text(sheet, words) for words in row])
    for line in lines:
        sheet.append(list(_cells(sheet, line)))
    file = TemporaryFile()  # noqa: SIM115 - closed by whoever answers with it
    workbook.save(file)
    file.seek(0)
    return file


def _cells(sheet: Any, line: Line) -> Iterator[Any]:
    when = WriteOnlyCell(sheet, line.at.astimezone(HERE).replace(tzinfo=None))
    when.number_format = "dd/mm/yyyy hh:mm"
    yield when
    told = (line.who, line.behalf, line.what, line.person or line.title, line.period, line.unit, line.reason)
    for words in (*told, "\n".join(line.changes)):
        yield _text(sheet, words)


def _text(sheet: Any, words: str) -> Any:
    """What somebody typed is text, also where it begins as a formula does; a cell holds so many characters and no more."""
    cell = WriteOnlyCell(sheet, clean(words)[:32_000])
    cell.data_type = "s"
    return cell
