"""What is sealed of a council's session (Bước 3): its minutes as they were closed, and anew each time they were set right."""

from django.db.models import Prefetch, QuerySet

from cadres.models import User
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.kind import Kind, Plain, columns
from evaluation.core.stages import LineStage
from evaluation.core.tells.records import instant
from evaluation.council.models import BALLOTS, CouncilLine, CouncilMember, CouncilSession, CouncilSessionEntry
from evaluation.council.tells.heads import WRITES_MINUTES, head_as_of

SESSION = ("period_id", "unit_id", "present", "members_told", "names")
MEMBER = ("name", "post", "through", "role", "present", "order")
LEVELS = ("rating", "self_rating", "division_rating", "appraisal_rating")
LINE = ("dossier_id", *LEVELS, "note", *BALLOTS, "order", "name", "post", "unit_name")


def _minutes(row: CouncilSessionEntry) -> Plain:
    session = row.session
    return {
        "session": columns(session, SESSION) | {"closed_at": instant(session.closed_at)},
        "head": head_as_of(row),
        "members": [columns(member, MEMBER) for member in session.members.all()],
        "lines": [columns(line, LINE) | {"total": str(line.total)} for line in session.lines.all()],
    }


def _rows() -> QuerySet[CouncilSessionEntry]:
    recorded = CouncilLine.objects.filter(stage=LineStage.RECORDED).order_by("pk")
    whole = (
        Prefetch("session__members", CouncilMember.objects.order_by("pk")),
        Prefetch("session__lines", recorded),
        "session__history",
    )
    written = CouncilSessionEntry.objects.filter(deed__in=WRITES_MINUTES)
    return written.select_related("session").prefetch_related(*whole).order_by("pk")


def _visible(user: User) -> QuerySet[CouncilSessionEntry]:
    return CouncilSessionEntry.objects.filter(session__in=CouncilSession.objects.visible_to(user))


OF_COUNCILS = (Kind(Sealed.MINUTES, _rows, _minutes, _visible),)
