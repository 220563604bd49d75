"""One collective's result (6.3, 8.2): recorded, approved, assessed, made known."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from cadres import machine
from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.collectives import actions as deeds
from evaluation.collectives.forms import AddedForm, CollectiveForm, OpinionForm
from evaluation.collectives.gates import awaits_digital, digital_heard
from evaluation.collectives.models import CollectiveResult
from evaluation.collectives.moves import COLLECTIVES
from evaluation.collectives.permissions import OVERSEE_COLLECTIVE
from evaluation.collectives.tells import due
from evaluation.collectives.tells import result as told
from evaluation.collectives.tells.decided import decided_above
from evaluation.core.moves import asking
from evaluation.core.periods import period_of, show
from pages.deeds import answer, done, seen, status
from pages.forms import BareForm, ReasonForm
from pages.versions import both_versions, going_on, opened
from pages.words import words_of

# By what a move asks (`Move.asks`): its small form.
FORMS: dict[str, type[BareForm]] = {"nothing": BareForm, "reason": ReasonForm, "opinion": OpinionForm}
# Moves with which more is written than the move.
DEEDS: dict[machine.Move, Callable[..., CollectiveResult]] = {
    COLLECTIVES.assess_digital: deeds.assess_digital,
    COLLECTIVES.reopen: deeds.take_back,
}


@require_http_methods(["GET", "HEAD", "POST"])
def collective(request: SignedIn, unit: int, code: str) -> HttpResponse:
    """One result; whoever records it saves what was typed, or saves and puts it before the superior level at once."""
    result = _result(request, unit, code)
    if request.method != "POST":
        return _page(request, result)
    COLLECTIVES.edit.demand(request.user, result)

    def again(form: CollectiveForm, refusal: Refusal) -> HttpResponse:
        now = _result(request, unit, code)
        deed = "Trình cấp trên" if request.POST.get("act") == "submit" else ""
        chosen = both_versions(request, refusal, lambda: CollectiveForm(None, now), deed=deed)
        return chosen or _page(request, now, form=CollectiveForm(request.POST, now), refusal=refusal)

    return answer(
        lambda: CollectiveForm(request.POST, result), lambda form: _keep(request, result, form), again
    )


@require_POST
def collective_move(request: SignedIn, unit: int, code: str, move: str) -> HttpResponse:
    """Approving, returning, assessing axis 3, publishing, taking back; what was typed stays when it is refused."""
    result, made = _result(request, unit, code), asking(FORMS, COLLECTIVES.moves).get(move)
    if made is None or result.pk is None:
        raise Http404
    made.demand(request.user, result)

    def act(form: BareForm) -> HttpResponse:
        deed = DEEDS.get(made) or made.make
        deed(result, **form.said(), by=request.user, seen=seen(request))
        return done(request, made.done, "collective", unit, code)

    def again(form: BareForm, refusal: Refusal) -> HttpResponse:
        return _page(request, _result(request, unit, code), bound={move: form}, refusal=refusal)

    return answer(lambda: FORMS[made.asks](request.POST, prefix=move), act, again)


@require_POST
def collective_fields(request: SignedIn, unit: int, code: str) -> HttpResponse:
    """6.3, second sentence: deputies' fields added to what is approved already."""
    result = _result(request, unit, code)
    if result.pk is None:
        raise Http404
    COLLECTIVES.add_fields.demand(request.user, result)

    def act(form: AddedForm) -> HttpResponse:
        ground = form.ground.cleaned_data["reason"]
        deeds.add_fields(result, form.charged(), by=request.user, reason=ground, seen=seen(request))
        return done(request, COLLECTIVES.add_fields.done, "collective", unit, code)

    def again(form: AddedForm, refusal: Refusal) -> HttpResponse:
        return _page(request, _result(request, unit, code), added=form, refusal=refusal)

    asked = [one for one in due.deputies_of(result) if f"field-{one.pk}-name" in request.POST]
    return answer(lambda: AddedForm(request.POST, asked), act, again)


def _result(request: SignedIn, unit: int, code: str) -> CollectiveResult:
    """The one that this person may open, else 404."""
    period = period_of(code)
    show(request, period)
    result = due.result_for(request.user, unit, period)
    if result is None:
        raise Http404
    return result


def _keep(request: SignedIn, result: CollectiveResult, form: CollectiveForm) -> HttpResponse:
    kept = deeds.save_result(
        result.unit,
        result.period,
        form.values(),
        fields=form.charged(),
        **form.head.cleaned_data,
        by=request.user,
        seen=seen(request),
    )
    said = COLLECTIVES.edit.done
    if request.POST.get("act") == "submit":
        deeds.submit(kept, by=request.user)
        said = f"Đã trình cấp trên phê duyệt ({result.unit.parent})."
    return done(request, said, "collective", result.unit_id, result.period.code)


def _page(
    request: SignedIn,
    result: CollectiveResult,
    *,
    form: CollectiveForm | None = None,
    bound: Mapping[str, BareForm] | None = None,
    added: AddedForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    moves, rows = COLLECTIVES.available(result, request.user), told.table(result)
    open_now = moves.values()
    kept = going_on(request, result, refusal)
    fresh = CollectiveForm(None, result) if COLLECTIVES.edit in open_now and not form else None
    context = {
        "result": result,
        "rows": rows,
        "fields": told.fields(result, request.user),
        "bearing": told.bearing(result, rows[-1]),
        "waiting": told.waiting_for(result, steering=due.steering_sits()),
        "decided_above": decided_above(result, request.user) if COLLECTIVES.reopen in open_now else "",
        "moves": moves,
        "form": form or fresh,
        "form_version": kept if form else opened(result.version, fresh or ()),
        "kept": kept,
        "refusal": str(refusal or ""),
        "findings": refusal.findings if refusal else (),
    }
    adding, gone = _adding(result, moves, added)
    context |= _answers(result, moves, bound or {}) | _history(request, result)
    context |= {
        "adding": adding,
        "left": gone or context["left"],
        "errors": [line for typed in (form, adding) if typed for line in typed.errors()],
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/collectives/result.html", context, status=code)


def _answers(
    result: CollectiveResult, moves: Mapping[str, machine.Move], bound: Mapping[str, BareForm]
) -> dict[str, object]:
    """The forms of the moves that are open, and what stands in the way of approving."""
    asked = {name: FORMS[move.asks] for name, move in asking(FORMS, moves).items()}
    approves = COLLECTIVES.approve in moves.values()
    return {
        "forms": {name: bound.get(name) or form(prefix=name) for name, form in asked.items()},
        "left": [line for name, form in bound.items() if name not in moves for line in words_of(form)],
        "typed": next(iter(bound.values()), None),
        "awaits_digital": bool(result.pk) and awaits_digital(result),
        "in_the_way": list(digital_heard(result)) if approves else (),
    }


def _adding(
    result: CollectiveResult, moves: Mapping[str, machine.Move], typed: AddedForm | None
) -> tuple[AddedForm | None, list[tuple[str, str]]]:
    """The fields that may be added, as they were typed; and what was typed of others, as words."""
    missing = due.deputies_without_field(result) if COLLECTIVES.add_fields in moves.values() else []
    if typed and missing and {field.deputy for field in typed.fields} == set(missing):
        return typed, []
    return AddedForm(None, missing) if missing else None, words_of(typed)


def _history(request: SignedIn, result: CollectiveResult) -> dict[str, object]:
    """For those who hold a duty over the unit; what is made known to everybody is the result alone."""
    if not result.pk or not OVERSEE_COLLECTIVE.allows(request.user, result):
        return {}
    history = list(result.history.select_related("by", "on_behalf_of"))
    return {"history": told.told(history), "sent_back": told.sent_back(result, history)}
