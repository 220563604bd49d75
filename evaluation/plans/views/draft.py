"""Drawing up a plan as a whole: all tasks in one table, weights and roles, tasks of the quarter before."""

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.plans import actions as deeds
from evaluation.plans import tells as told
from evaluation.plans.forms.carry import CopyForm
from evaluation.plans.forms.draft import TableForm, WeightsForm
from evaluation.plans.forms.gone import refuse_gone
from evaluation.plans.models import Plan
from evaluation.plans.views.plan import refused_page, weights_chosen
from evaluation.plans.views.tasks import draft_page, drawn_up, of_plan
from pages.deeds import answer, done, seen


@require_http_methods(["GET", "HEAD", "POST"])
def plan_table(request: SignedIn, pk: int) -> HttpResponse:
    """Quantity, day and key mark of all tasks in one table: the quick way through a long plan."""

    def make(data: QueryDict | None, plan: Plan) -> TableForm:
        return of_plan(plan, TableForm(data, tasks=plan.active_tasks))

    def change(form: TableForm) -> str:
        refuse_gone(form.gone)
        deeds.change_tasks(form.plan, form.changes, by=request.user, seen=seen(request), held=True)
        return "Đã lưu các nhiệm vụ."

    return draft_page(request, pk, "table", make, change, edits=True)


@require_POST
def plan_weights(request: SignedIn, pk: int) -> HttpResponse:
    """Weights and roles as typed, or proposed anew from Mẫu số 03's maxima."""
    propose = request.POST.get("then") == "propose"

    def act(form: WeightsForm) -> HttpResponse:
        weights = None if propose else form.weights
        deeds.set_weights(form.plan, weights, by=request.user, seen=seen(request), held=True)
        said = "Đã phân bổ lại tỷ trọng." if propose else "Đã lưu tỷ trọng và vai trò của các trục."
        return done(request, said, f"{reverse('plan', args=[pk])}#weights")

    def again(form: WeightsForm, refusal: Refusal) -> HttpResponse:
        typed_over = None if propose else weights_chosen(request, pk, refusal)
        return typed_over or refused_page(request, pk, refusal, weights_form=form)

    kind = Proposed if propose else WeightsForm
    return answer(lambda: kind(request.POST, plan=drawn_up(request, pk)), act, again)


class Proposed(WeightsForm):
    """What stands typed is not read: the weights are proposed anew."""

    def is_valid(self) -> bool:
        return True


@require_http_methods(["GET", "HEAD", "POST"])
def plan_copy(request: SignedIn, pk: int) -> HttpResponse:
    """What is left of the quarter before, what was reached there and not rated (7.d), and its tasks as they were."""

    def make(data: QueryDict | None, plan: Plan) -> CopyForm:
        initial: dict[str, object] = {"due_date": plan.dossier.period.days[1]}
        earlier = told.earlier_tasks(plan.dossier, request.user)
        return of_plan(plan, CopyForm(data, earlier=earlier, initial=initial))

    def copy(form: CopyForm) -> str:
        day, picked = form.cleaned_data["due_date"], form.picked
        deeds.take_over(form.plan, picked, due_date=day, by=request.user, seen=seen(request), held=True)
        return f"Đã lấy {len(picked)} nhiệm vụ từ quý trước."

    return draft_page(request, pk, "copy", make, copy, _offered)


def _offered(request: SignedIn, dossier: Dossier, form: CopyForm) -> dict[str, object]:
    return {
        "earlier": form.earlier,
        "quarter": dossier.period.quarter.previous(),
        "rest": [row for row in form.earlier if row.rest],
        "reached": [row for row in form.earlier if row.reached],
        "ticked": {name: form.ticked(name) for name in form.offered},
    }
