"""Who may: one right, read three ways, always the same."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from guardian.shortcuts import assign_perm, remove_perm

from cadres.mandates import (
    NOBODY,
    Everybody,
    Grant,
    Holds,
    Shared,
    Subject,
    Where,
    acting_for,
    held_by,
    principals,
    units_of,
)
from cadres.models import Duty, Mandate, User
from config import clock
from evaluation.core import permissions
from evaluation.models import Dossier
from regulation.vocabulary import Tier
from tests.factories import DossierFactory, UnitFactory, UserFactory, a_ward, an_official, grant

pytestmark = pytest.mark.django_db

DUTIES = (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP, Duty.DIVISION_LEADERSHIP)
OWN = Subject("cadre__user")
INTERESTED = Subject("cadre__user", or_principal=True)
LET_IN = Shared("view_dossier", kept="dossieruserobjectpermission_set")


def fresh(user):
    """The account as the next request loads it."""
    return User.objects.get(pk=user.pk)


# --- the three readings ----------------------------------------------------------------------------------------------


def a_grant(chance: Random, depth: int = 2) -> Grant:
    """Any right that can be built of the algebra."""
    kind = chance.choice(
        ["holds", "own", "shared"] if depth == 0 else ["holds", "where", "or", "minus", "minus"]
    )
    if kind == "holds":
        duties = chance.sample(DUTIES, chance.randint(1, 3))
        return Holds(*duties, over=chance.choice(["unit", "managing_unit", "deciding_unit"]))
    if kind == "own":
        return chance.choice([OWN, INTERESTED])
    if kind == "shared":
        return LET_IN
    if kind == "where":
        return Where(a_grant(chance, depth - 1), tier=chance.choice([Tier.DELEGATED, Tier.PROVINCIAL]).value)
    left, right = a_grant(chance, depth - 1), a_grant(chance, depth - 1)
    return left | right if kind == "or" else left - right


def a_world(chance: Random) -> tuple[list[User], list[Dossier]]:
    """Two wards with a division each; dossiers in all of them; people with a few mandates of every age."""
    wards = [UnitFactory(), UnitFactory()]
    units = wards + [UnitFactory(division=True, parent=ward) for ward in wards]
    dossiers = [DossierFactory(unit=unit, provincial=chance.random() < 0.5) for unit in units]
    dossiers.append(DossierFactory(unit=units[-1], cadre__account=False))
    users = [dossier.cadre.user for dossier in dossiers[:-1]] + UserFactory.create_batch(3)
    for _ in range(10):
        _a_mandate(chance, users, [*units, wards[0].parent])
    for _ in range(3):
        assign_perm("evaluation.view_dossier", chance.choice(users), chance.choice(dossiers))
    return [fresh(user) for user in users], list(Dossier.objects.order_by("pk"))


def _a_mandate(chance, users, units):
    starts = clock.today() + timedelta(days=chance.choice([-400, -1, 0, 1]))
    ends = chance.choice([None, None, starts, starts + timedelta(days=399), starts + timedelta(days=400)])
    user, other = chance.sample(users, 2)
    behalf = other if chance.random() < 0.4 else None
    held = Mandate(
        user=user,
        duty=chance.choice(DUTIES),
        unit=chance.choice(units),
        valid_from=starts,
        valid_until=ends,
        on_behalf_of=behalf,
    )
    with suppress(ValidationError):  # one and the same twice: no such rows can stand
        held.validate_constraints()
        held.save()


@pytest.mark.parametrize("seed", range(12))
def test_the_filter_the_answer_and_the_list_of_people_agree(seed):
    chance = Random(seed)
    users, dossiers = a_world(chance)
    for right in [a_grant(chance) for _ in range(8)] + [
        permissions.APPRAISE,
        permissions.DECIDE,
        permissions.RETURN,
    ]:
        allowed = {(user.pk, row.pk) for user in users for row in dossiers if right.allows(user, row)}
        filtered = {
            (user.pk, pk)
            for user in users
            for pk in Dossier.objects.filter(right.q(user)).values_list("pk", flat=True)
        }
        listed = {(pk, row.pk) for row in dossiers for pk in right.holders(row)}
        assert [filtered, listed] == [allowed, allowed], right


def test_a_right_is_held_by_whoever_has_its_duty_somewhere_though_no_row_is_there_yet():
    ward = a_ward()
    staff, leadership = (Holds(duty, over="unit") for duty in (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP))
    rights = [
        staff,
        leadership,
        leadership | staff,
        staff - OWN,
        leadership - OWN,
        Where(staff, tier="other"),
    ]
    assert [right.is_held(ward.staff) for right in rights] == [True, False, True, True, False, True]


@pytest.mark.clause("2.1")
@pytest.mark.parametrize("seed", range(12))
def test_nobody_judges_their_own_file_or_that_of_whom_they_stand_in_for(seed):
    users, dossiers = a_world(Random(seed))
    for user in users:
        barred = {row.pk for row in dossiers if row.cadre.user_id in principals(user)}
        for right in (permissions.APPRAISE, permissions.DECIDE, permissions.LEADERSHIP, permissions.COUNCIL):
            may = set(Dossier.objects.filter(right.q(user)).values_list("pk", flat=True))
            assert may & barred == set()


# --- what a duty reaches ---------------------------------------------------------------------------------------------


def test_a_duty_reaches_its_unit_and_all_beneath_but_nothing_beside_or_above():
    ward = a_ward()
    assert units_of(ward.staff, Duty.ORGANISATION_STAFF) == {
        ward.ward.pk,
        ward.division.pk,
        ward.other_division.pk,
    }
    assert units_of(ward.division_leadership, Duty.DIVISION_LEADERSHIP) == {ward.division.pk}
    assert units_of(ward.staff, Duty.LEADERSHIP) == frozenset()


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 9, 30), False),
        (date(2026, 10, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_duty_holds_from_its_first_day_to_the_end_of_its_last(day, held):
    user, unit = UserFactory(), UnitFactory()
    grant(user, Duty.LEADERSHIP, unit, valid_from=date(2026, 10, 1), valid_until=date(2026, 12, 31))
    with clock.held(clock.now().replace(year=day.year, month=day.month, day=day.day, hour=5)):
        assert [bool(held_by(user)), Mandate.objects.in_force().exists()] == [held, held]


def test_a_day_turns_at_midnight_in_an_giang():
    user = UserFactory()
    grant(user, Duty.LEADERSHIP, UnitFactory(), valid_from=date(2026, 10, 1))
    eve = clock.now().replace(year=2026, month=9, day=30, hour=16, minute=59, second=59)
    with clock.held(eve):
        assert held_by(fresh(user)) == ()
    with clock.held(eve + timedelta(seconds=1)):
        assert len(held_by(fresh(user))) == 1


def test_mandates_are_loaded_once_a_request(django_assert_num_queries):
    staff = fresh(a_ward().staff)
    with django_assert_num_queries(2):
        units_of(staff, Duty.ORGANISATION_STAFF)
        units_of(staff, Duty.LEADERSHIP)
        principals(staff)


def test_a_stranger_holds_nothing():
    assert held_by(AnonymousUser()) == ()
    assert list(Dossier.objects.filter(LET_IN.q(AnonymousUser()))) == []


# --- acting for another ----------------------------------------------------------------------------------------------


def test_history_names_the_principal_only_when_the_right_rests_on_the_delegation_alone():
    ward = a_ward()
    deputy = UserFactory()
    grant(deputy, Duty.LEADERSHIP, ward.ward, on_behalf_of=ward.leadership)
    dossier = DossierFactory(unit=ward.division)
    assert permissions.DECIDE.behalf(deputy, dossier) == ward.leadership.pk
    grant(deputy, Duty.LEADERSHIP, ward.province)
    assert permissions.DECIDE.behalf(deputy, dossier) is None
    assert permissions.DECIDE.behalf(ward.leadership, dossier) is None


def test_a_delegation_over_another_unit_does_not_count():
    here, there = a_ward(), a_ward()
    grant(here.staff, Duty.LEADERSHIP, there.ward, on_behalf_of=there.leadership)
    assert acting_for(here.staff, [here.ward.pk], [Duty.LEADERSHIP]) is None
    assert acting_for(here.staff, [there.division.pk], [Duty.LEADERSHIP]) == there.leadership.pk


def test_of_several_rights_one_of_ones_own_is_enough_to_act_for_oneself():
    ward = a_ward()
    dossier = DossierFactory(unit=ward.division)
    grant(ward.staff, Duty.LEADERSHIP, ward.ward, on_behalf_of=ward.leadership)
    assert permissions.RETURN.behalf(ward.staff, dossier) is None
    assert permissions.LEADERSHIP.behalf(ward.staff, dossier) == ward.leadership.pk


# --- nobody judges themself ------------------------------------------------------------------------------------------


def test_the_head_of_a_unit_never_decides_their_own_file_but_another_holder_does():
    ward = a_ward()
    dossier = DossierFactory(unit=ward.ward, cadre__user=ward.leadership)
    other = an_official(Duty.LEADERSHIP, ward.ward)
    assert [permissions.DECIDE.allows(user, dossier) for user in (ward.leadership, other)] == [False, True]
    assert permissions.DECIDE.holders(dossier) == {other.pk}


def test_who_stands_in_for_the_head_does_not_decide_the_heads_file_either():
    ward = a_ward()
    dossier = DossierFactory(unit=ward.ward, cadre__user=ward.leadership)
    deputy = UserFactory()
    grant(deputy, Duty.LEADERSHIP, ward.ward, on_behalf_of=ward.leadership)
    assert permissions.DECIDE.allows(deputy, dossier) is False
    assert list(Dossier.objects.filter(permissions.DECIDE.q(deputy))) == []


# --- the exception ---------------------------------------------------------------------------------------------------


def test_a_single_dossier_is_opened_to_one_person_and_goes_with_its_row():
    inspector, dossier, other = UserFactory(), DossierFactory(), DossierFactory()
    assign_perm("evaluation.view_dossier", inspector, dossier)
    assert [LET_IN.allows(inspector, row) for row in (dossier, other)] == [True, False]
    assert list(Dossier.objects.visible_to(inspector)) == [dossier]
    assert LET_IN.holders(dossier) == {inspector.pk}


def test_a_superuser_is_let_into_nothing():
    boss = UserFactory(is_superuser=True)
    dossier = DossierFactory()
    assert [LET_IN.allows(boss, dossier), LET_IN.holders(dossier)] == [False, set()]
    assert list(Dossier.objects.visible_to(boss)) == []


def test_an_exception_is_for_its_own_permission_and_its_own_kind_of_row_alone():
    inspector, dossier = UserFactory(), DossierFactory()
    changing = Shared("change_dossier", kept="dossieruserobjectpermission_set")
    assign_perm("evaluation.change_dossier", inspector, dossier)
    for right, may in ((LET_IN, []), (changing, [dossier])):
        assert [right.allows(inspector, dossier), right.holders(dossier)] == [
            bool(may),
            {inspector.pk} if may else set(),
        ]
        assert list(Dossier.objects.filter(right.q(inspector))) == may


def test_an_exception_withdrawn_is_none():
    inspector, dossier = UserFactory(), DossierFactory()
    assign_perm("evaluation.view_dossier", inspector, dossier)
    remove_perm("evaluation.view_dossier", inspector, dossier)
    assert [LET_IN.allows(fresh(inspector), dossier), LET_IN.holders(dossier)] == [False, set()]
    assert list(Dossier.objects.filter(LET_IN.q(inspector))) == []


def test_an_exception_is_asked_in_the_same_query_as_the_rows(django_assert_num_queries):
    inspector, dossier = UserFactory(), DossierFactory()
    assign_perm("evaluation.view_dossier", inspector, dossier)
    with django_assert_num_queries(1):
        assert list(Dossier.objects.filter(LET_IN.q(inspector))) == [dossier]


def test_whose_a_row_is_is_asked_without_a_join():
    mine = DossierFactory()
    found = Dossier.objects.filter((LET_IN | OWN).q(mine.cadre.user))
    assert [list(found), str(found.query).count('JOIN "cadres_cadre"')] == [[mine], 0]


def test_a_permission_of_a_group_opens_no_dossier():
    group, member, dossier = Group.objects.create(name="Đoàn"), UserFactory(), DossierFactory()
    member.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="view_dossier"))
    assert [LET_IN.allows(member, dossier), LET_IN.holders(dossier)] == [False, set()]


# --- what is everybody's, and what nobody has ------------------------------------------------------------------------


def test_what_was_made_known_is_everybodys_to_read_who_is_signed_in_and_names_no_holder():
    user, dossier = UserFactory(), DossierFactory()
    everybody = Everybody()
    assert [everybody.allows(who, dossier) for who in (user, AnonymousUser())] == [True, False]
    assert [list(Dossier.objects.filter(everybody.q(who))) for who in (user, AnonymousUser())] == [
        [dossier],
        [],
    ]
    assert [everybody.holders(dossier), everybody.behalf(user, dossier)] == [set(), None]


def test_whoever_holds_a_duty_over_the_province_is_asked_for_no_list_of_units():
    ward = a_ward()
    over_all = an_official(Duty.ORGANISATION_STAFF, ward.province)
    right = Holds(Duty.ORGANISATION_STAFF, over="unit")
    assert [right.everywhere(user) for user in (over_all, ward.staff)] == [True, False]
    assert str(right.q(over_all)) == "(AND: ('unit__isnull', False))"


def test_who_sees_everywhere_by_one_right_is_asked_for_no_other(django_assert_num_queries):
    over_all = fresh(an_official(Duty.ORGANISATION_STAFF, a_ward().province))
    with django_assert_num_queries(1):  # mandates, without the tree
        assert str(permissions.READ.q(over_all)) == "(AND: ('unit__isnull', False))"


def test_over_the_root_a_row_is_allowed_without_the_tree_but_none_that_has_no_unit(django_assert_num_queries):
    ward = a_ward()
    over_all = fresh(an_official(Duty.ORGANISATION_STAFF, ward.province))
    here, above = (Holds(Duty.ORGANISATION_STAFF, over=path) for path in ("pk", "parent"))
    with django_assert_num_queries(1):
        assert [right.allows(over_all, ward.ward) for right in (here, above)] == [True, True]
        assert [right.allows(over_all, ward.province) for right in (here, above)] == [True, False]


def test_a_right_that_is_narrowed_or_leads_elsewhere_does_not_see_everywhere():
    over_all = an_official(Duty.ORGANISATION_STAFF, a_ward().province)
    everywhere = Holds(Duty.ORGANISATION_STAFF, over="unit")
    beyond = Holds(Duty.ORGANISATION_STAFF, over="unit__parent")  # the root has none
    narrowed = Where(everywhere, tier=Tier.PROVINCIAL.value), everywhere - OWN
    elsewhere = permissions.HoldsAtOtherPost(Duty.ORGANISATION_STAFF, over="other_units")
    assert [right.sees_all(over_all) for right in (everywhere, LET_IN | everywhere)] == [True, True]
    assert [right.sees_all(over_all) for right in (beyond, *narrowed, elsewhere, OWN, LET_IN)] == [False] * 6


@pytest.mark.parametrize("seed", range(6))
def test_what_one_may_read_is_the_same_asked_of_all_rows_or_of_each(seed):
    chance = Random(seed)
    users, dossiers = a_world(chance)
    for dossier in dossiers[::2]:
        dossier.other_units.add(chance.choice(dossiers).unit)
    for user in users:
        read = set(Dossier.objects.visible_to(user).values_list("pk", flat=True))
        assert read == {row.pk for row in dossiers if permissions.READ.allows(user, row)}


def test_an_account_that_was_closed_holds_nothing_that_is_owed():
    ward = a_ward()
    dossier = DossierFactory(unit=ward.division)
    User.objects.filter(pk=ward.staff.pk).update(is_active=False)
    assert permissions.APPRAISE.holders(dossier) == set()


def test_a_person_without_an_account_is_nobodys_subject():
    dossier = DossierFactory(cadre__account=False)
    assert [
        OWN.holders(dossier),
        OWN.allows(UserFactory(), dossier),
        OWN.allows(AnonymousUser(), dossier),
    ] == [
        set(),
        False,
        False,
    ]


def test_a_right_narrowed_to_some_rows_stands_in_for_nobody_else():
    ward = a_ward()
    deputy = UserFactory()
    grant(deputy, Duty.ORGANISATION_STAFF, ward.ward, on_behalf_of=ward.staff)
    right = Where(Holds(Duty.ORGANISATION_STAFF, over="unit"), cadre__user__username=ward.subject.username)
    rows = [DossierFactory(cadre=ward.cadre, unit=ward.division), DossierFactory(unit=ward.division)]
    assert [right.allows(deputy, row) for row in rows] == [True, False]
    assert [right.behalf(deputy, rows[0]), right.holders(rows[0])] == [
        ward.staff.pk,
        {deputy.pk, ward.staff.pk},
    ]


def test_the_few_rows_reached_one_by_one_are_asked_once_and_do_not_hide_how_few_they_are(
    django_assert_num_queries,
):
    ward = a_ward()
    dossier = DossierFactory(cadre=ward.cadre, unit=ward.division)
    assert dossier in Dossier.objects.seen_by(ward.staff)
    with django_assert_num_queries(0):
        asked = str(Dossier.objects.seen_by(ward.staff).query)
    assert asked.count("SELECT") == 1


# --- handed on -------------------------------------------------------------------------------------------------------


def handed_on(**days):
    """A leader's mandate, and the one by which a colleague stands in for them; both for these days."""
    ward = a_ward()
    held = grant(UserFactory(), Duty.LEADERSHIP, ward.ward, **days)
    given = grant(UserFactory(), Duty.LEADERSHIP, ward.ward, on_behalf_of=held.user, rests_on=held)
    return ward, held, given


def test_what_was_handed_on_is_held_while_its_giver_holds_it():
    _, held, given = handed_on(valid_from=clock.today(), valid_until=clock.today())
    day = timedelta(days=1)
    found = [given in Mandate.objects.in_force(clock.today() + step) for step in (-day, timedelta(0), day)]
    assert found == [False, True, False]
    assert [one.on_behalf_of for one in held_by(given.user)] == [held.user_id]


@pytest.mark.parametrize("column", ["user", "unit", "duty"])
def test_a_giver_who_holds_something_else_now_has_handed_on_nothing(column):
    ward, held, given = handed_on()
    assert given in Mandate.objects.in_force()
    other = {"user": UserFactory(), "unit": ward.division, "duty": Duty.ORGANISATION_STAFF}[column]
    setattr(held, column, other)
    held.save()
    assert given not in Mandate.objects.in_force()
    assert given not in Mandate.objects.on_behalf()


def test_those_who_stand_in_now_or_later_are_told_and_nobody_whose_days_are_over():
    today, day = clock.today(), timedelta(days=1)
    _, held, given = handed_on(valid_until=today + day)
    over = grant(given.user, given.duty, given.unit, on_behalf_of=UserFactory(), valid_until=today - day)
    later = grant(UserFactory(), given.duty, given.unit, on_behalf_of=UserFactory(), valid_from=today + day)
    never = grant(
        UserFactory(),
        given.duty,
        given.unit,
        on_behalf_of=held.user,
        rests_on=held,
        valid_from=today + 2 * day,
    )
    assert list(Mandate.objects.on_behalf()) == [given, later]
    assert {over, never, held}.isdisjoint(Mandate.objects.on_behalf())


def test_what_was_handed_on_keeps_the_mandate_on_which_it_rests():
    _, held, _ = handed_on()
    with pytest.raises(ProtectedError):
        held.delete()


def test_the_days_of_a_mandate_are_told_as_one_says_them():
    days = {"valid_from": date(2026, 12, 1), "valid_until": date(2026, 12, 10)}
    assert Mandate(**days).days == "từ ngày 01/12/2026 đến hết ngày 10/12/2026"
    assert Mandate(valid_from=date(2026, 12, 1)).days == "từ ngày 01/12/2026 trở đi"


def test_whoever_holds_nothing_is_told_so_at_once_however_the_right_is_built():
    right = (Where(Holds(*DUTIES, over="unit"), tier="other") - INTERESTED) | Holds(*DUTIES, over="unit")
    assert right.q(UserFactory()) is NOBODY
    assert right.q(a_ward().staff) is not NOBODY
