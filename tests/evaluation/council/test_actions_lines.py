"""What a session says of one person is kept as it is typed, and moves nobody."""

import pytest
from django.core.exceptions import PermissionDenied

from cadres.machine import OutOfTurn, Refused, Stale
from cadres.models import Duty
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.council.actions import close
from evaluation.models import CouncilLine, CouncilOpinion, Dossier
from tests.evaluation.council.council_factories import a_session, line_on, noted, seated
from tests.evaluation.lists.rated_factories import a_rated_dossier
from tests.factories import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_what_is_noted_moves_no_dossier_and_is_no_opinion_yet():
    world = a_session()
    line = noted(world, world.dossiers[0], note="Kết quả nổi trội", ballots=(1, 3, 0, 0))
    dossier = Dossier.objects.get()
    assert (line.version, line.ballots, line.votes_for) == (1, (1, 3, 0, 0), 3)
    assert (dossier.stage, dossier.council_rating, CouncilOpinion.objects.count()) == (Stage.APPRAISED, "", 0)


def test_each_line_keeps_its_own_history_and_the_dossiers_tells_nothing():
    world = a_session()
    dossier = world.dossiers[0]
    noted(world, dossier, ballots=(0, 4, 0, 0))
    noted(world, dossier, rating="excellent", ballots=(0, 4, 0, 0))
    entries = [entry.changes for entry in line_on(dossier).history.all()]
    assert entries == [
        {"rating": ["", "Tốt"], "ballots": ["", "0 Xuất sắc · 4 Tốt · 0 Hoàn thành · 0 Không hoàn thành"]},
        {"rating": ["Tốt", "Xuất sắc"]},
    ]
    assert dossier.history.count() == 0


def test_the_same_values_again_are_no_new_version():
    world = a_session()
    first, again = (noted(world, world.dossiers[0], seen=seen) for seen in (0, 0))
    assert (first.version, again.version, again.history.count()) == (1, 1, 1)


def test_whoever_saves_an_older_version_is_told_and_nothing_is_lost():
    world = a_session()
    noted(world, world.dossiers[0], seen=0, note="Của người thứ nhất")
    with pytest.raises(Stale):
        noted(world, world.dossiers[0], by=world.council, seen=0, note="Của người thứ hai")
    assert line_on(world.dossiers[0]).note == "Của người thứ nhất"


def test_two_lines_do_not_wait_for_one_another():
    world = a_session(2)
    assert [noted(world, dossier, seen=0).version for dossier in world.dossiers] == [1, 1]


def test_nobody_votes_twice():
    world = a_session()
    with pytest.raises(Refused) as refusal:
        noted(world, world.dossiers[0], ballots=(2, 3, 0, 0))
    assert (
        str(refusal.value) == f"{world.dossiers[0].cadre.full_name}: 5 phiếu, nhiều hơn 4 thành viên dự họp."
    )
    seated(world, away=["Võ Ủy Viên"])
    with pytest.raises(Refused):
        noted(world, world.dossiers[0], ballots=(0, 4, 0, 0))
    assert noted(world, world.dossiers[0], ballots=(0, 3, 0, 0)).ballots == (0, 3, 0, 0)


def test_nobody_notes_anything_of_themself_nor_of_whom_they_stand_in_for():
    world = a_session()
    own = a_rated_dossier(world.division, stage=Stage.APPRAISED, cadre__user=world.council)
    deputy = UserFactory()
    MandateFactory(user=deputy, unit=world.ward, duty=Duty.COUNCIL_MEMBER, on_behalf_of=world.council)
    for by in (world.council, deputy):
        with pytest.raises(PermissionDenied):
            noted(world, own, by=by)
    assert CouncilLine.objects.count() == 0
    assert noted(world, own, by=world.staff).rating == "good"


def test_of_whom_is_returned_the_opinion_falls_and_the_words_stay():
    """They come before the council anew, with other marks: what it said of the old ones is no opinion on these."""
    world = a_session()
    (dossier,) = world.dossiers
    noted(world, dossier, note="Cần làm rõ", ballots=(0, 4, 0, 0))
    DOSSIERS.return_.make(Dossier.objects.get(pk=dossier.pk), by=world.staff, reason="Thiếu minh chứng")
    line = line_on(dossier)
    assert (line.rating, line.ballots, line.note, line.version) == ("", None, "Cần làm rõ", 2)
    entry = line.history.last()
    assert (entry.label, entry.by, entry.changes["rating"]) == ("Bỏ ý kiến đã ghi", None, ["Tốt", ""])


def test_a_session_that_is_over_keeps_nothing_more():
    world = a_session(2)
    noted(world, world.dossiers[0])
    close(world.session, by=world.staff)
    with pytest.raises(OutOfTurn, match="Phiên họp đã kết thúc"):
        noted(world, world.dossiers[1])


def test_of_whom_no_longer_waits_nothing_is_noted():
    world = a_session()
    Dossier.objects.update(stage=Stage.SUBMITTED)
    with pytest.raises(Refused, match="không còn ở bước chờ"):
        noted(world, world.dossiers[0])
