"""6 tháng đầu năm 2026 of those whom 3.3 binds to no quarter: one list made known, one drafted that waits for its button."""

from cadres.models import Duty, Unit, User
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.days import BEFORE, at
from evaluation.years import listing, permissions
from evaluation.years.actions import closing, lists, ratings
from evaluation.years.models import YearList
from evaluation.years.stages import YearKind, YearSpan

MADE_KNOWN, WAITING = "30307", "31078"  # managing units
GROUND = "Tham gia đầy đủ các kỳ họp Ban Chấp hành; hoàn thành nhiệm vụ được phân công theo dõi khu phố trong 6 tháng."
GIVEN = {"rating": "good", "ground": GROUND}


def live_through(actors: Actors) -> None:
    with at("2026-07-08 08:00"):
        decided = _drafted(MADE_KNOWN, actors)
    with at("2026-07-09 14:00"):
        rows = {row.dossier_id: GIVEN for row in decided.rows.all()}
        leader = actors.first(Duty.LEADERSHIP, permissions.CLOSE, decided)
        closing.close_list(decided, rows, by=leader, seen=None)
    with at("2026-07-10 08:00"):
        ratings.publish(decided, by=_staff(actors, decided), seen=None)
    with at("2026-09-21 15:00"):
        _drafted(WAITING, actors)


def _drafted(code: str, actors: Actors) -> YearList:
    """Drawn up and filled in by the unit's staff."""
    unit = Unit.objects.get(code=code)
    place = listing.Place(BEFORE.year, YearSpan.FIRST_HALF.value, unit.pk, YearKind.UNIT_DECISION.value)
    staff = _staff(actors, YearList(**place._asdict()))
    drawn = lists.draw_up(place, by=staff)
    waiting = listing.draft_of(drawn, staff).rows
    return lists.save_rows(drawn, {row.dossier_id: GIVEN for row in waiting}, by=staff, seen=None)


def _staff(actors: Actors, year_list: YearList) -> User:
    return actors.first(Duty.ORGANISATION_STAFF, permissions.DRAW_UP, year_list)
