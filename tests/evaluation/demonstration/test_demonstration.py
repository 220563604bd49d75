"""The demonstration province: made once, whole, lawful, and the same for every visitor."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from cadres.models import Cadre, Duty, Position, User
from cadres.summaries import demonstration_accounts
from catalog.models import Catalog
from config import clock
from evaluation.archive.models import Seal
from evaluation.archive.tells.verifying import faults
from evaluation.core.facts import facts_of
from evaluation.core.stages import ArrivalStage, ExcuseStage, ListKind, ListStage, PlanStage, RequestStage
from evaluation.core.steps import AFTER_DECISION, Stage
from evaluation.core.tells.extensions import lateness
from evaluation.demonstration import days, world
from evaluation.extensions.moves import EXTENSIONS
from evaluation.files.storage import digest_of
from evaluation.home.tells.duties import tasks_for
from evaluation.lists import listing
from evaluation.lists.actions.lists import close_list
from evaluation.marks.actions.excuses import answer_excuse
from evaluation.models import (
    Arrival,
    Decision,
    DemonstrationDay,
    Dossier,
    DossierEntry,
    Excuse,
    Extension,
    ExtensionEntry,
    Period,
    Petition,
    Plan,
    PlanAmendment,
    RaisedProposal,
    RatingList,
    RatingRow,
    ReturnNote,
    StoredFile,
    YearList,
)
from evaluation.years import listing as year_listing
from evaluation.years.stages import YearStage
from regulation.assessment import assess
from regulation.checks import RULES, over_cap
from regulation.deadlines import Window
from regulation.vocabulary import Rating, Tier
from reporting.sheets import form03
from reporting.summaries.year import for_lines, lines_of

pytestmark = pytest.mark.xdist_group("demonstration")  # made once, by one process

OWN_DEEDS = {"edit", "submit", "assess", "mark", "deliver", "attach", "ask", "put_forward_excuse", "put"}


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker):
    """The world as `manage.py demo` makes it, looked at on its own day, and undone after the module's tests."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMONSTRATION=True):
        call_command("demo", stdout=StringIO())
        with clock.held(datetime(2026, 9, 22, 9, tzinfo=clock.HERE)):
            yield
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def current() -> Period:
    return Period.objects.of(days.NOW).get()


def test_everything_decided_sent_and_archived_there_is_sealed(province):
    """None is altered or missing, and every kind is there."""
    assert list(faults()) == []
    assert set(Seal.objects.values_list("kind", flat=True)) >= {
        "list",
        "decision",
        "sending",
        "archived",
        "year_list",
        "year",
    }


def test_it_is_made_in_demonstration_mode_alone():
    with override_settings(DEMONSTRATION=False), pytest.raises(CommandError, match="chế độ trình diễn"):
        call_command("demo")


@pytest.mark.django_db
def test_it_is_not_made_beside_other_rounds():
    Period.draft(days.NOW).save()
    with override_settings(DEMONSTRATION=True), pytest.raises(CommandError, match="đã có kỳ đánh giá khác"):
        call_command("demo")


def test_a_second_call_changes_nothing(province, capsys):
    DemonstrationDay.objects.update(shift_days=5)
    before = counts()
    call_command("demo")
    assert [counts() == before, DemonstrationDay.objects.get().shift_days] == [True, 5]
    assert "giữ nguyên" in capsys.readouterr().out


def test_its_day_is_a_tuesday_in_the_last_month_of_the_quarter(province):
    day = datetime.now(clock.HERE).date() + timedelta(days=days.shift())
    assert [day, day.weekday(), day in days.NOW] == [date(2026, 9, 22), 1, True]


def test_the_current_quarter_has_a_dossier_at_every_stage(province):
    assert set(Dossier.objects.of(current()).values_list("stage", flat=True)) == set(Stage.values)


def test_the_next_quarter_has_a_plan_at_every_stage(province):
    plans = Plan.objects.filter(dossier__period__number=days.NEXT.number)
    assert set(plans.values_list("stage", flat=True)) == set(PlanStage.values)


def test_there_are_requests_open_granted_and_refused(province):
    assert set(Excuse.objects.values_list("stage", flat=True)) == set(ExcuseStage.values)
    assert set(PlanAmendment.objects.values_list("stage", flat=True)) == set(RequestStage.values)


def test_there_are_returned_and_late_ones(province):
    assert ReturnNote.objects.filter(answered_at=None).count() == 2
    late = [
        dossier.cadre.code for dossier in Dossier.objects.select_related("cadre", "period") if dossier.is_late
    ]
    assert late == ["CB042"]
    plans = Plan.objects.select_related("dossier__cadre", "dossier__period").order_by("dossier__cadre__code")
    assert [plan.dossier.cadre.code for plan in plans if plan.is_late] == ["CB014", "CB060"]


def test_extensions_are_granted_to_persons_and_to_a_unit_and_one_waits(province):
    found = {
        (row.stage, row.unit.code if row.unit else row.dossier.cadre.code): row
        for row in Extension.objects.all()
    }
    assert set(found) == {
        ("granted", "CB051"),
        ("granted", "CB046"),
        ("granted", "30337"),
        ("asked", "CB023"),
    }
    used, waiting = found["granted", "CB051"], found["asked", "CB023"]
    plan = used.dossier.plan
    assert [plan.is_late, plan.arrived_at >= used.ordinarily, plan.late_reason] == [False, True, ""]
    assert lateness(used.dossier, Window.PLAN, plan.arrived_at).startswith("Nộp trong thời gian gia hạn")
    answers = {user.username for user in User.objects.all() if EXTENSIONS.grant.open_to(user, waiting)}
    assert answers == {"bantochuc.tinh", "bantochuc2.tinh"}
    named = {entry.by.username for entry in ExtensionEntry.objects.select_related("by")}
    staff = {f"tochuc.{unit}" for unit in ("rach-gia", "an-phu", "so-noi-vu", "long-xuyen")}
    assert named == {*staff, "bantochuc.tinh"}


def test_the_worked_example_comes_out_as_printed(province):
    dossier = Dossier.objects.get(period__number=2, cadre__code="CB005")
    decision = dossier.decisions.get()
    axis = decision.snapshot["score"]["axes"][0]
    printed = [axis[name] for name in ("a", "b", "c", "d", "kpi", "points")]
    assert printed == ["87.01", "88.96", "88.96", "88.96", "88.47", "61.93"]
    assert [dossier.total, decision.rating] == [Decimal("91.93"), Rating.GOOD]
    verdict = assess(facts_of(dossier))
    assert [verdict.band, verdict.highest_permitted] == [Rating.EXCELLENT, Rating.GOOD]
    exceeding = next(found for found in verdict.findings if found.code == "not-outstanding")
    assert "1/5" in exceeding.sentence
    assert [excuse.stage for excuse in Excuse.objects.filter(task__plan__dossier=dossier)] == [
        RequestStage.APPROVED
    ]


def test_whom_the_centre_manages_has_no_dossier(province):
    central = Cadre.objects.get(is_central=True)
    assert [central.dossiers.count(), Dossier.objects.filter(tier=Tier.CENTRAL).count()] == [0, 0]


def test_about_sixty_people_hold_posts_at_a_dozen_managing_units(province):
    dossiers = Dossier.objects.of(current())
    assert [dossiers.count(), dossiers.values("managing_unit").distinct().count()] == [67, 12]


def test_every_post_is_held_where_there_is_such_a_post_and_nearly_all_say_where(province, capsys):
    call_command("check_posts")
    assert capsys.readouterr().out == "0 bổ nhiệm không hợp loại đơn vị.\n"
    assert set(Position.objects.filter(places=[]).values_list("name", flat=True)) == {
        "Phó Chủ tịch Ủy ban nhân dân",
        "Ủy viên Ban Chấp hành Đảng bộ",
    }


def test_every_closed_list_keeps_its_cap_and_one_unit_proposes_above_it(province):
    closed = RatingList.objects.filter(stage=ListStage.CLOSED).select_related("unit")
    over = {
        (found.unit.code, found.kind)
        for found in closed
        if listing.tally(found, list(found.rows.select_related("dossier__managing_unit"))).blocking.over
    }
    assert {found.kind for found in closed} == set(ListKind.values)
    assert over == {("TU-VP", ListKind.UNIT_PROPOSAL)}


def test_nobody_judged_themself_or_whom_they_stand_in_for(province):
    judged = (
        DossierEntry.objects.exclude(deed__in=OWN_DEEDS).exclude(by=None).select_related("dossier__cadre")
    )
    own = [
        str(entry) for entry in judged if entry.dossier.cadre.user_id in (entry.by_id, entry.on_behalf_of_id)
    ]
    assert [own, judged.count() > 500] == [[], True]


def test_history_tells_of_a_deed_in_anothers_place(province):
    entry = DossierEntry.objects.exclude(on_behalf_of=None).order_by("pk").first()
    assert [entry.by.username, entry.on_behalf_of.username] == ["thaymat.kien-luong", "lanhdao.kien-luong"]


def test_one_who_was_published_objects_and_waits_for_the_level_that_decided(province):
    (row,) = Petition.objects.all()
    leader = User.objects.get(username="lanhdao.so-tai-chinh")
    assert (row.stage, row.is_overdue, row.decision.rating) == ("waiting", False, "not_completed")
    assert [line.whom for line in tasks_for(leader).todo if line.verb == "Trả lời kiến nghị"] == [
        "đồng chí Kiều Thị Lan Anh · Quý III/2026"
    ]


def test_nothing_happened_after_the_visitors_day_began(province):
    ats = DossierEntry.objects.order_by("at").values_list("at", flat=True)
    here = [moment.astimezone(clock.HERE).date() for moment in (ats.first(), ats.last())]
    assert here == [date(2026, 6, 22), date(2026, 9, 21)]
    assert ats.last() < datetime(2026, 9, 21, 17, tzinfo=UTC)


def test_products_come_with_their_documents_and_every_file_lies_whole(province):
    shown = {file.name for file in StoredFile.objects.exclude(delivery=None)}
    assert "Tờ trình số 50, ngày 19-07-2026.pdf" in shown
    assert [file for file in StoredFile.objects.all() if digest_of(file.stored) != file.digest] == []


def test_each_round_was_lived_forwards(province):
    rows = DossierEntry.objects.order_by("dossier_id", "pk").values_list("dossier_id", "at")
    pairs = list(zip(rows, rows[1:], strict=False))
    assert [one for one, two in pairs if one[0] == two[0] and one[1] > two[1]] == []


def test_a_wards_list_waits_for_one_button(province):
    waiting = RatingList.objects.get(
        period=current(), unit__code="30307", kind=ListKind.UNIT_DECISION, stage=ListStage.DRAFT
    )
    with transaction.atomic():
        closed = close_list(waiting, by=User.objects.get(username="lanhdao.long-xuyen"), seen=None)
        assert [closed.stage, closed.rows.count()] == [ListStage.CLOSED, 9]
        transaction.set_rollback(True)


def test_the_ready_list_leaves_room_under_its_cap(province):
    waiting = RatingList.objects.get(period=current(), unit__code="30307", kind=ListKind.UNIT_DECISION)
    counted = listing.tally(waiting, list(waiting.rows.select_related("dossier__managing_unit"))).blocking
    assert [counted.used, counted.allowed, counted.left] == [1, 2, 1]


def test_the_first_cadre_plans_anew_beside_last_quarters_tasks(province):
    next_plan, last_plan = Plan.objects.filter(dossier__cadre__user__username="canbo.long-xuyen").order_by(
        "-dossier__period__number"
    )[:2]
    assert [next_plan.stage, next_plan.tasks.count(), last_plan.tasks.count() > 3] == [
        PlanStage.DRAFT,
        0,
        True,
    ]


def test_the_sign_in_page_names_one_account_a_role_first(province):
    first, others = demonstration_accounts()
    roles = ["Cán bộ", *map(str, Duty.labels)]
    assert [account["role"] for account in first] == roles
    assert [first[0]["username"], len(others) > 20] == ["canbo.long-xuyen", True]


def test_every_account_opens_with_the_printed_password(province):
    accounts = User.objects.filter(is_demonstration=True)
    assert {account.check_password(settings.DEMONSTRATION_PASSWORD) for account in accounts} == {True}
    assert User.objects.count() == accounts.count()


def test_the_guidelines_catalog_stands_with_its_eighth_row(province):
    rows = list(Catalog.objects.get(unit__code="TU-BTC").items.all())
    assert [len(rows), rows[0].is_standard, rows[7].points, rows[7].stated_coefficient] == [8, True, 120, 1]
    assert rows[7].coefficient() == Decimal("1.2")


def test_catalogs_are_approved_with_one_drafted_and_one_put_forward_anew(province):
    found = Catalog.objects.exclude(stage="approved").order_by("stage").values_list("unit__code", "stage")
    assert list(found) == [("SO-NV", "draft"), ("30337", "submitted")]
    assert Catalog.objects.filter(stage="approved").count() == 12


def test_it_exists_once_made(province):
    assert world.exists()


def test_the_worked_example_can_be_tried_before_its_excuse_is_answered(province):
    dossier = Dossier.objects.get(period=current(), cadre__code="CB009")
    before = assess(facts_of(dossier))
    assert [before.score.total, before.band, before.highest_permitted] == [
        Decimal("91.93"),
        Rating.EXCELLENT,
        Rating.NOT_COMPLETED,
    ]
    with transaction.atomic():
        excuse = Excuse.objects.get(task__plan__dossier=dossier)
        answer_excuse(excuse, by=User.objects.get(username="lanhdao.ban-to-chuc"), confirmed=True)
        after = assess(facts_of(Dossier.objects.get(pk=dossier.pk)))
        transaction.set_rollback(True)
    assert [after.score, after.highest_permitted] == [before.score, Rating.GOOD]


def test_what_a_deferred_quarter_left_is_offered_for_the_next(province):
    rounds = Dossier.objects.filter(cadre__code="CB010", period__number__gte=days.NOW.number)
    deferred, following = rounds.order_by("period__number")
    assert [deferred.stage, following.plan.stage] == [Stage.DEFERRED, PlanStage.DRAFT]
    assert len(deferred.plan.active_tasks) > 3


def test_every_rule_has_a_dossier_that_shows_it(province):
    """Of each code at least one dossier, or one open list, on which it says something."""
    dossiers = list(Dossier.objects.with_facts())
    shown = {found.code for dossier in dossiers for found in assess(facts_of(dossier)).findings}
    shown |= {found.code for row in _drafted() for found in row.verdict.findings}
    shown |= {found.code for rating_list in _open_lists() for found in over_cap(_tally(rating_list))}
    shown |= {"raised-proposal"} if RaisedProposal.objects.exists() else set()
    assert {rule.code for rule in RULES} - shown == set()


def test_a_key_task_that_is_not_met_keeps_somebody_otherwise_clean_from_the_best(province):
    dossier = Dossier.objects.with_facts().get(period=current(), cadre__code="CB046")
    row = RatingRow.objects.get(dossier=dossier, rating_list__stage=ListStage.DRAFT)
    limiting = {found.code for found in assess(facts_of(dossier)).findings if found.limit is Rating.GOOD}
    assert (row.rating, "key-unmet" in limiting, bool(row.answer)) == (Rating.GOOD, True, True)
    assert assess(facts_of(dossier)).highest_permitted is Rating.GOOD


def test_a_unit_proposes_above_its_share_and_says_why(province):
    closed = RatingList.objects.filter(period=current(), unit__code="TU-VP", kind=ListKind.UNIT_PROPOSAL)
    last = closed.get(rows__dossier__cadre__code="CB011")
    found = over_cap(listing.tally(last, list(last.rows.select_related("dossier__managing_unit"))))
    assert [(one.code, one.warns) for one in found] == [("cap", True)]
    assert last.history.get(deed="close").reason.startswith("Người được chọn có sản phẩm vượt yêu cầu")


def test_the_five_targets_are_a_ground_against_somebody_charged_with_them(province):
    dossier = Dossier.objects.with_facts().get(period=current(), cadre__code="CB054")
    found = [one for one in assess(facts_of(dossier)).findings if one.code == "ground"]
    assert [one.limit for one in found] == [Rating.NOT_COMPLETED]


def test_deputies_answer_for_the_fields_in_charge(province):
    deputy = Dossier.objects.with_facts().get(period=current(), cadre__code="CB064")
    fields = [unit.name for unit in facts_of(deputy).collectives if unit.is_field]
    assert fields == [f"Lĩnh vực Kinh tế, hạ tầng, đô thị ({deputy.unit})"]


def test_a_unit_proposed_on_condition_that_the_province_confirms_an_excuse(province):
    row = RatingRow.objects.get(dossier__period=current(), dossier__cadre__code="CB021")
    assert row.condition.startswith("Có điều kiện: lý do khách quan được đơn vị thống nhất")
    waiting = Excuse.objects.filter(task__plan__dossier=row.dossier).values_list("stage", flat=True)
    assert set(waiting) == {ExcuseStage.SUPPORTED}


def test_the_deciding_level_is_asked_about_a_result_that_came_after_its_decision(province):
    waiting = Arrival.objects.filter(stage=ArrivalStage.OPEN, code="unit-below-70")
    head = waiting.get(decision__dossier__cadre__code="CB062").decision.dossier
    assert (head.period, head.stage) == (Period.objects.earliest("year", "number"), Stage.PUBLISHED)


def test_mau_03_of_everybody_can_be_printed(province):
    sheets = [form03(dossier) for dossier in Dossier.objects.with_facts()]
    assert {sheet.task_max for sheet in sheets if sheet.kpi} == {Decimal(70)}


def test_the_year_has_somebody_barred_and_somebody_to_be_replaced(province):
    failed = Dossier.objects.filter(decided_rating=Rating.NOT_COMPLETED).values_list(
        "cadre__code", "period__number"
    )
    assert {("CB020", 2), ("CB020", 3), ("CB040", 2)} <= set(failed)


def test_one_archived_dossier_is_taken_up_again_and_its_decision_stands_for_the_year(province):
    reopened = Decision.objects.filter(superseded_at=None).exclude(dossier__stage__in=AFTER_DECISION).get()
    user = User.objects.get(username="lanhdao.ban-to-chuc")
    people = Dossier.objects.filter(cadre=reopened.dossier.cadre, period__number=days.NOW.number)
    (line,) = lines_of(for_lines(people), user, days.NOW.year)
    assert (line.cells[1].rating, "(đang xem xét lại)" in line.cells[1].words) == (
        Rating(reopened.rating),
        True,
    )


def test_of_the_half_year_one_list_is_made_known_and_one_waits_for_one_button(province):
    known, waiting = YearList.objects.order_by("-stage")
    assert [known.stage, known.rows.get().year_rating.rating] == [YearStage.PUBLISHED, Rating.GOOD]
    leader = User.objects.get(username="lanhdao.phu-quoc")
    told = [line.url for line in tasks_for(leader).todo if line.verb == "Chốt danh sách năm"]
    assert [waiting.stage, told] == [YearStage.DRAFT, [reverse("year_list", args=[waiting.pk])]]
    draft = year_listing.draft_of(waiting, leader)
    assert [len(draft.rows), year_listing.board_of(draft, draft.rows, leader).blocking("")] == [1, []]


def test_raised_proposals_stand_against_the_heads_who_made_them(province):
    entries = RaisedProposal.objects.values_list("row__dossier__cadre__code", "head_name", "unmet")
    assert ("CB015", "Quách Thị Bích Đào, Phó Giám đốc, ký thay người đứng đầu", True) in set(entries)


def _open_lists():
    return RatingList.objects.filter(stage=ListStage.DRAFT).select_related("unit", "period")


def _drafted():
    for rating_list in _open_lists():
        yield from listing.rows_for(rating_list, listing.ready(rating_list).with_facts())


def _tally(rating_list):
    return listing.tally(rating_list, listing.rows_for(rating_list, listing.ready(rating_list).with_facts()))
