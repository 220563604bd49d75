"""Người làm thay: one's own duties and who stands in for them; for staff, who stands in for whom in their units."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cadres.machine import OutOfTurn, Refusal
from cadres.models import Mandate, User
from cadres.requests import SignedIn
from config import clock
from evaluation.core.stages import StandInStage
from evaluation.deputies import actions as deeds
from evaluation.deputies.forms import EndForm, NameForm
from evaluation.deputies.models import StandIn, StandInEntry
from evaluation.deputies.moves import STAND_INS
from evaluation.deputies.permissions import KEPT, holders_of, own_duties, reads_stand_ins
from evaluation.deputies.tells import duties_of, history_in, own_history, standing_in, stood_in_for, told
from pages import deeds as pages
from pages.deeds import Gone, answer, done, status

PAGE = 50
GONE = "Việc làm thay này đã được chấm dứt từ trước."


@require_safe
def deputies(request: SignedIn) -> HttpResponse:
    """One's own duties with who stands in, for whom one stands in oneself, and what became of it."""
    duties, others = duties_of(request.user)
    context = _history(request, own_history(request.user)) | {
        "duties": duties,
        "others": others,
        "stood_in_for": stood_in_for(request.user),
        "today": clock.today(),
        "oversees": reads_stand_ins(request.user),
    }
    return render(request, "evaluation/deputies/deputies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_name(request: SignedIn, pk: int) -> HttpResponse:
    """Name who stands in for one of one's own duties; another's, or one held on behalf of somebody, is not there."""
    held = get_object_or_404(own_duties(request.user), pk=pk)

    def act(form: NameForm) -> HttpResponse:
        row = deeds.name_deputy(held, **form.cleaned_data, by=request.user)
        return done(request, STAND_INS.name_deputy.done.format(**row.words()), "deputies")

    def page(form: NameForm, refusal: Refusal | None = None) -> HttpResponse:
        if isinstance(refusal, deeds.Amiss):
            form.blame(refusal.found)
        return _name_page(request, held, form, refusal)

    if request.method != "POST":
        return page(NameForm(None, held))
    return answer(lambda: NameForm(request.POST, held), act, page)


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_end(request: SignedIn, pk: int) -> HttpResponse:
    """End it before its last day; done already, by another tab or before, it is told so."""
    row = get_object_or_404(
        StandIn.objects.select_related(*StandIn.HELD_WITH), held__user=request.user, pk=pk
    )

    def act(form: EndForm) -> HttpResponse:
        deeds.end(row, **form.cleaned_data, by=request.user)
        return done(request, STAND_INS.end.done.format(**row.words()), "deputies")

    def page(form: EndForm, refusal: Refusal | None = None) -> HttpResponse:
        if isinstance(refusal, OutOfTurn) or row.stage == StandInStage.ENDED:
            words = (form["reason"].value() or "").strip()
            if words and not row.history.filter(went_to=StandInStage.ENDED, reason=words).exists():
                raise Gone(form, reverse("deputies"), GONE)
            return done(request, GONE, "deputies")
        begun = row.valid_from <= clock.today()
        context = {
            "form": form,
            "row": row,
            "said": row.words(),
            "begun": begun,
            "refusal": pages.told(refusal),
        }
        code = status(refusal) if refusal else 200
        return render(request, "evaluation/deputies/end.html", context, status=code)

    return answer(lambda: EndForm(request.POST), act, page) if request.method == "POST" else page(EndForm())


@require_safe
def deputies_of_units(request: SignedIn) -> HttpResponse:
    """Who stands in for whom, now or later, in the units of this reader."""
    _demand_overseer(request.user)
    page = Paginator(standing_in(request.user), PAGE).get_page(request.GET.get("page"))
    return render(
        request, "evaluation/deputies/units.html", {"page_obj": page, "today": clock.today(), "tab": "now"}
    )


@require_safe
def deputies_history(request: SignedIn) -> HttpResponse:
    """Who named whom, when and why, in the units of this reader."""
    _demand_overseer(request.user)
    context = _history(request, history_in(request.user)) | {"tab": "history"}
    return render(request, "evaluation/deputies/history.html", context)


def _demand_overseer(user: User) -> None:
    if not reads_stand_ins(user):
        raise PermissionDenied(
            "Trang này dành cho cơ quan tham mưu tổ chức cán bộ, Ban Tổ chức Tỉnh ủy và cơ quan kiểm tra, giám sát."
        )


def _history(request: SignedIn, entries: QuerySet[StandInEntry]) -> dict[str, object]:
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    return {"page_obj": page, "entries": told(page.object_list)}


def _name_page(request: SignedIn, held: Mandate, form: NameForm, refusal: Refusal | None) -> HttpResponse:
    besides = User.objects.filter(pk__in=holders_of(held) - {held.user_id}).order_by("full_name", "pk")
    context = {"form": form, "held": held, "besides": besides, "kept": KEPT.get(held.duty, "")}
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/deputies/name.html", context, status=code)
