"""Bảng của tỉnh (3.1): all proposals by groups on one page; the marked are put before whoever appraises or decides them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cadres.mandates import holds
from cadres.models import Duty
from cadres.requests import SignedIn
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.periods import at, chosen
from evaluation.core.road import DOSSIERS
from evaluation.core.steps import Stage
from evaluation.lists import listing
from evaluation.lists.forms.province import TableFilter
from evaluation.lists.views.parts import NOBODY_WAITS, parts_page
from pages.fields import ids

PAGE = 50
NONE_TICKED = "Chưa chọn đồng chí nào."


@require_safe
def province_table(request: SignedIn) -> HttpResponse:
    """Everybody of tier 3.1 in the chosen round; a deed is offered where somebody here waits for it."""
    _demand(request)
    period = chosen(request)
    groups = list(period.groups.all()) if period else []
    form = TableFilter(request.GET, groups)
    everybody = listing.people_of_province(period, request.user) if period else Dossier.objects.none()
    page = Paginator(form.apply(everybody), PAGE).get_page(request.GET.get("page"))
    lines = listing.table_lines(page.object_list)
    turns = {line.turn for line in lines}
    glances = listing.groups_of_province(period, request.user) if period else []
    context = {
        "shown": period,
        "form": form,
        "page_obj": page,
        "lines": lines,
        "glances": glances,
        "over": sum(glance.counted.blocking.over and not glance.hides for glance in glances),
        "appraises": "appraise" in turns and holds(request.user, Duty.PROVINCIAL_ORGANISATION),
        "decides": "decide" in turns and holds(request.user, Duty.PROVINCIAL_SECRETARIAT),
    }
    return render(request, "evaluation/lists/province/table.html", context)


@require_POST
def province_choose(request: SignedIn) -> HttpResponse:
    """What was marked, before anything happens to it: who can be appraised or decided, and why the others cannot."""
    _demand(request)
    period = chosen(request)
    marked = Dossier.objects.visible_to(request.user).filter(pk__in=ids(request.POST.getlist("dossier")))
    people = list(marked.filter(period=period).for_rows().select_related("group").in_order())
    if not (period and people):
        messages.error(request, NONE_TICKED)
        return redirect("province_table")
    if request.POST.get("act") == "decide":
        return _decide(request, period, people)
    return _appraise(request, period, people)


def _demand(request: SignedIn) -> None:
    if not holds(request.user, *permissions.READ_ANSWERABILITY.duties):
        raise PermissionDenied("Bảng của tỉnh dành cho Ban Tổ chức, Thường trực Tỉnh ủy và kiểm tra.")


def _appraise(request: SignedIn, period: Period, people: list[Dossier]) -> HttpResponse:
    """Before the appraisal of many, which is made of all or of none: those whose turn it is, from the versions shown."""
    may = DOSSIERS.province_appraise
    able = [one for one in people if may.open_to(request.user, one)]
    left = [(one, (_why_not(request, one),)) for one in people if one not in able]
    prefetch_related_objects(able, "assessments", "rows__rating_list")
    context = {"able": listing.table_lines(able), "left": left, "shown": period}
    return render(request, "evaluation/lists/province/appraise.html", context)


def _why_not(request: SignedIn, dossier: Dossier) -> str:
    turn = dossier.stage in DOSSIERS.province_appraise.source
    right = DOSSIERS.province_appraise.allows(request.user, dossier)
    if turn and not right and not permissions.INTERESTED.allows(request.user, dossier):
        return "việc thẩm định thuộc Ban Tổ chức Tỉnh ủy."
    return listing.why_not(dossier, request.user)


def _decide(request: SignedIn, period: Period, people: list[Dossier]) -> HttpResponse:
    waiting = any(one.stage == Stage.PROVINCE_APPRAISED for one in people)
    if not (waiting and holds(request.user, Duty.PROVINCIAL_SECRETARIAT)):
        messages.error(request, NOBODY_WAITS)
        return redirect(at("province_table", period))
    return parts_page(request, period, {one.pk for one in people})
