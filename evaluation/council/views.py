"""Bước 3: the councils for which one acts, and a council's session with one line a person."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from cadres.machine import Refusal
from cadres.mandates import holds_over, principals
from cadres.models import Unit, User
from cadres.requests import SignedIn
from evaluation.core import periods, permissions
from evaluation.core.case import Case
from evaluation.core.models import Dossier, Period
from evaluation.core.periods import period_of
from evaluation.core.steps import Stage
from evaluation.core.views.barred import keep_barred
from evaluation.council import actions as deeds
from evaluation.council.forms import CouncilForm, LineForm
from evaluation.council.models import CouncilOpinion, CouncilSession, CouncilSessionQuerySet
from evaluation.lists.actions.lists import gone
from pages.deeds import answer, done, status, told
from pages.words import words_of

PAGE = 50
READERS = permissions.READ_SESSION.duties
SITTERS = permissions.CONVENE.duties


@require_safe
def councils(request: SignedIn) -> HttpResponse:
    """The units for whose council I act, with how many wait for its opinion."""
    mine = Dossier.objects.filter(permissions.COUNCIL.q(request.user), period=periods.chosen(request))
    units = mine.values("managing_unit_id", "managing_unit__name", "managing_unit__order").annotate(
        waiting=Count("pk", filter=Q(stage=Stage.APPRAISED)),
        heard=Count("pk", filter=Q(council_opinion__isnull=False) & ~Q(stage=Stage.APPRAISED)),
        everybody=Count("pk"),
    )
    busy_first = units.order_by("-waiting", "managing_unit__order", "managing_unit_id")
    page = Paginator(busy_first, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "evaluation/council/councils.html", {"page_obj": page, "shown": periods.chosen(request)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def council(request: SignedIn, unit: int, code: str) -> HttpResponse:
    """A council's sessions, and the lines that wait for its opinion; all chosen lines are kept or none."""
    here, period = get_object_or_404(Unit.objects.without_tree_fields(), pk=unit), period_of(code)
    if not holds_over(request.user, here.pk, *READERS):
        raise Http404
    periods.show(request, period)
    sits = holds_over(request.user, here.pk, *SITTERS)
    if request.method != "POST":
        return _page(request, here, period, sits)
    if not sits:
        raise PermissionDenied("Đồng chí không có quyền ghi ý kiến của hội đồng này.")
    form = _form(request, here, period, judged=False)
    if form.missing:
        keep_barred(request, form.missing, permissions.RECORD_COUNCIL)
        return _page(request, here, period, sits, gone(form.missing, request.user, "hội đồng này"))
    return answer(
        lambda: form,
        lambda form: _record(request, here, period, form),
        lambda form, refusal: _page(request, here, period, sits, refusal),
    )


def _record(request: SignedIn, unit: Unit, period: Period, form: CouncilForm) -> HttpResponse:
    if not form.opinions():
        raise NobodyChosen
    session = form.session.session_of(unit, period)
    if session._state.adding:
        deeds.hold_session(session, by=request.user)
    heard = deeds.record_opinions(session, form.opinions(), by=request.user, seen=form.versions())
    sentence = f"Đã ghi ý kiến hội đồng về {len(heard)} đồng chí."
    return done(request, sentence, "council", unit.pk, period.code)


class NobodyChosen(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa chọn đồng chí nào để ghi ý kiến.")


def _form(request: SignedIn, unit: Unit, period: Period, *, judged: bool = True) -> CouncilForm:
    """The lines that wait, with what was sent; a deed reads the law itself, so that nothing is gathered for it here."""
    waiting = Dossier.objects.filter(
        permissions.RECORD_COUNCIL.q(request.user), managing_unit=unit, period=period, stage=Stage.APPRAISED
    )
    sessions = CouncilSession.objects.filter(unit=unit, period=period).select_related("unit")
    everybody = request.method != "POST" and request.GET.get("tick") == "all"
    lines = waiting.with_facts() if judged else waiting.for_rows()
    data = request.POST if request.method == "POST" else None
    return CouncilForm(data, sessions, lines.in_order(), ticked=everybody)


def _page(
    request: SignedIn,
    unit: Unit,
    period: Period,
    sits: bool,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "unit": unit,
        "shown": period,
        "sits": sits,
        "sessions": _sessions(request.user, unit, period),
        "refusal": told(refusal),
        "findings": refusal.findings if refusal else (),
    }
    if sits:
        form = _form(request, unit, period)
        for line in form.lines:
            line.goes_on(refusal)
        lines = [(line, Case(line.dossier).verdict()) for line in form.lines]
        own = Dossier.objects.filter(
            permissions.INTERESTED.q(request.user), managing_unit=unit, period=period, stage=Stage.APPRAISED
        )
        context |= {"form": form, "lines": lines, "own": own.count(), "gone": _typed_of_gone(request, form)}
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/council/council.html", context, status=code)


def _typed_of_gone(request: SignedIn, form: CouncilForm) -> list[tuple[str, str]]:
    """What was typed of people of whom somebody else recorded the opinion meanwhile, of those whom this person may see.

    Where nobody waits any more the form is not there either: what was typed of the session is told with it.
    """
    missing = form.missing
    seen = Dossier.objects.visible_to(request.user).filter(pk__in=missing).select_related("cadre")
    people = seen.exclude(permissions.INTERESTED.q(request.user)) if missing else ()
    forms = [LineForm(request.POST, dossier) for dossier in people]
    if missing and not form.lines:
        form.session.full_clean()
        return [line for typed in (form.session, *forms) for line in words_of(typed)]
    return [line for typed in forms for line in words_of(typed)]


def _sessions(user: User, unit: Unit, period: Period) -> CouncilSessionQuerySet:
    """Past sessions with their opinions; a member sees none about themself."""
    opinions = CouncilOpinion.objects.exclude(dossier__cadre__user__in=principals(user)).select_related(
        "dossier__cadre", "dossier__unit"
    )
    shown = Prefetch("opinions", opinions.order_by("dossier__unit__order", "dossier__cadre__sort_key"))
    return (
        CouncilSession.objects.filter(unit=unit, period=period).select_related("unit").prefetch_related(shown)
    )
