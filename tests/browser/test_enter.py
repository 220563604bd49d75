"""Enter in a field saves or does nothing; ticking everybody loses nothing that was typed."""

import pytest
from playwright.sync_api import expect

from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Excuse, TaskMark

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Of each form that is sent by POST and has a field: what Enter presses.
DEFAULTS = """() => Array.from(document.querySelectorAll("main form[method=post]")).flatMap((form) => {
  const typed = Array.from(form.elements).some((one) => one.matches("input:not([type=hidden]), select"));
  const first = Array.from(form.elements).find((one) => one.type === "submit");
  return typed ? [first.disabled ? "" : [first.name, first.value, first.getAttribute("formaction") || ""].join("|")] : [];
})"""
# role, page, row of the world, stage of the dossier, what Enter presses in each form
PAGES = [
    ("subject", "assessment", "dossier", Stage.SELF_ASSESSMENT, ["save|1|"]),
    ("staff", "appraisal", "dossier", Stage.DIVISION_PROPOSED, ["save|1|"]),
    ("leadership", "authority", "dossier", Stage.COUNCIL, ["save|1|"]),
    ("leadership", "rating_list", "list", Stage.COUNCIL, ["act|save|"]),
]


def open_at(visitor, role, page, row, stage):
    Dossier.objects.filter(pk=visitor.world.dossier.pk).update(stage=stage)
    visitor.sign_in(visitor.world.roles[role])
    visitor.open(page, *([getattr(visitor.world, row).pk] if row else []))


@pytest.mark.parametrize(("role", "name", "row", "stage", "pressed"), PAGES)
def test_what_enter_presses_saves_or_does_nothing(visitor, role, name, row, stage, pressed):
    open_at(visitor, role, name, row, stage)
    assert list(dict.fromkeys(visitor.page.evaluate(DEFAULTS))) == pressed


def test_enter_approves_no_plan_that_is_ticked(visitor):
    visitor.world.dossier.plan.__class__.objects.update(stage=PlanStage.SUBMITTED)
    open_at(visitor, "staff", "plans_review", None, Stage.PLANNING)
    assert visitor.page.evaluate(DEFAULTS) == [""]
    with visitor.page.expect_navigation():
        visitor.page.locator("input[name=pick]").press("Enter")
    visitor.world.dossier.plan.refresh_from_db()
    assert visitor.world.dossier.plan.stage == PlanStage.SUBMITTED


# role, page, what it is of, stage of the dossier: whatever form stands there moves somebody, or goes to others.
MOVING = [
    ("staff", "dossier_deeds", lambda world: [world.dossier.pk], Stage.COUNCIL),
    ("foreign_leadership", "remark", lambda world: [world.remark.pk], Stage.COUNCIL),
    ("subject", "excuse", lambda world: [world.dossier.pk, world.task.pk], Stage.SELF_ASSESSMENT),
    ("subject", "plan_amendment", lambda world: [world.dossier.pk, "add"], Stage.WORKING),
]


@pytest.mark.parametrize(("role", "name", "args", "stage"), MOVING, ids=[name for _, name, *_ in MOVING])
def test_enter_moves_nobody_and_sends_nothing(visitor, role, name, args, stage):
    world = visitor.world
    Dossier.objects.filter(pk=world.dossier.pk).update(stage=stage)
    visitor.sign_in(world.roles[role])
    visitor.open(name, *args(world))
    assert set(visitor.page.evaluate(DEFAULTS)) == {""}


def test_enter_moves_nobody_to_another_group(visitor):
    Dossier.objects.update(group=visitor.world.group, tier="provincial")
    visitor.sign_in(visitor.world.roles["organisation"])
    visitor.open("group", visitor.world.group.pk)
    assert visitor.page.evaluate(DEFAULTS) == ["", "||"]  # the group's name is saved


def test_enter_confirms_no_excuse(visitor):
    ward = visitor.world
    Excuse.objects.create(task=ward.task, ground="Bão", put_forward_at=ward.period.plan_closes_at)
    Dossier.objects.update(stage=Stage.SUBMITTED)
    visitor.sign_in(ward.leadership)
    visitor.open("excuse", ward.dossier.pk, ward.task.pk)
    assert visitor.page.evaluate(DEFAULTS) == [""]


def test_enter_in_a_figure_saves_the_draft(visitor):
    open_at(visitor, "subject", "assessment", "dossier", Stage.SELF_ASSESSMENT)
    field = visitor.page.locator("[name$=-done]").first
    field.fill("0,5")
    field.press("Enter")
    expect(visitor.page.locator("[data-stored]")).to_be_visible()
    assert str(TaskMark.objects.get(layer="self").done).startswith("0.5")


def test_ticking_every_plan_stays_on_the_page(visitor):
    visitor.world.dossier.plan.__class__.objects.update(stage=PlanStage.SUBMITTED)
    open_at(visitor, "staff", "plans_review", None, Stage.PLANNING)
    before = visitor.page.url
    visitor.page.get_by_role("link", name="Chọn cả trang").click()
    expect(visitor.page.locator("input[name=pick]")).to_be_checked()
    assert visitor.page.url == before
