"""Rules on the collectives that a person leads (Mục 6.1, 6.3; QĐ 366 Điều 11).

A collective none of whose targets counts has no share, and nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulation.checks.who import LISTER, SUPERIOR
from regulation.facts import CollectiveFacts, Facts
from regulation.findings import Finding, Ground
from regulation.numbers import vn
from regulation.vocabulary import Leadership, Level, Rating

BELOW_70 = Ground("unit-below-70", "6.3", Level.NATIONAL, "Tập thể hoàn thành dưới 70 % nhiệm vụ")
BELOW_100 = Ground(
    "unit-below-100", "366.11.1-3", Level.NATIONAL, "Tập thể hoàn thành từ 70 % đến dưới 100 %"
)
NOT_OUTSTANDING = Ground(
    "unit-not-outstanding", "366.11.1", Level.NATIONAL, "Nhiệm vụ, chỉ tiêu vượt mức của tập thể"
)
LATE = Ground("unit-late", "366.11.2-3", Level.NATIONAL, "Nhiệm vụ, chỉ tiêu chậm tiến độ của tập thể")
HEAD_ABOVE = Ground(
    "head-above-unit", "6.1", Level.ASSUMPTION, "Người đứng đầu được xếp loại cao hơn tập thể"
)

_CORRECTED = f"Kết quả của tập thể được sửa, hoặc lý do bất khả kháng được xác nhận, do {SUPERIOR} phê duyệt."
_REASON = f"Lý do kèm mức xếp loại, do {LISTER} ghi."


def unit_below_70(facts: Facts) -> Iterator[Finding]:
    """6.3: below 70 % the head is rated Không hoàn thành, and no deputy or member Xuất sắc."""
    for unit in _led(facts, Leadership.HEAD, Leadership.DEPUTY, Leadership.MEMBER):
        if unit.share(unit.completed) < facts.edition.unit_floor:
            yield BELOW_70.limit(
                Rating.NOT_COMPLETED if unit.role is Leadership.HEAD else Rating.GOOD,
                f"{_completed(unit)}, chưa đến {vn(facts.edition.unit_floor)} %; "
                f"vai trò trong tập thể: {unit.role.label.lower()}.",
                _CORRECTED,
                anchor="collectives",
            )
    for name in facts.unreported:
        yield _missing(name, facts)


def unit_below_100(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 1–3 name no level for a head whose collective completed 70 to under 100 %."""
    for unit in _led(facts, Leadership.HEAD):
        if unit.completed < unit.base and unit.share(unit.completed) >= facts.edition.unit_floor:
            yield BELOW_100.limit(
                Rating.COMPLETED, f"{_completed(unit)}, chưa đến 100 %.", _CORRECTED, anchor="collectives"
            )
            yield BELOW_100.warn(
                f"Không mức nào của Điều 11 nêu trường hợp người đứng đầu có tập thể hoàn thành "
                f"{vn(unit.share(unit.completed))} % ({unit.name}).",
                _REASON,
                anchor="collectives",
            )


def unit_not_outstanding(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 1: a head is Xuất sắc only if 30 % of the collective's targets were exceeded."""
    for unit in _led(facts, Leadership.HEAD):
        if unit.share(unit.exceeded) < facts.edition.outstanding_share:
            yield NOT_OUTSTANDING.limit(
                Rating.GOOD,
                f"{_part(unit, unit.exceeded, 'vượt mức')}, chưa đến {vn(facts.edition.outstanding_share)} %.",
                _CORRECTED,
                anchor="collectives",
            )


def unit_late(facts: Facts) -> Iterator[Finding]:
    """QĐ 366 Điều 11, khoản 2–3: late targets end a head's Tốt; more than 20 % of them ask for a reason too."""
    for unit in _led(facts, Leadership.HEAD):
        if unit.late > 0:
            told = _part(unit, unit.late, "chậm tiến độ")
            yield LATE.limit(Rating.COMPLETED, f"{told}.", _CORRECTED, anchor="collectives")
            if unit.share(unit.late) > facts.edition.unit_late_share:
                most = vn(facts.edition.unit_late_share)
                yield LATE.warn(f"{told}, quá {most} %.", _REASON, anchor="collectives")


def head_above_unit(facts: Facts) -> Iterator[Finding]:
    """6.1, first dash: a head's rating goes with the collective's; above it, a reason is asked for."""
    if facts.rating is None or not facts.policy.warns_head_above_unit:
        return
    for unit in facts.collectives:
        if unit.role is Leadership.HEAD and unit.rating and facts.rating.rank > unit.rating.rank:
            yield HEAD_ABOVE.warn(
                f"Người đứng đầu được xếp loại “{facts.rating.label}”, cao hơn mức “{unit.rating.label}” "
                f"của tập thể {unit.name}.",
                _REASON,
                anchor="collectives",
            )


def _missing(name: str, facts: Facts) -> Finding:
    """Without the result 6.3 cannot be asked: whoever rates the head although one is on its way says why."""
    told = f"Chưa có kết quả được phê duyệt của tập thể {name}"
    if facts.rating is None or name not in facts.awaited_results:
        return BELOW_70.inform(f"{told}: chưa xét được.", anchor="collectives")
    return BELOW_70.warn(
        f"{told}, dù kết quả đã được ghi: xếp loại người đứng đầu khi chưa xét được mức hoàn thành của tập thể.",
        f"{_REASON[:-1]}; hoặc kết quả của tập thể được {SUPERIOR} phê duyệt.",
        anchor="collectives",
    )


def _led(facts: Facts, *roles: Leadership) -> Iterator[CollectiveFacts]:
    return (unit for unit in facts.collectives if unit.role in roles and unit.base > 0)


def _completed(unit: CollectiveFacts) -> str:
    """Văn phòng hoàn thành 6/10 nhiệm vụ, chỉ tiêu được giao (60 %), không tính 2 trường hợp bất khả kháng"""
    left_out = f", không tính {unit.excused} trường hợp bất khả kháng" if unit.excused else ""
    share = vn(unit.share(unit.completed))
    return f"{unit.name} hoàn thành {unit.completed}/{unit.base} nhiệm vụ, chỉ tiêu được giao ({share} %){left_out}"


def _part(unit: CollectiveFacts, number: int, what: str) -> str:
    """Văn phòng có 1/10 nhiệm vụ, chỉ tiêu vượt mức (10 %)"""
    return f"{unit.name} có {number}/{unit.base} nhiệm vụ, chỉ tiêu {what} ({vn(unit.share(number))} %)"
