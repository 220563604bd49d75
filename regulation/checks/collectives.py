"""Rules on the collectives that a person leads (Mục 6.1, 6.3; QĐ 366 Điều 11).

A collective none of whose targets counts has no share, and nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulation.checks.targets import (
    OF_CHARGE,
    OF_HEADS,
    OF_LEADERS,
    OF_SILENCE,
    completed,
    directly_led,
    headed,
    led,
    part,
    passed,
    table,
    units,
)
from regulation.checks.who import LISTER, SUPERIOR
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.numbers import told_percent, vn
from regulation.places import Place
from regulation.rules import Figures, Said, rule
from regulation.vocabulary import Leadership, Level, Rating, Severity

_CORRECTED = f"Kết quả của tập thể, lĩnh vực được sửa, hoặc lý do bất khả kháng được xác nhận, do {SUPERIOR} phê duyệt."
_APPROVED = f"Kết quả của tập thể, lĩnh vực được {SUPERIOR} phê duyệt."
_REASON = f"Lý do kèm mức xếp loại, do {LISTER} ghi."


@rule(
    "unit-below-70",
    "6.3",
    Level.NATIONAL,
    "Tập thể hoàn thành dưới 70 % nhiệm vụ",
    place=Place.COLLECTIVES,
    said=Said(passed, table("Hoàn thành", lambda unit: unit.completed, of=units)),
    asked=OF_LEADERS,
)
def unit_below_70(facts: Facts) -> Iterator[Finding]:
    """6.3: below 70 % the head is rated Không hoàn thành, and no deputy or member Xuất sắc."""
    for unit in led(facts):
        if unit.below(unit.completed, facts.edition.unit_floor):
            yield unit_below_70.limit(
                Rating.NOT_COMPLETED if unit.role is Leadership.HEAD else Rating.GOOD,
                f"{completed(unit)}, chưa đến {vn(facts.edition.unit_floor)} %; "
                f"vai trò trong tập thể: {unit.who}.",
                _CORRECTED,
                anchor="collectives",
            )


@rule(
    "unit-below-100",
    "366.11.1-3",
    Level.NATIONAL,
    "Tập thể, lĩnh vực phụ trách hoàn thành chưa đến 100 %",
    carries="B4.1/1",
    place=Place.COLLECTIVES,
    said=Said(passed, table("Hoàn thành", lambda unit: unit.completed)),
    asked=OF_CHARGE,
)
def unit_below_100(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 1–3 name no level for whoever directly leads what was completed to less than 100 %.

    Of a collective below 70 % Mục 6.3 speaks; of a deputy's field it does not, so that it is asked here whatever the share.
    """
    for unit in directly_led(facts):
        failed = not unit.is_field and unit.below(unit.completed, facts.edition.unit_floor)
        if unit.completed < unit.base and not failed:
            share = vn(told_percent(unit.completed, unit.base))
            yield unit_below_100.limit(
                Rating.COMPLETED, f"{completed(unit)}, chưa đến 100 %.", _CORRECTED, anchor="collectives"
            )
            yield unit_below_100.warn(
                f"Không mức nào của Điều 11 nêu trường hợp {unit.who} có {unit.what} hoàn thành {share} % ({unit.name}).",
                _REASON,
                anchor="collectives",
            )


@rule(
    "unit-not-outstanding",
    "366.11.1",
    Level.NATIONAL,
    "Nhiệm vụ, chỉ tiêu vượt mức của tập thể, lĩnh vực phụ trách",
    carries="B4.1/1",
    place=Place.COLLECTIVES,
    said=Said(passed, table("Vượt mức", lambda unit: unit.exceeded)),
    asked=OF_CHARGE,
)
def unit_not_outstanding(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 1: who directly leads is Xuất sắc only if 30 % of those targets were exceeded."""
    for unit in directly_led(facts):
        if unit.below(unit.exceeded, facts.edition.outstanding_share):
            yield unit_not_outstanding.limit(
                Rating.GOOD,
                f"{part(unit, unit.exceeded, 'vượt mức')}, chưa đến {vn(facts.edition.outstanding_share)} %.",
                _CORRECTED,
                anchor="collectives",
            )


@rule(
    "unit-late",
    "366.11.2-3",
    Level.NATIONAL,
    "Nhiệm vụ, chỉ tiêu chậm tiến độ của tập thể, lĩnh vực phụ trách",
    carries="B4.1/1",
    place=Place.COLLECTIVES,
    said=Said(passed, table("Chậm tiến độ", lambda unit: unit.late)),
    asked=OF_CHARGE,
)
def unit_late(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 2–3: late targets end the Tốt of who directly leads; beyond 20 % a reason is asked too."""
    for unit in directly_led(facts):
        if unit.late > 0:
            told = part(unit, unit.late, "chậm tiến độ")
            yield unit_late.limit(Rating.COMPLETED, f"{told}.", _CORRECTED, anchor="collectives")
            if unit.above(unit.late, facts.edition.unit_late_share):
                most = vn(facts.edition.unit_late_share)
                yield unit_late.warn(f"{told}, quá {most} %.", _REASON, anchor="collectives")


def _reported(facts: Facts) -> str:
    if not facts.collectives:
        return "Không giữ vai trò lãnh đạo trong tập thể nào."
    return "Đã có kết quả được phê duyệt của mọi tập thể, lĩnh vực mà người này lãnh đạo, phụ trách."


def _unrated(facts: Facts) -> str:
    """What it will mean once a rating is given without the result."""
    if facts.policy.unit_unknown is Severity.BLOCK:
        return "Khi chưa có kết quả đó, chưa đề nghị, quyết định được mức xếp loại."
    return "Khi ghi mức xếp loại mà vẫn chưa có kết quả đó, phải giải trình."


@rule(
    "unit-unknown",
    "6.3",
    Level.PROVINCE,
    "Chưa có kết quả của tập thể, lĩnh vực phụ trách",
    carries="B3.1 6.3/1 6.3/2",
    readings=("unit_unknown",),
    place=Place.COLLECTIVES,
    said=Said(_reported),
    asked=OF_SILENCE,
)
def unit_unknown(facts: Facts) -> Iterator[Finding]:
    """Bước 3, 6.3: whoever leads a collective is not rated without its result, nor a deputy without the field's.

    A reason takes its place, unless the province forbids that.
    """
    for one in facts.unreported:
        what = "lĩnh vực phụ trách tại" if one.of_field else "tập thể"
        told = f"Chưa có kết quả được phê duyệt của {what} {one.name} (vai trò: {one.role.label.lower()})"
        if facts.rating is None:
            yield unit_unknown.inform(
                f"{told}: chưa xét được theo Mục 6.3. {_unrated(facts)}", anchor="collectives"
            )
        elif facts.policy.unit_unknown is Severity.BLOCK:
            yield unit_unknown.block(f"{told}.", _APPROVED, anchor="collectives")
        else:
            yield unit_unknown.warn(
                f"{told}: mức “{facts.rating.label}” được xét khi chưa biết kết quả đó.",
                f"{_APPROVED[:-1]}; hoặc lý do kèm mức xếp loại, do {LISTER} ghi.",
                anchor="collectives",
            )


def _ratings(facts: Facts) -> Figures:
    given = facts.rating.label if facts.rating else "chưa có"
    return Figures(
        ("Tập thể", "Mức của tập thể", "Mức đang xét của người đứng đầu"),
        tuple((unit.name, unit.rating.label if unit.rating else "chưa có", given) for unit in headed(facts)),
    )


@rule(
    "head-above-unit",
    "6.1",
    Level.ASSUMPTION,
    "Người đứng đầu được xếp loại cao hơn tập thể",
    carries="6.1.1/2",
    readings=("warns_head_above_unit",),
    place=Place.LIST,
    said=Said(passed, _ratings),
    asked=OF_HEADS,
)
def head_above_unit(facts: Facts) -> Iterator[Finding]:
    """6.1, first dash: a head's rating goes with the collective's; above it, a reason is asked for."""
    for unit in headed(facts):
        if facts.rating and unit.rating and facts.rating.rank > unit.rating.rank:
            yield head_above_unit.warn(
                f"Người đứng đầu được xếp loại “{facts.rating.label}”, cao hơn mức “{unit.rating.label}” "
                f"của tập thể {unit.name}.",
                _REASON,
                anchor="collectives",
            )


RULES = (unit_below_70, unit_below_100, unit_not_outstanding, unit_late, unit_unknown, head_above_unit)
