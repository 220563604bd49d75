"""Báo cáo kết quả đánh giá, xếp loại gửi Ban Tổ chức Trung ương (Bước 5), drafted from what was decided: people add what figures do not say.

Number, day and the last part are left open. The same summaries stand on the page of the report (`summaries.report`).
"""

from collections.abc import Iterable, Iterator

from cadres.models import Unit
from cadres.templatetags.vietnamese import ngay
from regulation.quarters import Quarter
from regulation.vocabulary import Rating
from reporting.sheets import wording
from reporting.sheets.offices import collective, head_of, office_name
from reporting.sheets.papers import CENTRE, Block, Chart, Column, Heading, Paper, Paragraph, Table
from reporting.sheets.parts import Signature
from reporting.summaries.charts import chart_of
from reporting.summaries.report import Report, ReportLine, Standing

NAME = "Báo cáo kết quả xếp loại"
TITLE = ("BÁO CÁO", "kết quả đánh giá, xếp loại cán bộ lãnh đạo, quản lý")
BLANK = "....."
GROUND = (
    "Thực hiện Hướng dẫn số 02-HD/BTCTW, ngày 22/5/2026 của Ban Tổ chức Trung ương và Hướng dẫn số 02-HD/TU, ngày 19/6/2026 của "
    "Ban Thường vụ Tỉnh ủy về việc đánh giá định kỳ hằng quý đối với cán bộ lãnh đạo, quản lý, {body} báo cáo kết quả {when} như sau:"
)
READING = "Số trong ngoặc vuông là của quý trước ({before}); tỷ lệ tính trên số đã xếp loại."
FIRST = "Chưa có số liệu của quý trước để so sánh; tỷ lệ tính trên số đã xếp loại."
OPEN = "Bản dự thảo: còn {count} đồng chí chưa có quyết định xếp loại."
WITHHELD = (
    "Bản này không tính kết quả chưa công bố của chính người lập hoặc của người mà người lập thay mặt; bản đầy đủ do người khác có "
    "thẩm quyền lập."
)
ENCLOSED = (
    "- Bảng tổng hợp kết quả do các cơ quan, đơn vị, địa phương quyết định (Mẫu số 04).",
    "- Bảng tổng hợp đề nghị của các cơ quan, đơn vị, địa phương (Mẫu số 05).",
    "- Kết quả xếp loại do tỉnh quyết định.",
)


def report_paper(report: Report, province: Unit) -> Paper:
    quarter, body = report.period.quarter, office_name(province)
    signature = Signature(collective(province), wording.SIGN_AND_SEAL)
    return Paper(
        number="",
        title_of_paper=NAME,
        subject=province.name,
        quarter=quarter,
        head=head_of(province),
        title=(*TITLE, f"Quý {quarter.roman}, Năm {quarter.year}"),
        signature=signature,
        signatures=(Signature(("NƠI NHẬN",), "Như trên; lưu."), signature),
        note="",
        remarks=tuple(_remarks(report)),
        reference=BLANK,
        blocks=tuple(_blocks(report, body, quarter)),
    )


def _blocks(report: Report, body: str, quarter: Quarter) -> Iterator[Block]:
    yield Heading("Kính gửi: Ban Tổ chức Trung ương")
    yield Paragraph(GROUND.format(body=body, when=quarter.label))
    yield Heading("I. KẾT QUẢ CHUNG")
    yield from (Paragraph(said) for said in _said(report))
    yield Paragraph(
        READING.format(before=report.before.quarter.label) if report.before else FIRST, italic=True
    )
    compared = report.before is not None
    tiers = (*report.tiers, report.total)
    yield from _summary("tier", "Theo diện quản lý", "Diện quản lý", tiers, compared=compared)
    yield Heading("II. CÁN BỘ DIỆN BAN THƯỜNG VỤ TỈNH ỦY QUẢN LÝ")
    groups = report.groups
    yield from _summary(
        "group", "Theo nhóm chức danh tương đồng", "Nhóm chức danh", groups, compared=compared
    )
    yield Heading("III. THEO CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG")
    yield _table("Cơ quan, đơn vị, địa phương", report.units, compared=compared)
    yield Heading("IV. NHẬN XÉT, KIẾN NGHỊ")
    yield Paragraph(BLANK)
    yield Paragraph("Hồ sơ kèm theo gồm:")
    yield from map(Paragraph, ENCLOSED)
    yield Paragraph(f"{body} kính báo cáo Ban Tổ chức Trung ương.")


def _said(report: Report) -> Iterator[str]:
    """The totals in words."""
    now, before = report.total.now, report.total.before
    yield (
        f"Số cán bộ thuộc đối tượng đánh giá, xếp loại trong quý: {now.people} đồng chí; đã xếp loại: {now.decided} đồng chí; "
        f"chưa đánh giá theo Mục 7.d: {report.deferred} đồng chí."
    )
    for rating in Rating:
        earlier = f"; quý trước: {_told(before, rating)}" if report.before else ""
        yield f"- {rating.label}: {_told(now, rating)}{earlier}."


def _told(standing: Standing, rating: Rating) -> str:
    count, share = standing.told(rating)
    return f"{count} đồng chí" + (f" ({share})" if share else "")


def _summary(
    key: str, title: str, head: str, lines: tuple[ReportLine, ...], *, compared: bool
) -> Iterator[Block]:
    """A chart and beneath it the table that it draws."""
    chart = chart_of(key, title, lines)
    if chart.rows:
        yield Chart(chart)
    yield _table(head, lines, compared=compared)


def _table(head: str, lines: Iterable[ReportLine], *, compared: bool) -> Table:
    """`compared`: each figure with that of the quarter before in brackets."""
    columns = (
        Column("TT", 5, CENTRE),
        Column(head, 35),
        Column("Số cán bộ", 10, CENTRE),
        Column("Đã xếp loại", 10, CENTRE),
        *(Column(rating.short, 10, CENTRE) for rating in Rating),
    )
    return Table(columns, tuple(_row(place, line, compared) for place, line in enumerate(lines, start=1)))


def _row(place: int, line: ReportLine, compared: bool) -> tuple[str, ...]:
    def beside(now: int, before: int) -> str:
        return f"{now} [{before}]" if compared else str(now)

    ratings = (f"{beside(count, before)}\n{share}".strip() for _, count, share, before in line.cells)
    people = (
        beside(line.now.people, line.before.people),
        beside(line.now.decided, line.before.decided),
    )
    return (str(place), line.name, *people, *ratings)


def _remarks(report: Report) -> Iterator[str]:
    if report.withheld:
        yield WITHHELD
    if report.total.now.waiting:
        yield OPEN.format(count=report.total.now.waiting)
    yield f"Gửi trước ngày {ngay(report.period.report_closes_at)}."
