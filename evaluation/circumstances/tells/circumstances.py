"""The page Tình tiết: special cases with what each asks for, what was recorded, absences, the old unit's remark."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.db.models import prefetch_related_objects
from django.forms import Form

from cadres.machine import Move
from cadres.models import Absence, User
from evaluation.circumstances.actions.circumstances import KINDS, PAPERS
from evaluation.circumstances.models import DossierCircumstance, Remark
from evaluation.circumstances.moves import CIRCUMSTANCES
from evaluation.circumstances.tells.aside import told
from evaluation.core.case import Case
from evaluation.core.facts.around import cases, in_force
from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import CircumstanceStage, RemarkStage
from evaluation.core.steps import Stage
from regulation.cases import SpecialCase
from regulation.vocabulary import CaseKind, Circumstance

ASKS = {
    CaseKind.PROMOTED: "Trước khi quyết định phải có đánh giá của chi bộ nơi sinh hoạt và kết quả thực hiện nhiệm vụ "
    "ở cả hai chức vụ.",
    CaseKind.TRANSFERRED: "Trước khi quyết định phải có nhận xét của mỗi đơn vị cũ đã công tác trong quý.",
    CaseKind.REORGANISED: "Chỉ đánh giá kết quả từ ngày sắp xếp: nhiệm vụ đến hạn trước ngày đó không tính.",
    CaseKind.OPTIONAL: "Không bắt buộc đánh giá, xếp loại hằng quý; có thể đánh giá 6 tháng hoặc cuối năm.",
}
DEFERRED = "Chưa đánh giá, xếp loại quý này; kết quả và nhiệm vụ còn lại chuyển sang quý tiếp theo."


@dataclass
class Line:
    """One circumstance: its words, whether it bears on this dossier, who recorded and who lifted it; `form` to lift it."""

    row: DossierCircumstance
    told: str
    bears: bool
    entry: DossierEntry | None
    may_lift: bool
    lifting: DossierEntry | None = None
    form: Form | None = None

    @property
    def lifted(self) -> bool:
        return self.row.stage == CircumstanceStage.LIFTED

    @property
    def state(self) -> str:
        """A shortcoming is remedied; a ground or a paper applies until it is annulled."""
        remedies = self.row.kind == Circumstance.SHORTCOMING
        if self.lifted:
            return str(self.row.get_stage_display()) if remedies else "Đã hủy bỏ"
        if not self.bears:
            return "Không tính vào quý này"
        return "Chưa khắc phục xong" if remedies else "Đang áp dụng"

    @property
    def whence(self) -> str:
        """Of which dossier it was recorded; of one that was not rated, that it is considered here (7.d)."""
        before = self.row.dossier
        here = (
            ", chưa đánh giá, được xem xét trong quý này (Mục 7.d)" if before.stage == Stage.DEFERRED else ""
        )
        return f"Ghi ở hồ sơ {before.period}{here}"

    @property
    def to_lift(self) -> str:
        """What its button does: Ghi kết quả khắc phục, hủy bỏ."""
        if self.row.kind == Circumstance.SHORTCOMING:
            return "Ghi kết quả khắc phục, hủy bỏ"
        return "Hủy bỏ căn cứ" if self.row.kind in KINDS["ground"] else "Hủy bỏ nội dung đã ghi"


@dataclass(frozen=True)
class Paper:
    """7.a: one of the papers that the case asks for, and what was recorded as such."""

    what: str
    label: str
    lines: tuple[Line, ...]


@dataclass
class Away:
    """A stretch of absence, or of inspection (7.d); `form` to say when it ended."""

    row: Absence
    form: Form | None = None


@dataclass
class Asked:
    """7.b: a unit that is to speak, or has spoken; `form` to ask it again."""

    name: str
    remark: Remark | None
    form: Form | None = None

    @property
    def answered(self) -> bool:
        """Whether the unit gave its remark."""
        return self.remark is not None and self.remark.stage == RemarkStage.GIVEN

    @property
    def waits(self) -> bool:
        return self.remark is not None and not self.answered


@dataclass(frozen=True)
class Settled:
    """A special case as settled, and what it asks for."""

    case: SpecialCase
    asks: str
    papers: tuple[Paper, ...] = ()

    @property
    def wants_remark(self) -> bool:
        return self.case.kind is CaseKind.TRANSFERRED


@dataclass(frozen=True)
class Circumstances:
    """Everything on the page. `now` holds the sentences that posts and absences say today, where they differ."""

    cases: tuple[Settled, ...]
    lines: Mapping[str, tuple[Line, ...]]
    absences: tuple[Away, ...]
    remarks: tuple[Asked, ...]
    now: tuple[str, ...] = ()
    differs: bool = False
    loose_papers: tuple[Paper, ...] = ()

    @property
    def wants_papers(self) -> bool:
        return any(case.papers for case in self.cases)

    @property
    def unasked(self) -> bool:
        """Whether some unit that the person left was not asked yet."""
        return any(one.remark is None for one in self.remarks)

    @property
    def awaited(self) -> bool:
        return any(one.waits for one in self.remarks)

    def all_lines(self) -> Iterator[Line]:
        return chain.from_iterable(self.lines.values())


def circumstances_of(
    dossier: Dossier, user: User, history: Iterable[DossierEntry], *, compare: bool = False
) -> Circumstances:
    """What the page tells of a dossier that came with its facts; `compare` reads posts and absences anew."""
    prefetch_related_objects([dossier], "cadre__absences")
    lines = _lines(dossier, user, history)
    found = tuple(_settled(case, lines) for case in cases(dossier))
    fresh = Case(dossier).cases if compare else dossier.cases
    papers = tuple(paper for case in found for paper in case.papers)
    return Circumstances(
        cases=found,
        lines=lines,
        absences=_absences(dossier),
        remarks=tuple(_remarks(dossier)),
        now=tuple(case["sentence"] for case in fresh),
        differs=fresh != dossier.cases,
        loose_papers=() if papers else tuple(paper for paper in _papers(lines) if paper.lines),
    )


def _remarks(dossier: Dossier) -> Iterator[Asked]:
    """Each unit left that nobody asked, then those that were, and what they said."""
    asked = dossier.remarks.all()
    spoken_for = frozenset().union(*(one.speaks_for for one in asked))
    left = (unit for case in cases(dossier) for unit in case.from_units)
    yield from (Asked(unit.name, None) for unit in left if unit.key not in spoken_for)
    yield from (Asked(one.from_unit.name, one) for one in asked)


def _absences(dossier: Dossier) -> tuple[Away, ...]:
    """Stretches that reach into the quarter, or begin after it."""
    since = dossier.period.quarter.first_day
    rows = dossier.cadre.absences.all()
    return tuple(Away(row) for row in rows if row.valid_until is None or row.valid_until >= since)


def _lines(dossier: Dossier, user: User, history: Iterable[DossierEntry]) -> dict[str, tuple[Line, ...]]:
    """By the form that records them, those that bear on this dossier or were recorded in it."""
    history = list(history)
    entries, lifted = _told_by(DOSSIERS.record_circumstance, history), _told_by(CIRCUMSTANCES.lift, history)
    found: dict[str, list[Line]] = {what: [] for what in KINDS}
    for row in dossier.cadre.circumstances.all():
        bears = in_force(row, dossier)
        if bears or row.dossier_id == dossier.pk:
            row.cadre = row.dossier.cadre = dossier.cadre
            may_lift = CIRCUMSTANCES.lift.open_to(user, row)
            what = next(what for what, kinds in KINDS.items() if row.kind in kinds)
            recorded, lifting = entries.get(row.pk), lifted.get(row.pk)
            found[what].append(Line(row, told(row), bears, recorded, may_lift, lifting))
    return {what: tuple(lines) for what, lines in found.items()}


def _told_by(move: Move, history: Iterable[DossierEntry]) -> dict[int, DossierEntry]:
    """Circumstance's id → the line of history in which this move tells of it."""
    return {
        entry.changes["row"]: entry for entry in history if entry.deed == move.name and "row" in entry.changes
    }


def _settled(case: SpecialCase, lines: Mapping[str, tuple[Line, ...]]) -> Settled:
    asks = DEFERRED if case.kind.defers else ASKS[case.kind]
    return Settled(case, asks, _papers(lines) if case.kind is CaseKind.PROMOTED else ())


def _papers(lines: Mapping[str, tuple[Line, ...]]) -> tuple[Paper, ...]:
    return tuple(Paper(kind.value, kind.label, lines[kind.value]) for kind in PAPERS)
