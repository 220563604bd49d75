"""One collective's result as its page tells it: the table with its shares, who acts next, and what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cadres.models import User
from cadres.vietnamese import lowfirst
from evaluation.collectives.gates import awaits_digital
from evaluation.collectives.models import CollectiveEntry, CollectiveResult, Counts
from evaluation.collectives.moves import COLLECTIVES
from evaluation.collectives.permissions import OVERSEE_COLLECTIVE
from evaluation.core.facts.around import COUNTS
from evaluation.core.models import AXES
from evaluation.core.stages import CollectiveStage
from pages.history import line_of, why
from regulation.checks.collectives import unit_below_70
from regulation.facts import CollectiveFacts, Facts
from regulation.numbers import told_percent, vn
from regulation.vocabulary import Leadership, Rating, Tier

SENT_BACK = tuple(move.name for move in COLLECTIVES.moves.values() if move.target == CollectiveStage.DRAFT)
# What history keeps of a saved draft under which key, in the form's order. Older lines have these labels as their keys.
_CHANGED = {str(axis): label for axis, label in AXES} | {
    "rating": "Mức xếp loại của tập thể",
    "note": "Ghi chú",
}


@dataclass(frozen=True)
class Row:
    """The targets of one axis, or of all; what is excused is left out of every share (6.3)."""

    title: str
    assigned: int = 0
    completed: int = 0
    exceeded: int = 0
    late: int = 0
    excused: int = 0
    excuse: str = ""

    @property
    def base(self) -> int:
        return self.assigned - self.excused

    @property
    def figures(self) -> list[tuple[str, int, Decimal | None]]:
        """(label, count, its share of the targets that count) for the cells between assigned and excused."""
        counts = (("Hoàn thành", self.completed), ("Vượt mức", self.exceeded), ("Chậm tiến độ", self.late))
        return [(label, count, self._share(count)) for label, count in counts]

    @property
    def share(self) -> Decimal | None:
        return self._share(self.completed)

    def _share(self, number: int) -> Decimal | None:
        return told_percent(number, self.base) if self.base > 0 else None


def table(result: CollectiveResult) -> list[Row]:
    """Six axes and their sum."""
    kept = {axis.axis: axis for axis in result.axes.all()} if result.pk else {}
    rows = [_row(axis.form_title, kept.get(axis.number)) for axis in result.period.edition.axes]
    return [*rows, Row("Cộng", **{name: sum(getattr(row, name) for row in rows) for name in COUNTS})]


def fields(result: CollectiveResult, user: User) -> list[Row]:
    """6.3, second sentence: each deputy's field; whoever does not oversee the collective reads their own alone."""
    kept = result.fields.of_deputies() if result.pk else ()
    sees = OVERSEE_COLLECTIVE.allows(user, result)
    return [
        _row(f"{row.name} (đồng chí {row.cadre})", row)
        for row in kept
        if sees or row.cadre.user_id == user.pk
    ]


def bearing(result: CollectiveResult, total: Row) -> str:
    """6.3 in a sentence where the law's own rule limits those who lead the collective: to what, and whom."""
    roles: dict[Rating, list[str]] = {}
    for role in (Leadership.HEAD, Leadership.DEPUTY, Leadership.MEMBER):
        for finding in unit_below_70(_as_led(result, total, role)):
            if finding.limit:
                roles.setdefault(finding.limit, []).append(role.label.lower())
    if not roles:
        return ""
    said = (f"{', '.join(those)} tối đa {limit.label}" for limit, those in roles.items())
    return f"Hoàn thành {vn(total.share or 0)} %: {'; '.join(said)} ({unit_below_70.clause.title})."


def _as_led(result: CollectiveResult, total: Row, role: Leadership) -> Facts:
    """The collective as the law asks of somebody in that role."""
    counts = {name: getattr(total, name) for name in COUNTS}
    unit = CollectiveFacts(name=result.unit.name, role=role, rating=None, **counts)
    return Facts(edition=result.period.edition, tier=Tier.DELEGATED, leadership=role, collectives=(unit,))


def waiting_for(result: CollectiveResult, *, steering: bool) -> str:
    """Who acts next; `steering`: whether somebody holds the steering committee's duty."""
    if result.stage == CollectiveStage.DRAFT:
        return "chờ đơn vị ghi và trình"
    if result.stage == CollectiveStage.SUBMITTED:
        digital = "Thường trực Ban Chỉ đạo và " if steering and awaits_digital(result) else ""
        return f"chờ {digital}cấp trên ({result.unit.parent})"
    return "chưa công khai" if result.stage == CollectiveStage.APPROVED else ""


def sent_back(result: CollectiveResult, history: Iterable[CollectiveEntry]) -> CollectiveEntry | None:
    """Why a draft came back, until it is put before the superior again."""
    moved = [entry for entry in history if entry.came_from != entry.went_to]
    last = moved[-1] if moved else None
    return last if result.stage == CollectiveStage.DRAFT and last and last.deed in SENT_BACK else None


def told(history: Iterable[CollectiveEntry]) -> list[dict[str, object]]:
    """The history for components/timeline.html, the latest first."""
    return [
        line_of(entry, _story(entry), reason=why(entry), changes=_changes(entry.changes))
        for entry in reversed(list(history))
    ]


def _story(entry: CollectiveEntry) -> str:
    """The deed, as it goes on after the doer's name."""
    move = COLLECTIVES.moves.get(entry.deed)
    return getattr(move, "phrase", "") or lowfirst(entry.label)


def _changes(said: dict[str, Any]) -> list[str]:
    changed = said.get("changed", {})
    pairs = [(label, changed.get(key) or changed.get(label)) for key, label in _CHANGED.items()]
    pairs += [("Lĩnh vực phụ trách", pair) for key, pair in changed.items() if key.startswith("field-")]
    lines = [f"{label}: {pair[0] or 'trống'} → {pair[1] or 'trống'}." for label, pair in pairs if pair]
    return [*lines, f"Ý kiến: {said['opinion']}"] if "opinion" in said else lines


def _row(title: str, axis: Counts | None) -> Row:
    if axis is None:
        return Row(title)
    return Row(title, axis.assigned, axis.completed, axis.exceeded, axis.late, axis.excused, axis.excuse)
