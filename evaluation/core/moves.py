"""What a move of the round says of itself, so that the rest of the house only reads it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from cadres import machine
from cadres.mandates import Grant
from cadres.vietnamese import lowfirst
from evaluation.core.stages import COUNTING, ListKind
from notices.models import Kind
from regulation.deadlines import OwnWindow, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from cadres.models import Unit


@dataclass(frozen=True)
class Turn:
    """What whoever is expected to make the move reads on the dossier's first page, and the page where it is made."""

    sentence: str
    button: str
    page: str


@dataclass(frozen=True)
class Queue:
    """Dossiers that wait for the holders of a right, told on their home page as one line a round.

    One person is named and the page `one` opened; of more the list `many` is, narrowed by `asks`, or of one unit alone the
    page `whole`, where there is one of a unit in a round. `piece` leads from a dossier to the row that the page of `one` is
    about; `also` says which of those at the move's source really wait, `by` whose it is to do where others may, too. Without
    a `window` or a `due`, which leads to the column of the row's own instant, no term is set: it waits until it is done.
    `returns`: some came back to this step with a reason, which is quoted.
    """

    verb: str
    noun: str
    many: str
    one: str
    window: Window | OwnWindow | None = Window.DOSSIER
    also: Q | Callable[[], Q] = Q()
    whole: str = ""
    piece: str = ""
    asks: str = ""
    by: Grant | None = None
    returns: bool = False
    due: str = ""


@dataclass(frozen=True)
class News:
    """What the person whose dossier it is reads once the move is made, of which round; `page` opens by the dossier's key.

    `piece` is the attribute of the moved row that leads on from the dossier to the very thing.
    """

    kind: Kind
    sentence: str
    page: str = "dossier"
    piece: str = ""


@dataclass(eq=False)
class Move(machine.Move):
    """A move of the round. It says for itself who is led to it, who hears of it, what it is called, what is said when it is done.

    `asks` names the small form of a move that needs no page of its own (`evaluation.deeds`). `adds`: to what counts already,
    where the row stays.
    """

    turn: Turn | None = None
    queue: Queue | None = None
    news: News | None = None
    phrase: str = ""
    done: str = ""
    asks: str = ""
    button: str = ""
    adds: bool = False

    @property
    def story(self) -> str:
        """The deed, as it goes on after the doer's name."""
        return self.phrase or lowfirst(self.label)


@dataclass(eq=False, kw_only=True)
class ListMove(Move):
    """A move by which people are rated together, on a list: whose list it is, who stands on it, what it is called.

    `over` leads from a dossier to the unit whose list it is; `tiers` and `among` say who is rated there, `grouped` that the
    province does so group by group (3.1). `bodies` names who rates in the unit's name: where there are several, the closer
    says which. `form` is the number of the form that prints the list (the province's result has none), `rated` what
    was done to whoever stands on it.
    """

    kind: ListKind
    over: str
    tiers: tuple[str, ...]
    among: Q = Q()
    grouped: bool = False
    bodies: Callable[[Unit], tuple[str, ...]]
    form: str
    rated: str

    @property
    def window(self) -> Window | OwnWindow:
        """Before which instant the list is to be closed: what whoever closes it is told on their home page."""
        return (self.queue and self.queue.window) or Window.DOSSIER


def bears(made: machine.Made) -> bool:
    """6.3: whether a result says something else of people since: it began to count, no longer does, or was added to."""
    before, now = made.entry.came_from in COUNTING, made.row.stage in COUNTING
    return before != now or (isinstance(made.move, Move) and made.move.adds)


def asking(kinds: Container[str], moves: Mapping[str, machine.Move]) -> dict[str, Move]:
    """Those of the moves that need no page of their own: a small form of one of these kinds is all that they ask for."""
    return {name: move for name, move in moves.items() if isinstance(move, Move) and move.asks in kinds}
