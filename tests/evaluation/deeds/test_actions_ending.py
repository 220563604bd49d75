"""7.e, as read: whoever retired, died, resigned or left the province's management is not rated and stands on no list."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cadres.machine import OutOfTurn, Refused
from cadres.models import Cadre
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.deeds.actions import end
from evaluation.grounds.tells import grounds_of
from evaluation.lists import listing
from evaluation.models import Dossier
from regulation.vocabulary import Layer
from tests.evaluation.lists.rated_factories import a_list
from tests.evaluation.marks.marking import at
from tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db

PAPER = "Quyết định số 12-QĐ/TU ngày 01/12/2026"


@pytest.fixture
def world():
    world = a_list(1)
    (world.dossier,) = world.dossiers
    return world


def ended(world, **values):
    said = {"departure": "retired", "on": date(2026, 12, 16), "document": PAPER, "by": world.staff}
    with at(12, 20):
        return end(world.dossier, **said | values)


@pytest.mark.clause("7.e")
def test_whoever_left_has_no_rating_stands_on_no_list_and_the_record_is_kept(world):
    dossier = ended(world)
    assert dossier.stage == Stage.ENDED
    assert dossier.side_ground == f"Nghỉ hưu từ ngày 16/12/2026 ({PAPER})."
    assert (listing.ready(world.list).count(), Dossier.objects.rated().count()) == (0, 0)
    assert dossier.history.get(deed="end").reason == dossier.side_ground


@pytest.mark.parametrize("departure", ["retired", "resigned", "left"])
def test_whoever_left_after_the_evaluation_date_is_rated_for_this_quarter_still(world, departure):
    ended(world, departure=departure, on=date(2026, 12, 29))
    DOSSIERS.resume.make(world.dossier, by=world.staff, reason="Ghi nhầm")
    with pytest.raises(Refused, match="sau ngày 29/12/2026: quý này vẫn đánh giá"):
        ended(world, departure=departure, on=date(2026, 12, 30))


@pytest.mark.parametrize("departure", ["retired", "died"])
def test_nobody_left_before_the_post_they_held_last(world, departure):
    AppointmentFactory(cadre=world.dossier.cadre, unit=world.dossier.unit, valid_from=date(2026, 12, 10))
    with pytest.raises(Refused, match="trước ngày giữ chức vụ gần nhất"):
        ended(world, departure=departure, on=date(2026, 12, 9))
    assert ended(world, departure=departure, on=date(2026, 12, 10)).stage == Stage.ENDED


def test_of_the_dead_nobody_is_rated_whenever_it_was_before_the_decision(world):
    with at(12, 31), pytest.raises(Refused, match="không thể ở tương lai"):
        end(world.dossier, departure="died", on=date(2027, 1, 1), document=PAPER, by=world.staff)
    with at(12, 31):
        assert end(world.dossier, departure="died", on=date(2026, 12, 30), document=PAPER, by=world.staff)


@pytest.mark.clause("3.3.1", "7.e")
def test_whoever_the_centre_manages_by_now_is_ended_also_after_the_evaluation_date(world):
    said = {"departure": "left", "document": PAPER, "by": world.staff}
    with at(12, 31):
        with pytest.raises(Refused, match="quý này vẫn đánh giá"):
            end(world.dossier, on=date(2026, 12, 31), **said)
        Cadre.objects.filter(pk=world.dossier.cadre_id).update(is_central=True)
        with pytest.raises(Refused, match="sau ngày 31/12/2026: không thể ở tương lai"):
            end(world.dossier, on=date(2027, 1, 1), **said)
        assert end(world.dossier, on=date(2026, 12, 31), **said).stage == Stage.ENDED


def test_what_is_decided_is_not_ended_and_nobody_ends_their_own(world):
    with pytest.raises(PermissionDenied):
        ended(world, by=world.dossier.cadre.user)
    Dossier.objects.update(stage=Stage.DECIDED)
    with pytest.raises(OutOfTurn):
        ended(world)


def test_it_comes_back_where_it_was_recorded_by_mistake(world):
    ended(world)
    back = DOSSIERS.resume.make(world.dossier, by=world.staff, reason="Ghi nhầm người")
    assert (back.stage in (Stage.PLANNING, Stage.WORKING), Dossier.objects.get().side_ground) == (True, "")


@pytest.fixture
def left(world):
    """Nobody took the post away from the dossier: it ended on 15/12 and none followed."""
    AppointmentFactory(cadre=world.dossier.cadre, unit=world.division, valid_until=date(2026, 12, 15))
    return world


def test_posts_that_ended_are_warned_of_and_the_form_begins_with_their_day(client, left):
    client.force_login(left.staff)
    page = client.get(reverse("dossier_deeds", args=[left.dossier.pk])).content.decode()
    assert 'value="16/12/2026"' in page
    shown = client.get(reverse("circumstances", args=[left.dossier.pk])).content.decode()
    assert "Ghi kết thúc hồ sơ" in shown
    states = {
        state.rule.code: state.state.code
        for state in grounds_of(Dossier.objects.get(), Layer.AUTHORITY).rules
    }
    assert states["ended"] == "warned"


def test_the_deeds_page_records_it_and_every_missing_word_is_named(client, world):
    client.force_login(world.staff)
    url = reverse("dossier_move", args=[world.dossier.pk, "end"])
    typed = {
        "end-departure": "died",
        "end-on": "2026-12-16",
        "end-document": "",
        "version": world.dossier.version,
    }
    with at(12, 20):
        answer = client.post(url, typed)
        assert (answer.status_code, "Chưa ghi số, ngày văn bản." in answer.content.decode()) == (422, True)
        assert client.post(url, typed | {"end-document": PAPER}).status_code == 302
    page = client.get(reverse("dossier", args=[world.dossier.pk])).content.decode()
    assert f"Từ trần từ ngày 16/12/2026 ({PAPER})." in page
    assert "Không ai phải làm gì thêm trong quý này." in page
