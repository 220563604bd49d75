"""How any move happens: lock, right, turn, version, gates, write, history. What moves there are stands in `workflows`.

The only writer of a `stage`. Every deed is one transaction on a locked row and leaves one line of history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cadres.mandates import Grant
from cadres.models import Staged
from regulation.findings import Finding

Gate = Callable[[Any], Iterable[Finding]]
Write = Callable[[Any], Mapping[str, Any] | None]
Target = str | Callable[[Any], str] | None


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A deed that was not done; its text is the sentence for the person who asked."""


class OutOfTurn(Refusal):
    """The row stands at another stage; `done` when it already stands where the move leads."""

    def __init__(self, row: Staged, move: Move) -> None:
        self.row, self.done = row, row.stage == move.target
        stage = row.get_stage_display()  # type: ignore[attr-defined]
        ending = "việc này đã được làm rồi." if self.done else f"chưa đến hoặc đã qua bước “{move.label}”."
        super().__init__(f"Hiện ở bước “{stage}”: {ending}")


class Stale(Refusal):
    """Somebody saved in between."""

    def __init__(self, row: Staged) -> None:
        self.row, self.last = row, row.ledger.order_by("-pk").first()
        who = f" ({self.last.by or 'Hệ thống'}, {self.last.label.lower()})" if self.last else ""
        super().__init__(
            f"Nội dung đã thay đổi sau khi đồng chí mở trang{who}. Xin xem lại bản mới trước khi lưu."
        )


class Refused(Refusal):
    """Gates of the law or of the form are closed; `findings` say which, and what would open them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(finding.sentence for finding in self.findings))


class ReasonOwed(Refusal):
    def __init__(self, move: Move) -> None:
        super().__init__(f"“{move.label}” cần ghi rõ lý do.")


@dataclass(frozen=True)
class Move:
    """A row of the table of moves. `target=None` keeps the stage: an edit."""

    label: str
    source: tuple[str, ...]
    by: Grant
    target: Target = None
    gates: tuple[Gate, ...] = ()
    owes_reason: bool = False


@dataclass(frozen=True)
class Machine:
    """Performs the moves of one kind of row."""

    moves: Mapping[str, Move]

    def available(self, row: Any, user: Any) -> dict[str, Move]:
        """The moves that this person could make now: right and turn, not yet the gates."""
        return {
            name: move
            for name, move in self.moves.items()
            if row.stage in move.source and move.by.allows(user, row.matter)
        }

    @transaction.atomic
    def perform(
        self,
        name: str,
        row: Any,
        *,
        by: Any,
        seen: int | None = None,
        reason: str = "",
        write: Write | None = None,
    ) -> Any:
        """Lock the row's matter and the row, do the move, and return the row as it now is.

        `seen` is the version that the person had before them; `write(row)` changes fields and neighbouring rows and returns
        what history should tell as changed. See `apply` for what is refused.
        """
        if row.matter is not row:
            lock(row.matter)
        return self.apply(name, lock(row), by=by, seen=seen, reason=reason, write=write)

    def apply(
        self,
        name: str,
        row: Any,
        *,
        by: Any,
        seen: int | None = None,
        reason: str = "",
        write: Write | None = None,
    ) -> Any:
        """Do the move on a row that the caller has locked. `by=None` is the calendar, which needs no right.

        Raises PermissionDenied, OutOfTurn, Stale, ReasonOwed or Refused, in this order; the caller's transaction then
        undoes whatever was written.
        """
        move = self.moves[name]
        if by is not None and not move.by.allows(by, row.matter):
            raise PermissionDenied(f"Đồng chí không có quyền “{move.label}”.")
        if row.stage not in move.source:
            raise OutOfTurn(row, move)
        if seen is not None and row.version != seen:
            raise Stale(row)
        if move.owes_reason and not reason.strip():
            raise ReasonOwed(move)
        changes = (write(row) if write else None) or {}
        if blocking := [finding for gate in move.gates for finding in gate(row) if finding.blocks]:
            raise Refused(blocking)
        came_from = row.stage
        row.stage = move.target(row) if callable(move.target) else move.target or row.stage
        row.version += 1
        row.save()
        behalf = move.by.behalf(by, row.matter) if by is not None else None
        record(
            row, name, move.label, by=by, behalf=behalf, reason=reason, came_from=came_from, changes=changes
        )
        return row


def lock(row: Any) -> Any:
    """The row as the database has it now, held until the transaction ends."""
    return type(row)._base_manager.select_for_update().get(pk=row.pk)


def record(
    row: Any,
    deed: str,
    label: str,
    *,
    by: Any,
    behalf: int | None = None,
    reason: str = "",
    came_from: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Any:
    """Write one line of the row's history; `by=None` is the calendar."""
    return row.ledger.create(
        deed=deed,
        label=label,
        by=by,
        on_behalf_of_id=behalf,
        reason=reason,
        came_from=came_from,
        went_to=row.stage,
        changes=dict(changes or {}),
    )
