"""Rules on the special cases of Mục 7, and on those whom Mục 3.3 leaves free."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from regulation.checks.who import LISTER, OLD_UNIT, STAFF, confirming
from regulation.deadlines import evaluation_date
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.places import Moment, Place
from regulation.rules import Asked, Figures, Said, rule
from regulation.vocabulary import CaseKind, Circumstance, Level, Treatment

_PAPERS = (Circumstance.BOTH_POSTS, Circumstance.PARTY_CELL)
_DEFERRING = tuple(kind for kind in CaseKind if kind.defers)


def _counted_back(facts: Facts) -> str:
    day = evaluation_date(facts.quarter or facts.edition.since)
    return f"Tính đến thời điểm đánh giá, xếp loại, ngày {day:%d/%m/%Y}."


def _table(*kinds: CaseKind) -> Callable[[Facts], Figures]:
    def figures(facts: Facts) -> Figures:
        found = (case for case in facts.cases if case.kind in kinds)
        rows = ((case.kind.label, f"{case.since:%d/%m/%Y}", case.sentence) for case in found)
        return Figures(("Trường hợp", "Từ ngày", "Căn cứ"), tuple(rows))

    return figures


def _not_in(*kinds: CaseKind) -> Callable[[Facts], bool]:
    return lambda facts: not any(facts.case(kind) for kind in kinds)


@rule(
    "promoted",
    "7.a",
    Level.NATIONAL,
    "Bổ nhiệm chức vụ cao hơn chưa đủ 02 tháng",
    place=Place.CIRCUMSTANCES,
    said=Said(_counted_back, _table(CaseKind.PROMOTED)),
    asked=Asked(_not_in(CaseKind.PROMOTED), recorded=Moment.APPRAISAL, needed=Moment.DECISION),
)
def promoted(facts: Facts) -> Iterator[Finding]:
    """7.a: results of both posts and the party cell's evaluation must be there before a decision."""
    case = facts.case(CaseKind.PROMOTED)
    if case is None:
        return
    missing = [paper for paper in _PAPERS if not facts.of_kind(paper)]
    for paper in missing:
        yield promoted.block(
            f"{case.sentence} Chưa ghi: {_small(paper.label)}.",
            f"{paper.label}, do {STAFF} ghi.",
            anchor="circumstances",
        )
    if not missing:
        have = "Đã có kết quả thực hiện nhiệm vụ ở cả hai chức vụ và đánh giá của chi bộ nơi sinh hoạt."
        yield promoted.inform(f"{case.sentence} {have}", anchor="cases")


@rule(
    "transferred",
    "7.b",
    Level.NATIONAL,
    "Chuyển đến từ đơn vị khác chưa đủ 02 tháng",
    place=Place.CIRCUMSTANCES,
    said=Said(_counted_back, _table(CaseKind.TRANSFERRED)),
    asked=Asked(_not_in(CaseKind.TRANSFERRED), recorded=Moment.APPRAISAL, needed=Moment.DECISION),
)
def transferred(facts: Facts) -> Iterator[Finding]:
    """7.b: the remark of each unit left within the quarter must be there before a decision."""
    case = facts.case(CaseKind.TRANSFERRED)
    if case is None:
        return
    missing = [unit.name for unit in case.from_units if unit.key not in facts.remarks_given]
    if case.from_units and not missing:
        yield transferred.inform(f"{case.sentence} Đã có nhận xét của {OLD_UNIT}.", anchor="remark")
    else:
        whose = f": {'; '.join(missing)}" if missing else ""
        yield transferred.block(
            f"{case.sentence} Chưa có nhận xét của {OLD_UNIT}{whose}.",
            f"Nhận xét, đánh giá kết quả thực hiện chức trách, nhiệm vụ, do {OLD_UNIT} gửi.",
            anchor="remark",
        )


@rule(
    "reorganised",
    "7.c",
    Level.NATIONAL,
    "Thay đổi vị trí do sắp xếp tổ chức bộ máy",
    place=Place.CASES,
    said=Said(_counted_back, _table(CaseKind.REORGANISED)),
    asked=Asked(_not_in(CaseKind.REORGANISED), needed=Moment.DECISION),
)
def reorganised(facts: Facts) -> Iterator[Finding]:
    """7.c: only the tasks due from the day of the reorganisation on count (`Facts.counted`)."""
    case = facts.case(CaseKind.REORGANISED)
    if case is None:
        return
    earlier = sum(len(axis.tasks) for axis in facts.axes) - len(facts.tasks)
    if earlier and not facts.tasks:
        yield reorganised.block(
            f"{case.sentence} Chưa có nhiệm vụ nào từ ngày {case.since:%d/%m/%Y}: chưa có kết quả để đánh giá.",
            "Nhiệm vụ sau khi sắp xếp, do người lập kế hoạch bổ sung và cấp có thẩm quyền phê duyệt; hoặc văn bản của "
            f"cấp có thẩm quyền về cách đánh giá (Mục 7.e), do {STAFF} ghi.",
            anchor="cases",
        )
        return
    left_out = f", không tính {earlier} nhiệm vụ trước ngày đó" if earlier else ""
    yield reorganised.inform(
        f"{case.sentence} Chỉ đánh giá kết quả từ ngày {case.since:%d/%m/%Y}{left_out}.", anchor="cases"
    )


@rule(
    "deferral",
    "7.d",
    Level.NATIONAL,
    "Trường hợp chưa thực hiện đánh giá, xếp loại",
    place=Place.DEEDS,
    said=Said(_counted_back, _table(*_DEFERRING)),
    asked=Asked(lambda facts: not facts.deferred and _not_in(*_DEFERRING)(facts)),
)
def deferral(facts: Facts) -> Iterator[Finding]:
    """7.d: training, leave, a first post, an inspection: not rated this quarter, unless a reason is given.

    What quarters not rated before left is considered in this one.
    """
    for before in facts.deferred:
        told = "Kết quả, tình tiết của quý đó được xem xét trong quý này."
        yield deferral.inform(f"{before.told} {told}", anchor="cases")
    for case in facts.cases:
        if case.kind.defers:
            yield deferral.warn(
                f"{case.sentence} Thuộc trường hợp chưa thực hiện đánh giá, xếp loại quý này.",
                f"Chuyển kết quả sang quý tiếp theo, do {STAFF} thực hiện; hoặc lý do vẫn đánh giá, "
                f"do {LISTER} ghi.",
                anchor="cases",
            )


@rule(
    "other-case",
    "7.e",
    Level.PROVINCE,
    "Trường hợp khác theo văn bản của cấp có thẩm quyền",
    place=Place.CIRCUMSTANCES,
    said=Said("Không có văn bản riêng của cấp có thẩm quyền được ghi."),
    asked=Asked(lambda facts: not facts.of_kind(Circumstance.OTHER_CASE)),
)
def other_case(facts: Facts) -> Iterator[Finding]:
    """7.e: a competent document says how the person is treated; rating against it asks for a reason."""
    for found in facts.of_kind(Circumstance.OTHER_CASE):
        treatment = found.treatment or Treatment.RATE
        sentence = f"Văn bản của cấp có thẩm quyền: {found.told}. Áp dụng: {_small(treatment.label)}."
        if treatment is Treatment.RATE:
            yield other_case.inform(sentence, anchor="circumstances")
        else:
            yield other_case.warn(
                sentence,
                f"Thực hiện theo văn bản, do {STAFF} ghi; hoặc văn bản hủy bỏ, thay thế, "
                f"do {confirming(facts.tier)} ghi; hoặc lý do vẫn đánh giá, do {LISTER} ghi.",
                anchor="circumstances",
            )


@rule(
    "optional",
    "3.3",
    Level.NATIONAL,
    "Không bắt buộc đánh giá, xếp loại hằng quý",
    carries="3.3.2",
    place=Place.CASES,
    said=Said("Đánh giá, xếp loại hằng quý như mọi người.", _table(CaseKind.OPTIONAL)),
    asked=Asked(_not_in(CaseKind.OPTIONAL)),
)
def optional(facts: Facts) -> Iterator[Finding]:
    """3.3, second dash: a committee member without professional work need not be rated every quarter."""
    case = facts.case(CaseKind.OPTIONAL)
    if case is not None:
        yield optional.inform(
            f"{case.sentence} Không bắt buộc đánh giá, xếp loại hằng quý; có thể đánh giá 6 tháng hoặc cuối năm.",
            anchor="cases",
        )


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


RULES = (promoted, transferred, reorganised, deferral, other_case, optional)
