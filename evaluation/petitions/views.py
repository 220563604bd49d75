"""Kiến nghị: put by whoever was judged, answered by the level that decided, and all of a round's on one page."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.models.publication import petitions_close_at
from evaluation.core.periods import chosen, show
from evaluation.core.stages import PetitionStage
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.files.actions import tell_opened
from evaluation.files.serving import given
from evaluation.petitions import actions as deeds
from evaluation.petitions.forms import PetitionForm
from evaluation.petitions.models import Petition, PetitionFile
from evaluation.petitions.moves import PETITIONS
from evaluation.petitions.tells import of_round, why_none
from pages.deeds import answer, done, seen, status
from pages.forms import BareForm, ReasonForm
from pages.versions import going_on
from pages.words import words_of

PAGE = 50
# What ends a petition: what it asks for, and the deed.
ENDS: dict[str, tuple[type[BareForm], Callable[..., Petition]]] = {
    PETITIONS.uphold.name: (ReasonForm, deeds.uphold),
    PETITIONS.take_up.name: (ReasonForm, deeds.take_up),
    PETITIONS.withdraw.name: (BareForm, deeds.withdraw),
}


@require_safe
def petitions(request: SignedIn) -> HttpResponse:
    """Every petition of the chosen round that this person may see: whose, until when it is to be answered, how it was."""
    period = chosen(request)
    rows = of_round(period, request.user) if period else Petition.objects.none()
    asked = [stage for stage in PetitionStage.values if stage == request.GET.get("stage")]
    page = Paginator(rows.filter(stage__in=asked) if asked else rows, PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "shown": period, "narrowed": bool(asked)}
    return render(request, "evaluation/petitions/petitions.html", context)


@require_safe
def petition(request: SignedIn, pk: int) -> HttpResponse:
    """What its person objected to in one dossier, the answers; whoever may put or answer one does so here."""
    return _page(request, dossier_or_404(request, pk))


@require_POST
def petition_put(request: SignedIn, pk: int) -> HttpResponse:
    """The person objects; what was typed stays when it is refused."""
    dossier = dossier_or_404(request, pk)
    PETITIONS.put.demand(request.user, dossier)

    def act(form: PetitionForm) -> HttpResponse:
        deeds.put(dossier, **form.said(), by=request.user)
        return done(request, PETITIONS.put.done, "petition", pk)

    def again(form: PetitionForm, refusal: Refusal) -> HttpResponse:
        return _page(request, dossier_or_404(request, pk), form, refusal)

    form = PetitionForm(request.POST, request.FILES)
    form.is_valid()  # files are looked into before the transaction begins, for that takes its time
    return answer(lambda: form, act, again)


@require_safe
def petition_file(request: SignedIn, pk: int) -> HttpResponseBase:
    """A file of a petition as it was brought, to whoever sees the petition."""
    rows = PetitionFile.objects.visible_to(request.user).select_related("file")
    file = get_object_or_404(rows, pk=pk).file
    response = given(request, file, file.stored, file.name, file.content_type)
    if response.status_code == 200:
        tell_opened(file, request.user)
    return response


@require_POST
def petition_move(request: SignedIn, pk: int, move: str) -> HttpResponse:
    """Let the result stand, or reopen the dossier, each with its reason; or take the petition back."""
    row = get_object_or_404(Petition.objects.visible_to(request.user).for_rows(), pk=pk)
    if move not in ENDS:
        raise Http404
    show(request, row.decision.dossier.period)
    (kind, deed), made = ENDS[move], PETITIONS.moves[move]
    made.demand(request.user, row)

    def act(form: BareForm) -> HttpResponse:
        deed(row, **form.said(), by=request.user, seen=seen(request))
        return done(request, getattr(made, "done", ""), "petition", row.decision.dossier_id)

    def again(form: BareForm, refusal: Refusal) -> HttpResponse:
        return _page(request, dossier_or_404(request, row.decision.dossier_id), form, refusal, (row.pk, move))

    return answer(lambda: kind(request.POST, prefix=f"{move}-{pk}"), act, again)


def _page(
    request: SignedIn,
    dossier: Dossier,
    typed: BareForm | None = None,
    refusal: Refusal | None = None,
    into: tuple[int, str] | None = None,
) -> HttpResponse:
    """`typed` comes back from the form of a new petition, or `into` one of those that end a petition, by its key and move."""
    rows = (
        Petition.objects.filter(decision__dossier=dossier)
        .select_related("decision")
        .defer("decision__snapshot")
        .prefetch_related("attached__file")
    )
    lines = [(row, _ends(request, row, dossier, typed if into else None, into)) for row in rows]
    standing = any(
        row.decision.superseded_at is None and row.stage != PetitionStage.WITHDRAWN for row in rows
    )
    why = why_none(dossier, request.user)
    form = (typed if typed and not into else PetitionForm()) if why is None and not standing else None
    shown = [form, *(end for _, ends in lines for _, end in ends)]
    context = dossier_frame(request, dossier, "petition") | {
        "lines": lines,
        "form": form,
        "why_none": why or "",
        "petitions_close_at": petitions_close_at(dossier),
        "typed": typed,
        "left": words_of(typed) if typed and typed not in shown else [],
        "kept": going_on(request, dossier, refusal),
        "refusal": refusal,
        "findings": refusal.findings if refusal else (),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/petitions/petition.html", context, status=code)


def _ends(
    request: SignedIn, row: Petition, dossier: Dossier, typed: BareForm | None, into: tuple[int, str] | None
) -> list[tuple[object, BareForm]]:
    """The moves by which this reader may end it, each with its form."""
    row.decision.dossier = dossier
    moves = PETITIONS.available(row, request.user)
    return [
        (moves[name], typed if typed and into == (row.pk, name) else kind(prefix=f"{name}-{row.pk}"))
        for name, (kind, _) in ENDS.items()
        if name in moves
    ]
