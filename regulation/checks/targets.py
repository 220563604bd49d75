"""How the targets of a collective that somebody leads are said: in a sentence, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from regulation.facts import CollectiveFacts, Facts
from regulation.numbers import told_percent, vn
from regulation.rules import Asked, Figures, Row
from regulation.vocabulary import Leadership

_HEADS = ("Tập thể, lĩnh vực", "Vai trò", "Được giao", "Bất khả kháng", "Được tính")


def led(facts: Facts) -> Iterator[CollectiveFacts]:
    """The collectives that the person heads, is deputy of or sits in, and that have targets that count."""
    return (unit for unit in units(facts) if unit.role is not Leadership.NONE and unit.base > 0)


def directly_led(facts: Facts) -> Iterator[CollectiveFacts]:
    """What the person directly leads, and has targets that count: a head the unit, a deputy the field in charge."""
    return (unit for unit in charge(facts) if unit.base > 0)


def completed(unit: CollectiveFacts) -> str:
    """Văn phòng hoàn thành 6/10 nhiệm vụ, chỉ tiêu được giao (60 %), không tính 2 trường hợp bất khả kháng"""
    left_out = f", không tính {unit.excused} trường hợp bất khả kháng" if unit.excused else ""
    share = vn(told_percent(unit.completed, unit.base))
    return f"{unit.name} hoàn thành {unit.completed}/{unit.base} nhiệm vụ, chỉ tiêu được giao ({share} %){left_out}"


def part(unit: CollectiveFacts, number: int, what: str) -> str:
    """Văn phòng có 1/10 nhiệm vụ, chỉ tiêu vượt mức (10 %)"""
    return f"{unit.name} có {number}/{unit.base} nhiệm vụ, chỉ tiêu {what} ({vn(told_percent(number, unit.base))} %)"


def passed(facts: Facts) -> str:
    """By what a rule on collectives is passed, or why it cannot be asked."""
    if facts.unreported:
        return f"Chưa có kết quả được phê duyệt của {', '.join(one.name for one in facts.unreported)}."
    if not facts.collectives:
        return "Không có tập thể nào mà người này giữ vai trò lãnh đạo có kết quả được phê duyệt."
    return "Kết quả của tập thể được giao không thuộc trường hợp này."


def units(facts: Facts) -> list[CollectiveFacts]:
    """Whole collectives, whatever the person's place in them."""
    return [unit for unit in facts.collectives if not unit.is_field]


def charge(facts: Facts) -> list[CollectiveFacts]:
    """The collectives that the person heads and the fields in charge, of which QĐ 366 Điều 11 speaks."""
    return [unit for unit in facts.collectives if unit.is_led_directly]


def headed(facts: Facts) -> list[CollectiveFacts]:
    """The collectives that the person heads."""
    return [unit for unit in units(facts) if unit.role is Leadership.HEAD]


def _awaited_of(*roles: Leadership) -> Callable[[Facts], bool]:
    return lambda facts: any(one.role in roles for one in facts.unreported)


OF_SILENCE = Asked(outside=lambda facts: not (facts.collectives or facts.unreported))
OF_LEADERS = Asked(
    outside=lambda facts: not units(facts),
    waits=lambda facts: any(not one.of_field for one in facts.unreported),
)
OF_CHARGE = Asked(
    outside=lambda facts: not charge(facts), waits=_awaited_of(Leadership.HEAD, Leadership.DEPUTY)
)
OF_HEADS = Asked(outside=lambda facts: not headed(facts), waits=_awaited_of(Leadership.HEAD))


def table(
    head: str,
    number: Callable[[CollectiveFacts], int],
    of: Callable[[Facts], Iterable[CollectiveFacts]] = charge,
) -> Callable[[Facts], Figures]:
    """Their targets, and how many of those that count are so."""

    def figures(facts: Facts) -> Figures:
        return Figures((*_HEADS, head), tuple(_row(unit, number(unit)) for unit in of(facts)))

    return figures


def _row(unit: CollectiveFacts, number: int) -> Row:
    """… 6/10 (60 %)"""
    share = f"{number}/{unit.base} ({vn(told_percent(number, unit.base))} %)" if unit.base > 0 else "–"
    return (unit.name, unit.role.label, str(unit.assigned), str(unit.excused), str(unit.base), share)
