"""Biên bản hội nghị đánh giá, xếp loại (Bước 3; Bước 5): what a session of the council recorded, for one reader.

Whoever may read the session may read its minutes. The row about the reader, or about whom they stand in for, and the counts by which
it could be reckoned are left out until the result is made known, as on rating lists (open-questions 15, 16); the paper says so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import Q

from cadres.models import User
from config.clock import HERE
from evaluation.core.models import Dossier
from evaluation.core.permissions import reviews_seen
from evaluation.core.stages import LineStage
from evaluation.core.tells.names import unit_as_named
from evaluation.council.gates import quorum_of
from evaluation.models import CouncilLine, CouncilMember, CouncilSession
from regulation.numbers import vn
from regulation.vocabulary import Quorum, Rating
from reporting.sheets import wording
from reporting.sheets.listed import WITHHELD
from reporting.sheets.offices import head_of
from reporting.sheets.papers import CENTRE, Block, Column, Heading, Paper, Paragraph, Table
from reporting.sheets.parts import Signature, in_words, rating_words

NAME = "Biên bản"
TITLE = "BIÊN BẢN"
OF = "Hội nghị đánh giá, xếp loại chất lượng cán bộ Quý {roman}, Năm {year}"
COLUMNS = (
    Column("TT", 5, CENTRE),
    Column("Họ và tên, chức vụ, đơn vị công tác", 27),
    Column("Điểm", 9, CENTRE),
    Column("Mức tự đề xuất; phòng, ban; thẩm định", 18),
    Column("Ý kiến của Hội đồng", 15),
    Column("Kết quả bỏ phiếu", 13),
    Column("Lý do, ý kiến khác", 13),
)
CONSIDERED = (
    "Căn cứ kết quả tự đánh giá, đề xuất mức xếp loại của cá nhân, kết quả thực hiện nhiệm vụ của tập thể và kết quả thẩm định, "
    "Hội đồng thảo luận và có ý kiến đánh giá, xếp loại đối với {count} đồng chí như sau:"
)
ADVISES = (
    "Ý kiến của Hội đồng được trình cấp có thẩm quyền quản lý cán bộ xem xét, nhận xét, đánh giá và đề xuất hoặc quyết định mức "
    "xếp loại theo quy định."
)
OPEN = "Bản dự thảo: phiên họp chưa kết thúc."


def minutes(session: CouncilSession, *, reader: User | None) -> Paper:
    """Whole where nobody in particular reads them."""
    known = Dossier.objects.filter(reviews_seen(reader) if reader else Q()).order_by()
    lines = list(session.lines.filter(stage=LineStage.RECORDED, dossier__in=known))
    withheld = session.lines.filter(stage=LineStage.RECORDED).exclude(dossier__in=known).exists()
    members = list(session.members.all())
    unit = unit_as_named(session.unit, session.names.get("unit"))
    quarter = session.period.quarter
    signatures = tuple(_signatures(members))
    return Paper(
        number="",
        title_of_paper=NAME,
        subject=f"{unit.name}, phiên ngày {session.held_on:%d-%m-%Y}",
        quarter=quarter,
        head=head_of(unit, session.held_on),
        title=(TITLE, OF.format(roman=quarter.roman, year=quarter.year)),
        signature=signatures[-1],
        signatures=signatures,
        note="",
        remarks=(*((WITHHELD,) if withheld else ()), *((OPEN,) if session.is_held else ())),
        reference=session.minutes_number,
        blocks=(
            *_who(session, unit.name, members),
            *_said(lines, told=not withheld),
            Paragraph(ADVISES),
            Paragraph(_ended(session)),
        ),
    )


def _who(session: CouncilSession, unit: str, members: Sequence[CouncilMember]) -> Iterator[Block]:
    yield Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
    where = f", tại {session.place}" if session.place else ""
    yield Paragraph(f"1. Hội đồng đánh giá, xếp loại {unit} họp {in_words(session.held_on)}{where}.")
    if not members:
        yield Paragraph(f"2. Thành phần: {session.present} thành viên dự họp. {session.members_told}".strip())
        return
    for label, role in (("Chủ trì", "chair"), ("Thư ký", "secretary")):
        yield from (Paragraph(f"- {label}: đồng chí {_named(m)}.") for m in members if m.role == role)
    there, away = [m for m in members if m.present], [m for m in members if not m.present]
    kept = session.names.get("quorum")
    quorum = Quorum(kept) if kept else quorum_of(session.period)
    yield Paragraph(f"2. Thành viên có mặt ({len(there)}/{len(members)}): {_list(there)}.")
    yield Paragraph(f"3. Thành viên vắng mặt: {_list(away) or 'không có'}.")
    yield Paragraph(
        f"Số thành viên có mặt {len(there)}/{len(members)}; theo quy định áp dụng trong kỳ phải có {quorum.label}, "
        f"tức ít nhất {quorum.needed(len(members))} thành viên."
    )


def _named(member: CouncilMember) -> str:
    return ", ".join(filter(None, (str(member), member.post)))


def _list(members: Sequence[CouncilMember]) -> str:
    return "; ".join(map(_named, members))


def _said(lines: Sequence[CouncilLine], *, told: bool) -> Iterator[Block]:
    yield Heading("II. NỘI DUNG")
    yield Paragraph(CONSIDERED.format(count=len(lines)))
    yield Table(COLUMNS, tuple(_row(place, line) for place, line in enumerate(lines, start=1)))
    yield Heading("III. TỔNG HỢP Ý KIẾN CỦA HỘI ĐỒNG")
    counted = Counter(line.rating for line in lines)
    yield from (Paragraph(f"- {rating.label}: {counted[rating]} đồng chí.") for rating in Rating if told)
    if not told:
        yield Paragraph("Số liệu tổng hợp không có trong bản này.", italic=True)


def _row(place: int, line: CouncilLine) -> tuple[str, ...]:
    levels = (
        ("Cá nhân", line.self_rating),
        ("Phòng, ban", line.division_rating),
        ("Thẩm định", line.appraisal_rating),
    )
    return (
        str(place),
        f"{line.name}\n{', '.join(filter(None, (line.post, line.unit_name)))}",
        vn(line.total, 2) if line.total is not None else "",
        "\n".join(f"{who}: {Rating(level).short}" for who, level in levels if level),
        rating_words(line.rating),
        _voted(line),
        line.note,
    )


def _voted(line: CouncilLine) -> str:
    """For whom somebody voted; that nobody did so for a level need not be read."""
    if line.ballots is None:
        return ""
    return (
        "\n".join(f"{rating.short}: {count}" for rating, count in line.voted() if count) or "Không có phiếu"
    )


def _ended(session: CouncilSession) -> str:
    if session.closed_at is None:
        return "Biên bản được lập để lưu hồ sơ đánh giá, xếp loại của kỳ."
    at = session.closed_at.astimezone(HERE)
    when = f"Hội nghị kết thúc lúc {at:%H} giờ {at:%M}, {in_words(at)}. "
    return f"{when}Biên bản được lập để lưu hồ sơ đánh giá, xếp loại của kỳ."


def _signatures(members: Sequence[CouncilMember]) -> Iterator[Signature]:
    for line, role in (("THƯ KÝ", "secretary"), ("CHỦ TRÌ", "chair")):
        name = next((member.name for member in members if member.role == role), "")
        yield Signature((line,), wording.SIGN, name=name)
