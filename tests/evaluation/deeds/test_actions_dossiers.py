"""What befalls a whole dossier after and beside the ratings."""

from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cadres.machine import OutOfTurn, ReasonOwed, Refused
from cadres.models import Duty
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.decisions import digest
from evaluation.lists.actions.lists import close_list
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import (
    Decision,
    Dossier,
    DossierCircumstance,
    DossierUserObjectPermission,
    RatingList,
)
from tests.days import once_nobody_can_object
from tests.evaluation.lists.rated_factories import a_list, a_province_list, a_rated_dossier, on_leave
from tests.factories import AppointmentFactory, PositionFactory, UserFactory, an_official

pytestmark = pytest.mark.django_db


def a_dossier(stage, **values):
    world = a_list(0)
    world.dossier = a_rated_dossier(world.division, stage=stage, **values)
    return world


def stored(dossier):
    return Dossier.objects.get(pk=dossier.pk)


@pytest.mark.clause("1.1.2", "B6.1", "B6.2")
def test_publishing_and_archiving_close_the_file():
    world = a_dossier(Stage.DECIDED, decided_rating="good")
    deeds.publish(world.dossier, by=world.leadership)
    assert stored(world.dossier).stage == Stage.PUBLISHED
    with once_nobody_can_object():
        deeds.archive(world.dossier, by=world.staff)
    assert stored(world.dossier).stage == Stage.ARCHIVED


def test_archiving_ends_what_was_shown_by_exception():
    world = a_dossier(Stage.PUBLISHED, decided_rating="good")
    deeds.share(world.dossier, UserFactory(), by=world.staff, reason="Kiểm tra")
    shared = DossierUserObjectPermission.objects.count()
    deeds.archive(world.dossier, by=world.staff)
    assert (shared, DossierUserObjectPermission.objects.count()) == (1, 0)


def test_publishing_twice_is_told_that_it_is_done():
    world = a_dossier(Stage.PUBLISHED, decided_rating="good")
    with pytest.raises(OutOfTurn) as refusal:
        deeds.publish(world.dossier, by=world.leadership)
    assert refusal.value.done is True


def test_reopening_brings_a_dossier_back_to_a_supplement():
    world = a_dossier(Stage.PUBLISHED, decided_rating="good")
    DOSSIERS.reopen.make(world.dossier, by=world.leadership, reason="Có kiến nghị đúng")
    assert (stored(world.dossier).stage, stored(world.dossier).decided_rating) == (Stage.COUNCIL, "")
    assert RatingList.objects.filter(kind=ListKind.UNIT_DECISION, stage="draft").count() == 1


@pytest.mark.clause("B6.2")
def test_an_archived_dossier_is_reopened_and_its_archived_version_stays():
    world = a_list(1)
    (dossier,) = world.dossiers
    close_list(world.list, by=world.leadership, seen=1, rows=world.rows)
    deeds.publish(stored(dossier), by=world.leadership)
    with once_nobody_can_object():
        deeds.archive(stored(dossier), by=world.staff)
    first = dossier.decisions.get()
    DOSSIERS.reopen.make(stored(dossier), by=world.leadership, reason="Có kết luận kiểm tra")
    rows = {dossier.pk: {"rating": "completed", "reason": "Theo kết luận kiểm tra"}}
    close_list(RatingList.objects.get(stage="draft"), by=world.leadership, seen=1, rows=rows)
    deeds.publish(stored(dossier), by=world.leadership)
    with once_nobody_can_object():
        deeds.archive(stored(dossier), by=world.staff)
    kept, second = dossier.decisions.order_by("number")
    assert (kept.rating, kept.snapshot, kept.digest) == (first.rating, first.snapshot, digest(first.snapshot))
    assert [kept.superseded_at is None, second.superseded_at is None] == [False, True]
    assert (second.number, second.rating) == (2, "completed")
    assert (stored(dossier).stage, stored(dossier).decided_rating) == (Stage.ARCHIVED, "completed")


def test_what_the_province_decided_is_reopened_from_the_archive_by_the_province():
    world = a_province_list(1)
    Dossier.objects.update(stage=Stage.ARCHIVED, decided_rating="good")
    with pytest.raises(PermissionDenied):
        DOSSIERS.reopen.make(world.dossiers[0], by=world.leadership, reason="x")
    DOSSIERS.reopen_at_province.make(world.dossiers[0], by=world.secretariat, reason="x")
    assert stored(world.dossiers[0]).stage == Stage.PROVINCE_APPRAISED


def test_reopening_owes_a_reason():
    world = a_dossier(Stage.DECIDED, decided_rating="good")
    with pytest.raises(ReasonOwed):
        DOSSIERS.reopen.make(world.dossier, by=world.leadership, reason=" ")


def test_the_unit_does_not_reopen_what_the_province_decided():
    world = a_province_list(1)
    Dossier.objects.update(stage=Stage.DECIDED)
    with pytest.raises(PermissionDenied):
        DOSSIERS.reopen.make(world.dossiers[0], by=world.leadership, reason="x")
    DOSSIERS.reopen_at_province.make(world.dossiers[0], by=world.secretariat, reason="x")
    assert stored(world.dossiers[0]).stage == Stage.PROVINCE_APPRAISED


@pytest.mark.clause("B5.2")
def test_the_provinces_appraisal_puts_a_person_on_the_list_of_their_group():
    world = a_list(0)
    person = a_rated_dossier(world.ward, provincial=True, stage=Stage.PROPOSED, proposed_rating="good")
    RatingList.objects.all().delete()
    deeds.appraise_at_province(person, by=an_official(Duty.PROVINCIAL_ORGANISATION, world.province))
    assert list(RatingList.objects.values_list("kind", "group__name")) == [
        ("province_decision", "Bí thư cấp xã")
    ]


@pytest.mark.clause("3.3.2", "7.d")
def test_setting_aside_keeps_its_ground_and_resuming_forgets_the_opinions():
    world = a_dossier(Stage.COUNCIL)
    on_leave(world.dossier)
    deeds.set_aside(world.dossier, by=world.staff, ground="Nghỉ ốm từ 02 tháng trở lên")
    assert (stored(world.dossier).stage, stored(world.dossier).side_ground) == (
        Stage.DEFERRED,
        "Nghỉ ốm từ 02 tháng trở lên",
    )
    DOSSIERS.resume.make(world.dossier, by=world.staff, reason="Đã đi làm lại")
    back = stored(world.dossier)
    assert (back.stage, back.side_ground, back.council_rating, back.appraisal_rating) == (
        Stage.PLANNING,
        "",
        "",
        "",
    )


@pytest.mark.clause("3.3.2", "7.d", "7.e")
@pytest.mark.parametrize(
    ("kind", "treatment", "open_to"),
    [
        ("", "", []),
        ("", "rate", []),
        ("promoted", "", []),
        ("on_leave", "", [Stage.DEFERRED]),
        ("optional", "", [Stage.EXEMPT]),
        ("", "defer", [Stage.DEFERRED]),
        ("", "exempt", [Stage.EXEMPT]),
    ],
)
def test_nobody_is_set_aside_but_by_a_recorded_case_or_document(kind, treatment, open_to):
    done = []
    for exempt, stage in ((False, Stage.DEFERRED), (True, Stage.EXEMPT)):
        world = a_dossier(Stage.COUNCIL)
        on_leave(world.dossier, kind) if kind else None
        if kind == "optional":  # 3.3 is read from the posts as they are now
            AppointmentFactory(cadre=world.dossier.cadre, position=PositionFactory(optional=True))
        _document(world.dossier, treatment)
        with suppress(Refused):
            deeds.set_aside(world.dossier, by=world.staff, ground="Theo hồ sơ", exempt=exempt)
            done.append(stage)
    assert done == open_to


def _document(dossier, treatment):
    if treatment:
        values = {
            "kind": "other_case",
            "text": "Theo Công văn",
            "on": date(2026, 11, 2),
            "treatment": treatment,
        }
        DossierCircumstance.objects.create(dossier=dossier, cadre=dossier.cadre, **values)


def test_a_refused_deferral_says_what_to_record_first():
    world = a_dossier(Stage.COUNCIL)
    with pytest.raises(Refused, match="Ghi thời gian vắng mặt hoặc văn bản ở trang Tình tiết trước"):
        deeds.set_aside(world.dossier, by=world.staff, ground="Bận việc")
    assert stored(world.dossier).stage == Stage.COUNCIL


@pytest.mark.clause("6.2/1", "7.d")
def test_deferring_a_reopened_person_leaves_the_decision_in_force_until_a_new_one_replaces_it():
    world = a_list(1)
    (dossier,) = world.dossiers
    close_list(world.list, by=world.leadership, seen=1, rows=world.rows)
    DOSSIERS.reopen.make(stored(dossier), by=world.leadership, reason="Có kiến nghị đúng")
    in_force = Decision.objects.filter(superseded_at=None)
    deeds.set_aside(on_leave(stored(dossier)), by=world.staff, ground="Nghỉ ốm")
    assert (in_force.count(), Decision.objects.count()) == (1, 1)
    DOSSIERS.resume.make(stored(dossier), by=world.staff, reason="Đã đi làm lại")
    assert in_force.count() == 1
    Dossier.objects.update(stage=Stage.COUNCIL, appraisal_rating="good", council_rating="good", cases=[])
    ensure_list_for(stored(dossier))
    close_list(RatingList.objects.get(stage="draft"), by=world.leadership, seen=None, rows=world.rows)
    assert [row.number for row in in_force] == [2]


def test_the_page_says_that_the_decision_of_a_reopened_person_is_still_in_force(client):
    world = a_list(1)
    (dossier,) = world.dossiers
    close_list(world.list, by=world.leadership, seen=1, rows=world.rows)
    client.force_login(world.staff)
    words = "quyết định này còn hiệu lực đến khi có quyết định mới"
    page = reverse("dossier", args=[dossier.pk])
    assert words not in client.get(page).content.decode()
    DOSSIERS.reopen.make(stored(dossier), by=world.leadership, reason="Có kiến nghị đúng")
    deeds.set_aside(on_leave(stored(dossier)), by=world.staff, ground="Nghỉ ốm")
    assert words in client.get(page).content.decode()


def test_nobody_sets_their_own_dossier_aside():
    world = a_dossier(Stage.WORKING)
    staff = an_official(Duty.ORGANISATION_STAFF, world.ward)
    world.dossier.cadre.user = staff
    world.dossier.cadre.save()
    with pytest.raises(PermissionDenied):
        deeds.set_aside(world.dossier, by=staff, ground="x")


def test_a_shared_dossier_is_seen_and_no_longer_when_withdrawn():
    world, guest = a_dossier(Stage.SUBMITTED), UserFactory()
    seen = lambda: Dossier.objects.visible_to(guest).count()  # noqa: E731
    before = seen()
    deeds.share(world.dossier, guest, by=world.staff, reason="Đoàn kiểm tra số 3")
    during = seen()
    deeds.unshare(world.dossier, guest, by=world.staff)
    assert (before, during, seen()) == (0, 1, 0)


def test_sharing_owes_a_reason():
    world = a_dossier(Stage.SUBMITTED)
    with pytest.raises(ReasonOwed):
        deeds.share(world.dossier, UserFactory(), by=world.staff, reason="")


def test_the_administrator_is_shown_no_dossier():
    world = a_dossier(Stage.SUBMITTED)
    admin = an_official(Duty.SYSTEM_ADMIN, world.province)
    with pytest.raises(deeds.NotToBeShared):
        deeds.share(world.dossier, admin, by=world.staff, reason="x")


def test_sharing_with_the_same_person_again_is_told_and_leaves_no_second_line():
    world, guest = a_dossier(Stage.SUBMITTED), UserFactory()
    deeds.share(world.dossier, guest, by=world.staff, reason="Đoàn kiểm tra số 3")
    with pytest.raises(deeds.AlreadyShared, match="đã được xem hồ sơ này"):
        deeds.share(world.dossier, guest, by=world.staff, reason="Đoàn kiểm tra số 3")
    assert world.dossier.history.filter(deed="share").count() == 1
