"""Long tables as their content alone: they need no database."""

from regulation.quarters import Quarter
from reporting.sheets.listed import ListRow
from reporting.sheets.lists import ListSheet
from reporting.sheets.parts import Head, Sheet, Signature
from reporting.sheets.year import YearRow, YearSheet

POST = "Phó Trưởng phòng Kinh tế, Hạ tầng và Đô thị, Phường Long Xuyên"
GROUND = "Mục 4.2: 88,47 điểm; A 87,01 %, B 88,96 %, C 88,96 %, D 88,96 %; tập thể hoàn thành 92 % chỉ tiêu."
HEAD = Head("TỈNH ỦY AN GIANG", "BAN TỔ CHỨC")
SIGNATURE = Signature(("NGƯỜI LẬP BIỂU",), "(Ký, ghi rõ họ tên)")


def name(number: int) -> str:
    return f"Nguyễn Văn {number:05d}"


def form_04(number: int) -> ListSheet:
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
