"""A later window: asked for where it closed, answered by who may, and all of a round's on one page."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Extension
from evaluation.core.models.extensions import EXTENDED
from evaluation.core.periods import chosen, period_of, show
from evaluation.core.permissions import ASK_EXTENSION, EXTEND
from evaluation.core.stages import ExtensionStage
from evaluation.core.tells.extensions import PROVINCE, draft, extender, told
from evaluation.core.views.frames import dossier_or_404
from evaluation.extensions import actions as deeds
from evaluation.extensions.forms import GrantForm, PersonForm, UnitForm
from evaluation.extensions.moves import EXTENSIONS
from evaluation.extensions.tells import of_round, units_to_extend
from pages.deeds import answer, done, seen, status
from pages.forms import BareForm, ReasonForm
from pages.versions import going_on
from pages.words import words_of
from regulation.deadlines import Window

PAGE = 50
NOT_YOURS = (
    "Chỉ cán bộ, cơ quan tham mưu của đơn vị xin gia hạn; lãnh đạo đơn vị, Ban Tổ chức Tỉnh ủy gia hạn."
)
OF_UNITS_BY = f"Lãnh đạo đơn vị (trong hạn của kỳ) hoặc {PROVINCE}"
ANSWERS: dict[str, Callable[..., Extension]] = {
    EXTENSIONS.grant.name: deeds.grant,
    EXTENSIONS.refuse.name: deeds.refuse,
    EXTENSIONS.withdraw.name: deeds.withdraw,
    EXTENSIONS.take_back.name: deeds.take_back,
}


@require_safe
def extensions(request: SignedIn) -> HttpResponse:
    """Every extension of the chosen round that this person may see: for whom, until when, why, who answered."""
    period = chosen(request)
    rows = of_round(period, request.user) if period else Extension.objects.none()
    asked = [stage for stage in ExtensionStage.values if stage == request.GET.get("stage")]
    found = rows.filter(stage__in=asked) if asked else rows
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    units = units_to_extend(request.user).exists()
    context = {"page_obj": page, "shown": period, "narrowed": bool(asked), "may_begin": units}
    return render(request, "evaluation/extensions/extensions.html", context)


@require_safe
def extension(request: SignedIn, pk: int) -> HttpResponse:
    """One extension: the request, its window, who answered; whoever may answer it does so here."""
    return _page(request, _seen(request, pk))


@require_POST
def extension_answer(request: SignedIn, pk: int, move: str) -> HttpResponse:
    """Grant it, until the day asked for or another one; refuse or withdraw it with a reason."""
    row = _seen(request, pk)
    if move not in ANSWERS:
        raise Http404
    made = EXTENSIONS.moves[move]
    made.demand(request.user, row)

    def act(form: BareForm) -> HttpResponse:
        ANSWERS[move](row, **form.said(), by=request.user, seen=seen(request))
        return done(request, getattr(made, "done", ""), "extension", pk)

    return answer(
        lambda: _answering(row, request.POST)[move],
        act,
        lambda form, refusal: _page(request, _seen(request, pk), {move: form}, refusal),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def extension_person(request: SignedIn, pk: int, window: str) -> HttpResponse:
    """For one person, reached from where their window closed."""
    if window not in EXTENDED:
        raise Http404
    dossier = dossier_or_404(request, pk)
    row = draft(period=dossier.period, window=window, dossier=dossier)
    if not _may_begin(request, row):
        raise PermissionDenied(NOT_YOURS)
    if request.method != "POST":
        if waiting := row.alike().filter(stage__in=EXTENSIONS.ask.source).first():
            return redirect("extension", waiting.pk)
        return _form_page(request, row, PersonForm())
    return _begin(request, row, lambda: PersonForm(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
def extension_unit(request: SignedIn, code: str) -> HttpResponse:
    """For all people of one unit in a round."""
    period, units = period_of(code), units_to_extend(request.user)
    show(request, period)
    if not (unit := units.first()):
        raise PermissionDenied(NOT_YOURS)
    row = draft(period=period, window=EXTENDED[-1].value, unit=unit)
    if request.method != "POST":
        return _form_page(request, row, UnitForm(None, units))
    return _begin(request, row, lambda: UnitForm(request.POST, units))


def _begin(request: SignedIn, row: Extension, form: Callable[[], PersonForm]) -> HttpResponse:
    """Granted at once by who may until that day, else asked of them."""

    def act(form: PersonForm) -> HttpResponse:
        for name, value in form.said().items():
            setattr(row, name, value)
        move = EXTENSIONS.grant if EXTEND.allows(request.user, row) else EXTENSIONS.ask
        if not move.allows(request.user, row):
            raise deeds.BeyondRound(row)
        made = (deeds.give if move is EXTENSIONS.grant else deeds.ask)(row, by=request.user)
        return done(request, move.done, "extension", made.pk)

    def again(form: PersonForm, refusal: Refusal) -> HttpResponse:
        if isinstance(refusal, deeds.AlreadyAsked) and refusal.tells_of(row):
            return redirect("extension", refusal.waiting.pk)
        return _form_page(request, row, form, refusal)

    return answer(form, act, again)


def _may_begin(request: SignedIn, row: Extension) -> bool:
    return EXTEND.allows(request.user, row) or ASK_EXTENSION.allows(request.user, row)


def _form_page(
    request: SignedIn, row: Extension, form: PersonForm, refusal: Refusal | None = None
) -> HttpResponse:
    grants = EXTEND.allows(request.user, row)
    context = {
        "row": row,
        "form": form,
        "button": EXTENSIONS.grant.label if grants else EXTENSIONS.ask.label,
        "grants": grants,
        "who": extender(row.dossier, Window(row.window)) if row.dossier else OF_UNITS_BY,
        "refusal": refusal,
        "findings": refusal.findings if refusal else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/extensions/ask.html", context, status=code)


def _seen(request: SignedIn, pk: int) -> Extension:
    row = get_object_or_404(Extension.objects.visible_to(request.user).for_rows(), pk=pk)
    show(request, row.period)
    return row


def _answering(row: Extension, data: Any = None) -> dict[str, BareForm]:
    reasons = (name for name in ANSWERS if name != EXTENSIONS.grant.name)
    return {"grant": GrantForm(data, row)} | {name: ReasonForm(data, prefix=name) for name in reasons}


def _page(
    request: SignedIn,
    row: Extension,
    bound: dict[str, BareForm] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    forms, typed = _answering(row) | (bound or {}), next(iter((bound or {}).values()), None)
    moves = EXTENSIONS.available(row, request.user)
    entries = row.history.select_related("by", "on_behalf_of", "extension__unit", "extension__dossier__cadre")
    context = {
        "row": row,
        "who": extender(row.dossier, Window(row.window)) if row.dossier and row.is_asked else "",
        "forms": [(move, forms[name]) for name, move in moves.items() if name in ANSWERS],
        "typed": typed,
        "left": words_of(typed) if typed and not set(bound or {}) & moves.keys() else [],
        "entries": told(entries.order_by("-pk")),
        "version": going_on(request, row, refusal),
        "refusal": refusal,
        "findings": refusal.findings if refusal else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/extensions/extension.html", context, status=code)
