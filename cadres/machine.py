"""How any move happens: lock, right, turn, version, reason, the deed itself, gates, history, and what comes after.

The only writer of a `stage`. What moves there are stands in each room's `moves`; a deed is a block under one of them:

    with PLANS.edit(plan, by=by, seen=seen) as plan:
        plan.tasks.filter(pk=task.pk).delete()
        plan.tell(removed=[task.title])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import Any, ClassVar, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from cadres.mandates import Grant
from cadres.models import Entry, Staged, User
from config.logging import deeds
from regulation.findings import Finding

Row = TypeVar("Row", bound=Staged)
AnyRow = TypeVar("AnyRow", bound=Model)
Gate = Callable[[Any], Iterable[Finding]]  # asked of what the machine's `case` makes of the row
Target = str | Callable[[Any], str] | None


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A deed that was not done; its text is the sentence for the person who asked."""

    findings: tuple[Finding, ...] = ()
    row: Staged | None = None

    @property
    def named(self) -> str:
        """Behind the name of the row that it is about: for pages and deeds that hold several."""
        return f"{self.row}: {self}" if self.row else str(self)


class OutOfTurn(Refusal):
    """The row stands at another stage; `done` when it already stands where the move leads."""

    row: Staged

    def __init__(self, row: Staged, move: Move) -> None:
        self.row, self.done = row, row.stage == move.target
        ending = "việc này đã được làm rồi." if self.done else f"chưa đến hoặc đã qua bước “{move.label}”."
        super().__init__(f"Hiện ở bước “{row.stage_label}”: {ending}")


class Stale(Refusal):
    """Somebody saved in between."""

    row: Staged

    def __init__(self, row: Staged) -> None:
        self.row, self.last = row, row.ledger.order_by("-pk").first()
        who = f" ({self.last.by or 'Hệ thống'}, {self.last.label.lower()})" if self.last else ""
        super().__init__(
            f"Nội dung đã thay đổi sau khi đồng chí mở trang{who}. Xin xem lại bản mới trước khi lưu."
        )


class Vanished(Refusal):
    """Somebody took the row away in between."""

    def __init__(self, sentence: str = "Mục này không còn: có người vừa xóa hoặc rút. Xin xem lại.") -> None:
        super().__init__(sentence)


class Refused(Refusal):
    """Gates of the law or of the form are closed; `findings` say which, and what would open them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(finding.sentence for finding in self.findings))


class ReasonOwed(Refusal):
    def __init__(self, move: Move) -> None:
        super().__init__(f"“{move.label}” cần ghi rõ lý do.")


class NoRight(PermissionDenied):
    """The doer does not hold the right, whatever was typed; `about` names the row by its number."""

    def __init__(self, move: Move, row: Staged) -> None:
        self.about = f"{row._meta.verbose_name} số {row.pk}"
        super().__init__(f"Đồng chí không có quyền “{move.label}”.")


@dataclass(frozen=True)
class During:
    """The stages of what a row is about during which a move of the row is made, and what is said at any other."""

    stages: tuple[str, ...]
    otherwise: Finding


@dataclass(eq=False)
class Move:
    """A row of the table of moves, named by the attribute that it is of its machine. `target=None` keeps the stage: an edit.

    `during`: at which stages of what the row is about it can be made. `told`: whether the person whom the row is about reads
    at once what the move says of itself (its reason, its changes). `leads`: where it leads, in words, if the row decides it.
    `apart`: it writes nothing that a form of the row shows; whoever has one open goes on, and the version stands.
    """

    label: str
    source: tuple[str, ...]
    by: Grant
    target: Target = None
    gates: tuple[Gate, ...] = ()
    during: During | None = None
    owes_reason: bool = False
    told: bool = False
    leads: str = "nơi đã dừng"
    apart: bool = False
    do_not_call_in_templates: ClassVar = True
    name: str = field(default="", init=False)
    machine: Machine = field(init=False, repr=False)

    def __set_name__(self, owner: type[Machine], name: str) -> None:
        self.name = name.rstrip("_")

    def allows(self, user: User, row: Staged) -> bool:
        """Whether the user has the right to make this move on the row, at whatever stage it stands."""
        return self.by.allows(user, row.matter)

    def demand(self, user: User, row: Staged) -> None:
        """Right before everything else: who may not do it is told so, whatever was typed."""
        if not self.allows(user, row):
            raise NoRight(self, row)

    def open_to(self, user: User, row: Staged) -> bool:
        """Whether the user could make it now: right and turn, not yet the gates."""
        return row.stage in self.source and self.allows(user, row)

    @contextmanager
    def __call__(
        self,
        row: Row,
        *,
        by: User | None,
        seen: int | None = None,
        reason: str = "",
        held: bool = False,
        case: object = None,
    ) -> Iterator[Row]:
        """Make the move in one transaction; the block under it writes to the row as it now is, locked, and tells of it.

        `by=None` is the calendar, which needs no right. `seen` is the version that the person had before them. `held`: the
        caller has locked the row and its matter already. `case`: on what the gates are asked, where the block writes nothing
        that the law reads. Raises PermissionDenied, OutOfTurn, Stale, ReasonOwed or Refused, in this order; whatever was
        written is then undone.
        """
        with nullcontext() if held else transaction.atomic():
            row = row if held else hold(row)
            matter = row.matter
            self._admit(row, matter, by, seen, reason)
            yield row
            self._ask(row, case)
            made = Made(self, row, self._write(row, matter, by, reason))
            if (waiting := _together.get()) is not None:
                waiting.append(made)
            else:
                self.machine.follow([made])

    def make(self, row: Row, **given: Any) -> Row:
        """The move and nothing beside it; takes what a call takes."""
        with self(row, **given) as made:
            pass
        return made

    def _admit(self, row: Staged, matter: Staged, by: User | None, seen: int | None, reason: str) -> None:
        if by is not None and not self.by.allows(by, matter):
            raise NoRight(self, row)
        if row.stage not in self.source:
            raise OutOfTurn(row, self)
        if seen is not None and row.version != seen:
            raise Stale(row)
        if self.owes_reason and not reason.strip():
            raise ReasonOwed(self)
        if self.during and matter.stage not in self.during.stages:
            raise Refused([self.during.otherwise])

    def _ask(self, row: Staged, case: object) -> None:
        judged = (case or self.machine.case(row)) if self.gates else None
        if blocking := [finding for gate in self.gates for finding in gate(judged) if finding.blocks]:
            raise Refused(blocking)

    def _write(self, row: Staged, matter: Staged, by: User | None, reason: str) -> Entry:
        came_from = row.stage
        row.stage = self.target(row) if callable(self.target) else self.target or row.stage
        self.machine.arrive(row, came_from)
        row.version += 0 if self.apart else 1
        row.save()
        behalf = self.by.behalf(by, matter) if by is not None else None
        told = self.told and not row.hushed
        changes = row.take_told()
        return record(
            row,
            self.name,
            self.label,
            by=by,
            behalf=behalf,
            reason=reason,
            came_from=came_from,
            changes=changes,
            told=told,
        )


@dataclass(frozen=True)
class Made:
    """A move that was just made: the row as it now is, and the line of history that tells of it."""

    move: Move
    row: Any
    entry: Entry

    @property
    def arrived(self) -> bool:
        """Whether it brought the row to another stage."""
        return self.entry.came_from != self.entry.went_to

    def holders(self) -> set[int]:
        """Ids of the users who hold what can come next."""
        coming = (move for move in self.move.machine.moves.values() if self.row.stage in move.source)
        return set().union(*(move.by.holders(self.row.matter) for move in coming if move.target))


After = Callable[[Sequence[Made]], None]
_together: ContextVar[list[Made] | None] = ContextVar("together", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Several moves as one act, in one transaction: what comes after them follows once, with all of them."""
    made: list[Made] = []
    with transaction.atomic():
        before = _together.set(made)
        try:
            yield
        finally:
            _together.reset(before)
        for machine in dict.fromkeys(one.move.machine for one in made):
            machine.follow([one for one in made if one.move.machine is machine])


class Machine:
    """The moves of one kind of row, as its attributes; one instance of each."""

    def __init__(self) -> None:
        moves = (move for kind in type(self).mro() for move in vars(kind).values() if isinstance(move, Move))
        self.moves: dict[str, Move] = {move.name: move for move in moves}
        self._after: list[After] = []
        for move in self.moves.values():
            move.machine = self

    def available(self, row: Staged, user: User) -> dict[str, Move]:
        """The moves that this person could make now: right and turn, not yet the gates."""
        return {name: move for name, move in self.moves.items() if move.open_to(user, row)}

    def case(self, row: Any) -> object:
        """What the gates are asked of: the row, or what a judgement needs of it."""
        return row

    def arrive(self, row: Any, came_from: str) -> None:
        """What the row itself loses or gains by its new stage; asked before it is saved."""

    def after(self, effect: After) -> None:
        """The one seam after a move: the effect runs in the move's own transaction, with the lines just written."""
        self._after.append(effect)

    def follow(self, made: Sequence[Made]) -> None:
        for effect in self._after:
            effect(made)


def hold(row: Row) -> Row:
    """The row as the database has it now, held until the transaction ends; what it is about is held first."""
    matter: Staged = row.matter
    if matter is row:
        return lock(row)
    matter, held = lock(matter), lock(row)
    *way, last = type(row).MATTER.split(".")
    setattr(reduce(getattr, way, held), last, matter)
    return held


def lock(row: AnyRow) -> AnyRow:
    """One row as the database has it now, with what rights and gates ask of it, held until the transaction ends.

    Raises `Vanished` where somebody deleted it in between.
    """
    rows = (row._meta.concrete_model or type(row))._base_manager
    joined = getattr(row, "HELD_WITH", ())
    try:
        locked = rows.select_for_update().get(pk=row.pk)
    except ObjectDoesNotExist:
        raise Vanished from None
    # What is joined is read afterwards: locking and joining at once loses a row that meanwhile came to point elsewhere.
    return cast(AnyRow, rows.select_related(*joined).get(pk=row.pk) if joined else locked)


def claim(rows: QuerySet[AnyRow]) -> QuerySet[AnyRow]:
    """Of these rows those that nobody else holds, held until the transaction ends: several processes share one work."""
    skips = connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(skip_locked=skips, of=("self",))


def record(
    row: Any,
    deed: str,
    label: str,
    *,
    by: User | None,
    behalf: int | None = None,
    reason: str = "",
    came_from: str = "",
    changes: dict[str, Any] | None = None,
    told: bool = False,
) -> Entry:
    """Write one line of the row's history, and once it stands, of the log by names and numbers; `by=None` is the calendar."""
    said = {"deed": deed, "row": row._meta.label, "pk": row.pk, "user": by.pk if by else None}
    transaction.on_commit(partial(deeds.info, "deed", **said))
    entry: Entry = row.ledger.create(
        deed=deed,
        label=label,
        by=by,
        on_behalf_of_id=behalf,
        reason=reason,
        came_from=came_from,
        went_to=row.stage,
        changes=changes or {},
        told=told,
    )
    return entry
