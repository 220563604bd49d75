"""The groups of similar posts of tier 3.1: which there are, who is in them, and moving people between them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cadres.machine import Refusal
from cadres.mandates import units_of
from evaluation.core import permissions
from evaluation.core.models import Period, SimilarGroup
from evaluation.core.periods import chosen, show
from evaluation.lists.actions import groups as deeds
from evaluation.lists.actions.regrouping import regroup
from evaluation.lists.forms.groups import GroupForm, PeopleFilter, RegroupForm
from evaluation.lists.tells import group_lines, people_of, with_reasons
from pages.answers import status
from pages.fields import ids

PAGE = 100


def may_define(user: Any) -> bool:
    """Whether this person defines the province's groups."""
    return bool(units_of(user, *permissions.DEFINE_GROUPS.duties))


@require_http_methods(["GET", "POST"])
def groups(request: HttpRequest) -> HttpResponse:
    """The groups of the chosen round, and one more."""
    _demand(request)
    period = chosen(request)
    if request.method == "GET" or period is None:
        return _all(request, period, GroupForm())
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _all(request, period, form, code=422)
    try:
        group = deeds.create_group(period, form.cleaned_data["name"], by=request.user)
    except Refusal as refusal:
        return _all(request, period, form, refusal, status(refusal))
    messages.success(request, f"Đã lập nhóm “{group}”.")
    return redirect("groups")


@require_GET
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group with its people."""
    return _one(request, _group_or_404(request, pk))


@require_POST
def group_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Its dossiers and drafts of the round follow."""
    row = _group_or_404(request, pk)
    form, was = GroupForm(request.POST), request.POST.get("was", "")
    if not form.is_valid():
        return _one(request, row, rename=form, code=422)
    try:
        deeds.rename_group(row, form.cleaned_data["name"], was=was, by=request.user)
    except Refusal as refusal:
        return _one(request, row, rename=form, refusal=refusal, code=status(refusal))
    messages.success(request, f"Nhóm “{was}” nay là “{form.cleaned_data['name']}”.")
    return redirect("group", pk)


@require_POST
def group_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever is ticked goes to another group, with a reason."""
    row = _group_or_404(request, pk)
    form, ticked = RegroupForm(request.POST, row), set(request.POST.getlist("dossier"))
    if not form.is_valid():
        return _one(request, row, form, ticked=ticked, code=422)
    to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    try:
        moved = regroup(row, ids(ticked), to=to, by=request.user, reason=reason)
    except Refusal as refusal:
        return _one(request, row, form, refusal=refusal, ticked=ticked, code=status(refusal))
    messages.success(request, f"Đã chuyển {len(moved)} đồng chí sang nhóm “{to}”.")
    return redirect("group", pk)


@require_POST
def group_place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    row, step = _group_or_404(request, pk), {"up": -1, "down": 1}.get(request.POST.get("step", ""), 0)
    return _done(request, lambda: deeds.place_group(row, step, by=request.user), "Đã sắp lại thứ tự nhóm.")


@require_POST
def group_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty one goes."""
    row = _group_or_404(request, pk)
    return _done(request, lambda: deeds.remove_group(row, by=request.user), f"Đã xóa nhóm “{row}”.")


def _demand(request: HttpRequest) -> None:
    if not may_define(request.user):
        raise PermissionDenied("Nhóm chức danh tương đồng do Ban Tổ chức, Thường trực Tỉnh ủy xác định.")


def _group_or_404(request: HttpRequest, pk: int) -> SimilarGroup:
    _demand(request)
    row = get_object_or_404(SimilarGroup.objects.select_related("period"), pk=pk)
    show(request, row.period)
    return row


def _done(request: HttpRequest, deed: Callable[[], Any], sentence: str) -> HttpResponse:
    try:
        deed()
    except Refusal as refusal:
        return _all(request, chosen(request), GroupForm(), refusal, status(refusal))
    messages.success(request, sentence)
    return redirect("groups")


def _all(
    request: HttpRequest,
    period: Period | None,
    form: GroupForm,
    refusal: Refusal | None = None,
    code: int = 200,
) -> HttpResponse:
    lines = group_lines(period) if period else []
    context = {"shown": period, "lines": lines, "form": form, "refusal": refusal}
    return render(request, "evaluation/lists/groups/groups.html", context, status=code)


def _one(
    request: HttpRequest,
    row: SimilarGroup,
    form: RegroupForm | None = None,
    *,
    rename: GroupForm | None = None,
    refusal: Refusal | None = None,
    ticked: set[str] | None = None,
    code: int = 200,
) -> HttpResponse:
    asked = PeopleFilter(request.GET)
    said = asked.cleaned_data if asked.is_valid() else {}
    people = people_of(row, said.get("q", ""), said.get("post", ""))
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    context = {
        "group": row,
        "asked": asked,
        "page_obj": page,
        "people": with_reasons(page.object_list, request.user),
        "form": form or RegroupForm(None, row),
        "rename": rename or GroupForm(initial={"name": row.name}),
        "signed": deeds.is_signed(row),
        "refusal": refusal,
        "findings": getattr(refusal, "findings", ()),
        "ticked": ticked or set(),
    }
    return render(request, "evaluation/lists/groups/group.html", context, status=code)
