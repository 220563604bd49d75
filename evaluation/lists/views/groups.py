"""The groups of similar posts of tier 3.1: which there are, who is in them, and moving people between them."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres.machine import Refusal
from cadres.mandates import holds
from cadres.models import User
from cadres.requests import SignedIn
from evaluation.core.models import Period, SimilarGroup
from evaluation.core.periods import NoRound, at, chosen, sent_for, show
from evaluation.lists.actions import groups as deeds
from evaluation.lists.actions.regrouping import regroup
from evaluation.lists.forms.groups import GroupForm, PeopleFilter, RegroupForm
from evaluation.lists.tells import group_lines, people_of, with_reasons
from evaluation.policies.permissions import DEFINE_GROUPS
from pages.deeds import Gone, answer, done, status, told
from pages.fields import ids
from pages.forms import BareForm, ReasonForm

PAGE = 100


def may_define(user: User) -> bool:
    """Whether this person defines the province's groups."""
    return holds(user, *DEFINE_GROUPS.duties)


@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: SignedIn) -> HttpResponse:
    """The groups of the chosen round, and one more."""
    _demand(request)
    if request.method != "POST":
        return _all(request, chosen(request), GroupForm())
    return answer(
        lambda: GroupForm(request.POST),
        lambda form: _create(request, sent_for(request), form),
        lambda form, refusal: _all(request, _meant(request), form, refusal),
    )


@require_safe
def group(request: SignedIn, pk: int) -> HttpResponse:
    """One group with its people."""
    return _one(request, _group_or_404(request, pk))


@require_POST
def group_rename(request: SignedIn, pk: int) -> HttpResponse:
    """Its dossiers and drafts of the round are told of the new name."""
    row = _group_or_404(request, pk, lambda: GroupForm(request.POST))
    return answer(
        lambda: GroupForm(request.POST),
        lambda form: _rename(request, row, form),
        lambda form, refusal: _one(request, row, rename=form, refusal=refusal),
    )


@require_POST
def group_move(request: SignedIn, pk: int) -> HttpResponse:
    """Whoever is ticked goes to another group, with a reason."""
    row = _group_or_404(request, pk, lambda: ReasonForm(request.POST))
    return answer(
        lambda: RegroupForm(request.POST, row),
        lambda form: _move(request, row, form),
        lambda form, refusal: _one(request, row, form, refusal=refusal),
    )


@require_POST
def group_place(request: SignedIn, pk: int) -> HttpResponse:
    """One place up or down."""
    row, step = _group_or_404(request, pk), {"up": -1, "down": 1}.get(request.POST.get("step", ""), 0)
    return _do(request, row, lambda: deeds.place_group(row, step, by=request.user), "Đã sắp lại thứ tự nhóm.")


@require_POST
def group_remove(request: SignedIn, pk: int) -> HttpResponse:
    """An empty one goes."""
    row = _group_or_404(request, pk)
    return _do(request, row, lambda: deeds.remove_group(row, by=request.user), f"Đã xóa nhóm “{row}”.")


def _demand(request: SignedIn) -> None:
    if not may_define(request.user):
        raise PermissionDenied("Nhóm chức danh tương đồng do Ban Tổ chức, Thường trực Tỉnh ủy xác định.")


def _group_or_404(
    request: SignedIn, pk: int, typed: Callable[[], forms.BaseForm | None] = lambda: None
) -> SimilarGroup:
    """The group; of one that was removed meanwhile, what was typed of it."""
    _demand(request)
    row = SimilarGroup.objects.select_related("period").filter(pk=pk).first()
    if row is None:
        raise Gone(typed(), reverse("groups")) if request.method == "POST" else Http404
    show(request, row.period)
    return row


def _meant(request: SignedIn) -> Period | None:
    """The round of the form that is refused, where it names one."""
    try:
        return sent_for(request)
    except NoRound:
        return chosen(request)


def _create(request: SignedIn, period: Period, form: GroupForm) -> HttpResponse:
    made = deeds.create_group(period, form.cleaned_data["name"], by=request.user)
    return done(request, f"Đã lập nhóm “{made}”.", at("groups", period))


def _rename(request: SignedIn, row: SimilarGroup, form: GroupForm) -> HttpResponse:
    name, was = form.cleaned_data["name"], request.POST.get("was", "")
    deeds.rename_group(row, name, was=was, by=request.user)
    return done(request, f"Nhóm “{was}” nay là “{name}”.", "group", row.pk)


def _move(request: SignedIn, row: SimilarGroup, form: RegroupForm) -> HttpResponse:
    to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    moved = regroup(row, ids(request.POST.getlist("dossier")), to=to, by=request.user, reason=reason)
    return done(request, f"Đã chuyển {len(moved)} đồng chí sang nhóm “{to}”.", "group", row.pk)


def _do(request: SignedIn, row: SimilarGroup, deed: Callable[[], object], sentence: str) -> HttpResponse:
    """What is done by a button alone."""

    def act(form: BareForm) -> HttpResponse:
        deed()
        return done(request, sentence, at("groups", row.period))

    return answer(
        lambda: BareForm(request.POST),
        act,
        lambda form, refusal: _all(request, chosen(request), GroupForm(), refusal),
    )


def _all(
    request: SignedIn, period: Period | None, form: GroupForm, refusal: Refusal | None = None
) -> HttpResponse:
    lines = group_lines(period) if period else []
    context = {"shown": period, "lines": lines, "form": form, "refusal": told(refusal)}
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/lists/groups/groups.html", context, status=code)


def _one(
    request: SignedIn,
    row: SimilarGroup,
    form: RegroupForm | None = None,
    *,
    rename: GroupForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    asked = PeopleFilter(request.GET)
    said = asked.cleaned_data if asked.is_valid() else {}
    people = people_of(row, said.get("q", ""), said.get("post", ""))
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    context = {
        "group": row,
        "asked": asked,
        "page_obj": page,
        "people": with_reasons(list(page.object_list), request.user),
        "form": form or RegroupForm(None, row),
        "rename": rename or GroupForm(initial={"name": row.name}),
        "signed": deeds.is_signed(row),
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
        "ticked": set(request.POST.getlist("dossier")),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/lists/groups/group.html", context, status=code)
