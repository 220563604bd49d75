"""What must hold before a session is closed, and before a line of it is kept."""

from collections.abc import Iterable

from evaluation.core.gates import owed
from evaluation.core.models import Period
from evaluation.council.models import CouncilLine, CouncilSession, Role
from regulation.findings import Finding
from regulation.vocabulary import Quorum


def quorum_of(period: Period) -> Quorum:
    """From how many present on a council may give its opinion: the province's value of the round."""
    return period.policy_for(None).law().council_quorum


def quorate(session: CouncilSession) -> Iterable[Finding]:
    """Enough of the members are present."""
    members, sitting, quorum = session.members.count(), session.sitting, quorum_of(session.period)
    if (needed := quorum.needed(members)) > sitting:
        yield owed(
            "quorum",
            "B3",
            f"Dự họp {sitting}/{members} thành viên: phải có ít nhất {needed} ({quorum.label}).",
            anchor="members",
        )


def led(session: CouncilSession) -> Iterable[Finding]:
    """Minutes are signed by whoever presided and whoever wrote them: both are named, and were there."""
    for role in (Role.CHAIR, Role.SECRETARY):
        holder = session.members.filter(role=role).first()
        if holder is None:
            yield owed("no-role", "B3", f"{role.label}: chưa chọn trong các thành viên.", anchor="members")
        elif not holder.present:
            yield owed("role-away", "B3", f"{role.label}: đồng chí {holder.name} vắng mặt.", anchor="members")


def ballots_within(line: CouncilLine) -> Iterable[Finding]:
    """Nobody votes twice."""
    cast, sitting = sum(line.ballots or ()), line.session.sitting
    if cast > sitting:
        yield owed(
            "votes",
            "B3",
            f"{line.dossier.cadre.full_name}: {cast} phiếu, nhiều hơn {sitting} thành viên dự họp.",
            anchor=f"row-{line.dossier_id}",
        )
