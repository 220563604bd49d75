"""Rules on the special cases of Mục 7, and on those whom Mục 3.3 leaves free."""

from __future__ import annotations

from collections.abc import Iterator

from regulation.checks.who import LISTER, OLD_UNIT, STAFF, confirming
from regulation.facts import Facts
from regulation.findings import Finding, Ground
from regulation.vocabulary import CaseKind, Circumstance, Level, Treatment

PROMOTED = Ground("promoted", "7.a", Level.NATIONAL, "Bổ nhiệm chức vụ cao hơn chưa đủ 02 tháng")
TRANSFERRED = Ground("transferred", "7.b", Level.NATIONAL, "Chuyển đến từ đơn vị khác chưa đủ 02 tháng")
REORGANISED = Ground("reorganised", "7.c", Level.NATIONAL, "Thay đổi vị trí do sắp xếp tổ chức bộ máy")
DEFERRAL = Ground("deferral", "7.d", Level.NATIONAL, "Trường hợp chưa thực hiện đánh giá, xếp loại")
OTHER_CASE = Ground("other-case", "7.e", Level.PROVINCE, "Trường hợp khác theo văn bản của cấp có thẩm quyền")
OPTIONAL = Ground("optional", "3.3", Level.NATIONAL, "Không bắt buộc đánh giá, xếp loại hằng quý")

_PAPERS = (Circumstance.BOTH_POSTS, Circumstance.PARTY_CELL)


def promoted(facts: Facts) -> Iterator[Finding]:
    """7.a: results of both posts and the party cell's evaluation must be there before a decision."""
    case = facts.case(CaseKind.PROMOTED)
    if case is None:
        return
    missing = [paper for paper in _PAPERS if not facts.of_kind(paper)]
    for paper in missing:
        yield PROMOTED.block(
            f"{case.sentence} Chưa ghi: {_small(paper.label)}.",
            f"{paper.label}, do {STAFF} ghi.",
            anchor="circumstances",
        )
    if not missing:
        have = "Đã có kết quả thực hiện nhiệm vụ ở cả hai chức vụ và đánh giá của chi bộ nơi sinh hoạt."
        yield PROMOTED.inform(f"{case.sentence} {have}", anchor="cases")


def transferred(facts: Facts) -> Iterator[Finding]:
    """7.b: the old unit's remark must be there before a decision."""
    case = facts.case(CaseKind.TRANSFERRED)
    if case is None:
        return
    if facts.remark_given:
        yield TRANSFERRED.inform(f"{case.sentence} Đã có nhận xét của {OLD_UNIT}.", anchor="remark")
    else:
        yield TRANSFERRED.block(
            f"{case.sentence} Chưa có nhận xét của {OLD_UNIT}.",
            f"Nhận xét, đánh giá kết quả thực hiện chức trách, nhiệm vụ, do {OLD_UNIT} gửi.",
            anchor="remark",
        )


def reorganised(facts: Facts) -> Iterator[Finding]:
    """7.c: only the tasks due from the day of the reorganisation on count (`Facts.counted`)."""
    case = facts.case(CaseKind.REORGANISED)
    if case is None:
        return
    earlier = sum(len(axis.tasks) for axis in facts.axes) - len(facts.tasks)
    if earlier and not facts.tasks:
        yield REORGANISED.block(
            f"{case.sentence} Chưa có nhiệm vụ nào từ ngày {case.since:%d/%m/%Y}: chưa có kết quả để đánh giá.",
            "Nhiệm vụ sau khi sắp xếp, do người lập kế hoạch bổ sung và cấp có thẩm quyền phê duyệt; hoặc văn bản của "
            f"cấp có thẩm quyền về cách đánh giá (Mục 7.e), do {STAFF} ghi.",
            anchor="cases",
        )
        return
    left_out = f", không tính {earlier} nhiệm vụ trước ngày đó" if earlier else ""
    yield REORGANISED.inform(
        f"{case.sentence} Chỉ đánh giá kết quả từ ngày {case.since:%d/%m/%Y}{left_out}.", anchor="cases"
    )


def deferral(facts: Facts) -> Iterator[Finding]:
    """7.d: training, leave, a first post, an inspection: not rated this quarter, unless a reason is given."""
    for case in facts.cases:
        if case.kind.defers:
            yield DEFERRAL.warn(
                f"{case.sentence} Thuộc trường hợp chưa thực hiện đánh giá, xếp loại quý này.",
                f"Chuyển kết quả sang quý tiếp theo, do {STAFF} thực hiện; hoặc lý do vẫn đánh giá, "
                f"do {LISTER} ghi.",
                anchor="cases",
            )


def other_case(facts: Facts) -> Iterator[Finding]:
    """7.e: a competent document says how the person is treated; rating against it asks for a reason."""
    for found in facts.of_kind(Circumstance.OTHER_CASE):
        treatment = found.treatment or Treatment.RATE
        sentence = f"Văn bản của cấp có thẩm quyền: {found.told}. Áp dụng: {_small(treatment.label)}."
        if treatment is Treatment.RATE:
            yield OTHER_CASE.inform(sentence, anchor="circumstances")
        else:
            yield OTHER_CASE.warn(
                sentence,
                f"Thực hiện theo văn bản, do {STAFF} ghi; hoặc văn bản hủy bỏ, thay thế, "
                f"do {confirming(facts.tier)} ghi; hoặc lý do vẫn đánh giá, do {LISTER} ghi.",
                anchor="circumstances",
            )


def optional(facts: Facts) -> Iterator[Finding]:
    """3.3, second dash: a committee member without professional work need not be rated every quarter."""
    case = facts.case(CaseKind.OPTIONAL)
    if case is not None:
        yield OPTIONAL.inform(
            f"{case.sentence} Không bắt buộc đánh giá, xếp loại hằng quý; có thể đánh giá 6 tháng hoặc cuối năm.",
            anchor="cases",
        )


def _small(label: str) -> str:
    return label[0].lower() + label[1:]
