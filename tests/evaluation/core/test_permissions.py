"""Who may look from another post, and who reads how others rate: the three readings agree."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from cadres.models import Duty, User
from config import clock
from evaluation.core import permissions
from evaluation.core.permissions import HoldsAtOtherPost, reviews_seen, sees_review
from evaluation.core.stages import ListKind
from evaluation.core.steps import Stage
from evaluation.models import Dossier, RatingList
from tests.factories import DossierFactory, PeriodFactory, UserFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db

ELSEWHERE = HoldsAtOtherPost(Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, over="other_units")


def fresh(*users):
    """The accounts as the next request loads them."""
    return [User.objects.get(pk=user.pk) for user in users]


def allowed(right, users, rows):
    return {(user.pk, row.pk) for user in users for row in rows if right.allows(user, row)}


def filtered(right, users, model):
    found = ((user.pk, model.objects.filter(right.q(user))) for user in users)
    return {(user, pk) for user, rows in found for pk in rows.values_list("pk", flat=True)}


# --- from another post -----------------------------------------------------------------------------------------------


@pytest.fixture
def posts():
    """Somebody of one ward who holds another post in a division of a second one; a colleague who does not."""
    here, there = a_ward(), a_ward()
    dossier, colleague = DossierFactory(unit=here.division), DossierFactory(unit=here.division)
    dossier.other_units.set([there.division])
    return here, there, dossier, colleague


def test_a_dossier_is_seen_from_every_post_that_the_person_holds_and_from_above_it(posts):
    here, there, dossier, colleague = posts
    users = fresh(
        there.staff,
        there.leadership,
        an_official(Duty.LEADERSHIP, there.province),
        an_official(Duty.ORGANISATION_STAFF, there.division),
        an_official(Duty.ORGANISATION_STAFF, there.other_division),
        there.division_leadership,
        here.staff,
        UserFactory(),
    )
    seeing = {(user.pk, dossier.pk) for user in users[:4]}
    assert allowed(ELSEWHERE, users, [dossier, colleague]) == seeing
    assert filtered(ELSEWHERE, users, Dossier) == seeing


def test_whoever_looks_from_another_post_owes_nothing_and_stands_in_for_nobody(posts):
    _, there, dossier, _ = posts
    deputy = UserFactory()
    grant(deputy, Duty.ORGANISATION_STAFF, there.ward, on_behalf_of=there.staff)
    assert [ELSEWHERE.allows(deputy, dossier), ELSEWHERE.behalf(deputy, dossier)] == [True, None]
    assert ELSEWHERE.holders(dossier) == set()


def test_a_dossier_of_two_other_posts_is_found_once(posts):
    _, there, dossier, _ = posts
    dossier.other_units.set([there.division, there.other_division, there.ward])
    assert list(Dossier.objects.filter(ELSEWHERE.q(there.staff))) == [dossier]


def test_a_mandate_that_ended_sees_nothing_from_the_other_post(posts):
    _, there, dossier, _ = posts
    late = UserFactory()
    grant(late, Duty.LEADERSHIP, there.ward, valid_until=clock.today() - timedelta(days=1))
    assert [ELSEWHERE.allows(late, dossier), list(Dossier.objects.filter(ELSEWHERE.q(late)))] == [False, []]


def test_a_stranger_sees_from_no_post(posts):
    stranger = AnonymousUser()
    assert [ELSEWHERE.allows(stranger, posts[2]), list(Dossier.objects.filter(ELSEWHERE.q(stranger)))] == [
        False,
        [],
    ]


# --- how others rate -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", Stage)
def test_the_person_and_whoever_stands_in_for_them_read_how_others_rate_once_it_is_published(stage):
    ward = a_ward()
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division, stage=stage)
    stand_in = UserFactory()
    grant(stand_in, Duty.AUDITOR, ward.province, on_behalf_of=ward.subject)
    users, known = fresh(ward.subject, stand_in, ward.staff), stage in ("published", "archived")
    assert [sees_review(user, dossier) for user in users] == [known, known, True]
    seen = [Dossier.objects.filter(reviews_seen(user)).exists() for user in users]
    assert seen == [known, known, True]


# --- lists -----------------------------------------------------------------------------------------------------------


def test_the_secretariat_reads_the_provinces_lists_alone():
    ward = a_ward()
    secretariat = an_official(Duty.PROVINCIAL_SECRETARIAT, ward.province)
    lists = {
        kind: RatingList.objects.create(period=PeriodFactory(), unit=ward.ward, kind=kind)
        for kind in ListKind
    }
    reading = {kind for kind, row in lists.items() if permissions.READ_LIST.allows(secretariat, row)}
    found = set(
        RatingList.objects.filter(permissions.READ_LIST.q(secretariat)).values_list("kind", flat=True)
    )
    assert reading == found == {ListKind.PROVINCE_DECISION}


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (ListKind.DIVISION_PROPOSAL, "division_leadership"),
        (ListKind.UNIT_PROPOSAL, "leadership"),
        (ListKind.UNIT_DECISION, "leadership"),
    ],
)
def test_a_unit_raises_no_cap_of_its_own(kind, who):
    ward = a_ward()
    row = RatingList(kind=kind, unit=ward.division, pk=1)
    keeper, organisation = getattr(ward, who), an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    rights = (permissions.CLOSE_LIST, permissions.SET_RATE)
    assert [[right.allows(user, row) for right in rights] for user in (keeper, organisation)] == [
        [True, False],
        [False, True],
    ]
