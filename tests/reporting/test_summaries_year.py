"""Mục 5 over dossiers: what one may see, what is decided, and who is to be replaced."""

from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Cadre, Duty
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.deeds.actions import set_aside
from evaluation.lists.actions.lists import close_list
from evaluation.models import Dossier, Policy, RatingList
from regulation.quarters import Quarter
from regulation.vocabulary import Rating
from reporting.summaries.year import (
    Replacements,
    failed_again,
    lines_by_key,
    lines_of,
    people_of,
)
from tests.evaluation.lists.rated_factories import a_list, on_leave
from tests.evaluation.marks.marking import at
from tests.factories import CadreFactory, DossierFactory, PeriodFactory, a_ward, an_official

pytestmark = pytest.mark.django_db

FAILED = {"rating": "not_completed", "reason": "Chưa đạt", "summary": "Không hoàn thành nhiệm vụ"}


@pytest.fixture
def ward():
    return a_ward(name="Phường Long Xuyên", code="LX")


def quarter(text, unit, cadre=None, **values):
    """A dossier of that quarter; with a rating it is decided so."""
    given = {"stage": Stage.DECIDED} if values.get("decided_rating") else {}
    given |= {"cadre": cadre} if cadre else {}
    return DossierFactory(period=PeriodFactory(quarter=Quarter.parse(text)), unit=unit, **given | values)


def person(unit, *quarters, **values):
    """A cadre with these quarters: "2026-1 good", "2026-2 deferred" (a stage)."""
    cadre = CadreFactory(account=True)
    for text in quarters:
        when, how = text.split()
        decided = {"stage": how} if how in Stage.values else {"decided_rating": how}
        quarter(when, unit, cadre, **decided | values)
    return cadre


def lines(user, year=2026):
    people = people_of(user, year).select_related("cadre", "unit", "managing_unit").in_order()
    return lines_of(people, user, year)


def words(user, year=2026):
    return {line.name: [cell.words for cell in line.cells] for line in lines(user, year)}


def replacements(user, year=2026):
    """As the page finds them; the table of everybody finds the same."""
    again = people_of(user, year, failed_again(year)).values_list("pk", flat=True)
    found = Replacements.among(list(lines_by_key(again, user, year).values()))
    assert found == Replacements.among(lines(user, year))
    return found


def replaced(user, year=2026):
    return [line.name for line in replacements(user, year).at_once]


@pytest.mark.clause("1.1.2", "2.3/1", "5.2/1")
def test_one_line_tells_the_four_quarters_in_words(ward):
    cadre = person(ward.ward, "2026-1 excellent", "2026-2 deferred", "2026-3 exempt", "2026-4 ended")
    assert words(ward.staff) == {cadre.full_name: ["Xuất sắc", "Chưa đánh giá", "Không bắt buộc", "Kết thúc"]}


def test_a_quarter_without_a_dossier_is_a_dash(ward):
    cadre = person(ward.ward, "2026-2 good")
    assert words(ward.staff) == {cadre.full_name: ["–", "Tốt", "–", "–"]}


def test_ratings_carry_their_shape_and_lead_to_their_dossier(ward):
    cadre = person(ward.ward, "2026-1 excellent")
    (line,) = lines(ward.staff)
    dossier = Dossier.objects.get(cadre=cadre)
    assert [(cell.label, cell.shape, cell.pk) for cell in line.cells[:2]] == [
        ("Quý I", "◆", str(dossier.pk)),
        ("Quý II", "", ""),
    ]


def test_what_is_not_decided_says_no_rating_whatever_others_gave(ward):
    opinions = {"appraisal_rating": "excellent", "proposed_rating": "excellent", "decided_rating": "good"}
    quarter("2026-3", ward.ward, **opinions | {"stage": Stage.COUNCIL})
    (line,) = lines(ward.staff)
    assert (line.cells[2].words, line.cells[2].rating) == ("Chưa quyết định", None)
    assert line.verdict.proposed_excellent == 0


def test_a_person_stands_once_where_they_stood_last(ward):
    cadre = person(ward.ward, "2026-1 good")
    quarter("2026-2", ward.division, cadre, government_post="Trưởng phòng")
    (line,) = lines(ward.staff)
    assert (line.post, line.unit) == ("Trưởng phòng", f"{ward.division.name}, Phường Long Xuyên")


@pytest.mark.parametrize("newest", [False, True])
def test_whoever_came_stayed_or_left_stands_where_they_stood_last(ward, newest):
    """Every way to be there in three quarters, whether a fourth was opened without anybody or not at all."""
    there = ["".join(found) for n in (1, 2, 3) for found in combinations("123", n)]
    for quarters in there:
        person(ward.ward, *(f"2026-{number} good" for number in quarters), government_post=quarters)
    if newest:
        PeriodFactory(quarter=Quarter(2026, 4))
    stood = people_of(ward.staff, 2026).values_list("government_post", "period__number")
    assert sorted(stood) == sorted((quarters, int(quarters[-1])) for quarters in there)
    among = people_of(ward.staff, 2026, list(Cadre.objects.values_list("pk", flat=True)))
    assert set(among) == set(people_of(ward.staff, 2026))


def test_of_everybody_none_who_stands_in_the_newest_round_is_looked_for_later(ward):
    province = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    newest = person(ward.ward, "2026-1 good", "2026-2 good").dossiers.latest("pk").period_id
    asked = str(people_of(province, 2026).query)
    assert asked.index(f'"period_id" IN ({newest}) OR') < asked.index("EXISTS")


def test_people_stand_in_the_order_of_the_paper(ward):
    in_division, in_ward = person(ward.division, "2026-1 good"), person(ward.ward, "2026-2 good")
    assert [line.name for line in lines(ward.staff)] == [in_ward.full_name, in_division.full_name]


@pytest.fixture
def moved(ward):
    """Failed Quý I in another ward and Quý II in this one; the other ward has people of its own."""
    elsewhere = a_ward()
    cadre = person(elsewhere.ward, "2026-1 not_completed")
    quarter("2026-2", ward.ward, cadre, decided_rating="not_completed")
    person(elsewhere.ward, "2026-1 good")
    return cadre


@pytest.mark.clause("5.1", "5.3")
def test_a_year_is_judged_by_every_quarter_whoever_reads(ward, moved):
    province = an_official(Duty.PROVINCIAL_ORGANISATION, ward.province)
    for reader in (ward.staff, ward.leadership, province):
        (line,) = [line for line in lines(reader) if line.name == moved.full_name]
        assert [cell.words for cell in line.cells] == ["Không hoàn thành", "Không hoàn thành", "–", "–"]
        assert [finding.code for finding in line.verdict.findings] == ["replace", "year-bar"]
        assert replaced(reader) == [moved.full_name]


def test_a_dossier_of_another_unit_is_told_without_a_way_to_it(ward, moved):
    (line,) = lines(ward.staff)
    own = Dossier.objects.get(cadre=moved, unit=ward.ward)
    assert [(cell.shape, cell.pk) for cell in line.cells] == [
        ("■", ""),
        ("■", str(own.pk)),
        ("", ""),
        ("", ""),
    ]


@pytest.mark.parametrize("stage", [Stage.COUNCIL, Stage.PROVINCE_APPRAISED])
def test_how_somebody_is_being_rated_elsewhere_is_told_nobody(ward, moved, stage):
    opinions = {"appraisal_rating": "excellent", "proposed_rating": "excellent", "decided_rating": "good"}
    Dossier.objects.filter(cadre=moved, period__number=1).update(stage=stage, **opinions)
    (line,) = lines(ward.staff)
    assert (line.cells[0].words, line.cells[0].rating, line.cells[0].pk) == ("Chưa quyết định", None, "")
    assert (line.verdict.proposed_excellent, line.verdict.to_replace) == (0, False)


def test_whoever_one_may_not_see_has_no_line(ward, moved):
    DossierFactory(unit=a_ward().ward, period=PeriodFactory(quarter=Quarter(2026, 2)))
    assert list(words(ward.staff)) == [moved.full_name]


@pytest.mark.clause("5.3")
def test_a_quarter_that_passed_without_a_dossier_ends_the_run(ward):
    person(ward.ward, "2026-1 not_completed", "2026-3 not_completed")
    PeriodFactory(quarter=Quarter(2026, 4))
    with at(10, 15):
        assert replaced(ward.staff) == []


@pytest.mark.clause("5.3", "7.d")
def test_failures_that_only_a_deferral_parts_are_told_apart(ward):
    cadre = person(ward.ward, "2026-1 not_completed", "2026-2 deferred", "2026-3 not_completed")
    person(ward.ward, "2026-1 not_completed", "2026-2 exempt", "2026-3 not_completed")
    found = replacements(ward.staff)
    assert (found.at_once, [line.name for line in found.apart]) == ((), [cadre.full_name])
    assert [finding.code for finding in found.apart[0].weighing] == ["replace"]


def test_a_cadre_is_told_of_themself_alone(ward):
    cadre = person(ward.ward, "2026-1 good")
    person(ward.ward, "2026-1 good")
    assert words(cadre.user) == {cadre.full_name: ["Chưa công bố", "–", "–", "–"]}
    assert words(ward.staff)[cadre.full_name] == ["Tốt", "–", "–", "–"]
    cadre.dossiers.update(stage=Stage.PUBLISHED)
    assert words(cadre.user) == {cadre.full_name: ["Tốt", "–", "–", "–"]}


def test_a_year_without_dossiers_has_no_lines(ward):
    person(ward.ward, "2025-4 good")
    assert words(ward.staff) == {}


@pytest.mark.clause("5.1")
def test_a_failed_quarter_bars_the_year(ward):
    person(ward.ward, "2026-1 not_completed")
    (line,) = lines(ward.staff)
    assert [finding.code for finding in line.verdict.findings] == ["year-bar"]


@pytest.mark.clause("5.2/2")
@pytest.mark.parametrize(
    ("provincial", "opinions", "counts"),
    [
        (True, {"proposed_rating": "excellent", "appraisal_rating": "good"}, True),
        (True, {"proposed_rating": "good", "appraisal_rating": "excellent"}, False),
        (True, {"appraisal_rating": "excellent"}, False),
        (False, {"division_rating": "excellent", "appraisal_rating": "good"}, True),
        (False, {"division_rating": "good", "appraisal_rating": "excellent"}, False),
        (False, {"appraisal_rating": "excellent"}, True),
        (False, {}, False),
    ],
)
def test_of_tier_3_1_the_unit_proposes_of_others_the_division_or_the_appraisal(
    ward, provincial, opinions, counts
):
    quarter("2026-1", ward.ward, provincial=provincial, decided_rating="good", **opinions)
    (line,) = lines(ward.staff)
    assert line.verdict.proposed_excellent == counts


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("quarters", "listed"),
    [
        (("2026-1 not_completed", "2026-2 not_completed"), True),
        (("2025-4 not_completed", "2026-1 not_completed"), True),
        (("2025-4 not_completed", "2026-1 deferred", "2026-2 not_completed"), False),
        (("2025-4 not_completed", "2026-2 not_completed"), False),
        (("2026-1 not_completed", "2026-2 council", "2026-3 not_completed"), False),
        (("2025-3 not_completed", "2025-4 not_completed", "2026-1 good"), False),
        (("2026-4 not_completed", "2027-1 not_completed"), False),
    ],
)
def test_two_consecutive_failures_put_a_person_on_the_list(ward, quarters, listed):
    cadre = person(ward.ward, *quarters)
    assert replaced(ward.staff) == ([cadre.full_name] if listed else [])


@pytest.fixture
def taken_up_again():
    """A failure proposed by the division as Xuất sắc, decided on a list, and reopened."""
    world = a_list(1, division_rating="excellent")
    (dossier,) = world.dossiers
    rows = {dossier.pk: FAILED | {"unmet": True}}
    close_list(world.list, by=world.leadership, seen=1, rows=rows)
    DOSSIERS.reopen.make(Dossier.objects.get(pk=dossier.pk), by=world.leadership, reason="Có kiến nghị")
    world.dossier, world.number = Dossier.objects.get(pk=dossier.pk), dossier.period.number
    return world


@pytest.mark.clause("5.1", "5.3")
def test_a_reopened_decision_stays_in_force_for_the_year_which_says_so(taken_up_again):
    world = taken_up_again
    quarter("2026-3", world.ward, world.dossier.cadre, decided_rating="not_completed")
    (line,) = lines(world.staff)
    cell = line.cells[world.number - 1]
    assert (cell.words, cell.rating) == ("Không hoàn thành (đang xem xét lại)", Rating.NOT_COMPLETED)
    assert [found.code for found in line.verdict.findings] == ["replace", "year-bar"]
    assert all("đang được mở lại để xem xét" in found.sentence for found in line.verdict.findings)
    assert replaced(world.staff) == [world.dossier.cadre.full_name]


@pytest.mark.clause("5.2/2")
def test_what_was_proposed_of_it_counts_though_the_opinions_may_be_given_anew(taken_up_again):
    Dossier.objects.update(stage=Stage.SELF_ASSESSMENT, division_rating="", appraisal_rating="")
    (line,) = lines(taken_up_again.staff)
    assert line.verdict.proposed_excellent == 1


@pytest.mark.clause("5.3")
def test_a_new_decision_replaces_it_for_the_year(taken_up_again):
    world = taken_up_again
    supplement = RatingList.objects.get(stage="draft")
    row = {"rating": "good", "reason": "Kiến nghị đúng", "unmet": False, "answer": "Đã xem xét"}
    close_list(supplement, by=world.leadership, seen=supplement.version, rows={world.dossier.pk: row})
    (line,) = lines(world.staff)
    assert (line.cells[world.number - 1].words, line.verdict.limit) == ("Tốt", None)


@pytest.mark.clause("5.1", "5.3")
def test_staff_who_set_a_reopened_person_aside_do_not_take_the_decided_quarter_out_of_the_year(
    taken_up_again,
):
    world = taken_up_again
    quarter("2026-3", world.ward, world.dossier.cadre, decided_rating="not_completed")
    set_aside(on_leave(world.dossier), by=world.staff, ground="Nghỉ ốm")
    (line,) = lines(world.staff)
    assert line.cells[world.number - 1].words == "Không hoàn thành (đã mở lại: chưa đánh giá)"
    assert replaced(world.staff) == [world.dossier.cadre.full_name]


def test_why_somebody_is_replaced_is_told_without_the_bar(ward):
    person(ward.ward, "2026-1 not_completed", "2026-2 not_completed")
    (line,) = replacements(ward.staff).at_once
    assert [finding.code for finding in line.replacing] == ["replace"]
    assert [finding.code for finding in line.verdict.findings] == ["replace", "year-bar"]


def test_a_fourth_quarter_left_to_the_year_end_says_so(ward):
    Policy.objects.create(period=PeriodFactory(quarter=Quarter(2026, 3)), rates_fourth_quarter=False)
    person(ward.ward, "2026-3 good")
    assert list(words(ward.staff).values()) == [["–", "–", "Tốt", "Xét cuối năm"]]


def test_the_newest_round_of_a_year_says_whether_its_fourth_quarter_is_rated(ward):
    Policy.objects.create(period=PeriodFactory(quarter=Quarter(2026, 1)), rates_fourth_quarter=False)
    PeriodFactory(quarter=Quarter(2026, 2))
    person(ward.ward, "2026-2 good")
    assert list(words(ward.staff).values()) == [["–", "Tốt", "–", "–"]]


def test_who_failed_once_alone_is_not_looked_at_and_of_nobody_what_is_long(ward):
    person(ward.division, "2026-1 not_completed", "2026-2 good")
    person(ward.division, "2025-3 not_completed", "2025-4 not_completed")
    person(ward.division, "2025-4 not_completed", "2026-1 good", "2026-2 not_completed")
    assert failed_again(2026) == []
    again = person(ward.division, "2025-4 not_completed", "2026-1 not_completed")
    assert failed_again(2026) == [again.pk]
    with CaptureQueriesContext(connection) as asked:
        (line,) = lines_by_key(
            [again.dossiers.values_list("pk", flat=True).latest("pk")], ward.staff, 2026
        ).values()
    assert line.verdict.to_replace
    assert not any("judged_by" in query["sql"] for query in asked)
