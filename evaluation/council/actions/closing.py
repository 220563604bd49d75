"""The closing of a session: one act, one transaction. Its opinions are recorded, its dossiers move on, its names stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from cadres.machine import Refusal, lock, together
from config import clock
from evaluation.core.models import Dossier
from evaluation.core.permissions import RECORD_COUNCIL
from evaluation.core.tells.names import lines_to
from evaluation.council.actions.members import freeze
from evaluation.council.actions.opinions import record_opinions
from evaluation.council.gates import quorum_of
from evaluation.council.models import CouncilLine, CouncilSession
from evaluation.council.moves import LINES, SESSIONS, WAITS

if TYPE_CHECKING:
    from cadres.models import User

FROZEN = ("self_rating", "division_rating", "appraisal_rating", "total")


class NobodyHeard(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa có đồng chí nào được ghi ý kiến ở phiên này.")


class NotedSince(Refusal):
    """Somebody noted something after the closer had looked."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Vừa có thay đổi sau khi đồng chí mở trang: {'; '.join(names)}. Xin xem lại rồi kết thúc phiên."
        )


@transaction.atomic
def close(
    session: CouncilSession, *, by: User, seen: int | None = None, lines: Mapping[int, int] | None = None
) -> CouncilSession:
    """Record what was noted of everybody of whom there is an opinion, and move their dossiers on; all or none.

    `lines`: dossier id → the version that the closer has seen, of exactly those to be recorded. Whoever has no opinion yet, and
    the closer's own row, wait for the next session. Dossiers are held before the session, as whoever notes a line does.
    """
    SESSIONS.close.demand(by, session)
    waiting = Dossier.objects.filter(
        managing_unit=session.unit_id, period=session.period_id, stage__in=WAITS.stages
    )
    people = list(waiting.locked().values_list("pk", flat=True))
    session = lock(session)
    prefetch_related_objects([session], "members__user")
    with SESSIONS.close(session, by=by, seen=seen, held=True):
        rows = _to_record(session, people, by)
        if lines is not None and (since := _noted_since(rows, lines, by)):
            raise NotedSince(since)
        if not rows:
            raise NobodyHeard
        _keep(session)
        _record(rows, by)
        session.tell(rows=len(rows), ratings=dict(Counter(row.rating for row in rows)))
    return session


def _to_record(session: CouncilSession, people: Sequence[int], by: User) -> list[CouncilLine]:
    """The lines with an opinion on people who were held and whom the closer may speak of, in the paper's order."""
    mine = Dossier.objects.filter(RECORD_COUNCIL.q(by), pk__in=people).for_rows().in_order()
    noted = {line.dossier_id: line for line in session.lines.exclude(rating="").select_for_update()}
    rows = [(noted[dossier.pk], dossier) for dossier in mine if dossier.pk in noted]
    for line, dossier in rows:
        line.session, line.dossier = session, dossier
    return [line for line, _ in rows]


def _noted_since(rows: Sequence[CouncilLine], seen: Mapping[int, int], by: User) -> list[str]:
    """Whose line is not as the closer saw it: another version, one more, one less."""
    now = {row.dossier_id: row.version for row in rows}
    differing = [pk for pk in now.keys() | seen.keys() if now.get(pk) != seen.get(pk)]
    people = Dossier.objects.filter(RECORD_COUNCIL.q(by), pk__in=differing).order_by("cadre__sort_key")
    return list(people.values_list("cadre__full_name", flat=True)) or ["có dòng"] * bool(differing)


def _keep(session: CouncilSession) -> None:
    """What the minutes print stays as it is now."""
    members = list(session.members.all())
    freeze(session, members)
    session.present = sum(member.present for member in members)
    session.names = {
        "unit": lines_to([session.unit_id])[session.unit_id],
        "quorum": quorum_of(session.period).value,
    }
    session.closed_at = clock.now()


def _record(rows: Sequence[CouncilLine], by: User) -> None:
    with together():
        for order, line in enumerate(rows, start=1):
            with LINES.record(line, by=by, held=True):
                _freeze(line, order)
        opinions = {line.dossier: _opinion(line) for line in rows}
        record_opinions(rows[0].session, opinions, by=by)


def _freeze(line: CouncilLine, order: int) -> None:
    dossier = line.dossier
    line.order, line.name = order, dossier.cadre.full_name
    line.post, line.unit_name = dossier.post, dossier.unit.name
    for column in FROZEN:
        setattr(line, column, getattr(dossier, column))


def _opinion(line: CouncilLine) -> dict[str, Any]:
    return {"rating": line.rating, "votes_for": line.votes_for, "note": line.note}
