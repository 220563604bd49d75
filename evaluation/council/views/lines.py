"""One line of a session, saved as it is typed: by htmx a fragment, without script the room again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cadres.machine import Refusal, Stale
from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.council.actions import note
from evaluation.council.actions.lines import NOTED
from evaluation.council.forms import LineForm
from evaluation.council.models import CouncilLine, CouncilSession
from evaluation.council.moves import LINES
from evaluation.council.tells.room import before_me, lines_of
from evaluation.council.views.room import counts, room_page
from evaluation.council.views.sessions import ended, session_or_404
from pages.deeds import answer, done, seen
from pages.versions import both_versions, going_on, opened


@require_POST
def council_line(request: SignedIn, pk: int, dossier: int) -> HttpResponse:
    """Keep what was typed of one person; whoever saves an older version gets both and chooses."""
    session = session_or_404(request, pk)
    seen_here = Dossier.objects.visible_to(request.user).filter(
        managing_unit=session.unit_id, period=session.period_id
    )
    row = get_object_or_404(seen_here.for_rows(), pk=dossier)
    LINES.note.demand(request.user, CouncilLine(session=session, dossier=row))

    def act(form: LineForm) -> HttpResponse:
        values = {name: form.cleaned_data[name] for name in NOTED}
        return _kept(request, session, note(session, row, values, by=request.user, seen=seen(request)))

    return answer(
        lambda: LineForm(request.POST, lines_of(session, [row])[row.pk]),
        act,
        lambda form, refusal: _not_kept(request, session, form, refusal),
    )


def _kept(request: SignedIn, session: CouncilSession, line: CouncilLine) -> HttpResponse:
    if not request.htmx:
        room = reverse("council", args=[session.unit_id, session.period.code])
        sentence = f"Đã lưu: đồng chí {line.dossier.cadre.full_name}."
        return done(request, sentence, f"{room}#row-{line.dossier_id}")
    people = list(before_me(session.unit, session.period, request.user).for_rows())
    noted = {number: one.rating for number, one in lines_of(session, people).items()}
    context = {"line": line, "version": opened(line.version, LineForm(None, line)), "oob": True}
    context |= counts(session, people, noted, request)
    return render(request, "evaluation/council/_kept.html", context)


def _not_kept(request: SignedIn, session: CouncilSession, form: LineForm, refusal: Refusal) -> HttpResponse:
    """By htmx beside the line, which stays as it was typed; an answer that is an error htmx would drop."""
    if request.htmx:
        context = {
            "line": form.line,
            "version": going_on(request, form.line),
            "refusal": refusal,
            "problems": form.problems(),
            "compare": isinstance(refusal, Stale),
        }
        return render(request, "evaluation/council/_state.html", context)
    session = session_or_404(request, session.pk)
    if not session.is_held:
        return ended(request, session, form, refusal)
    stored = lines_of(session, [form.line.dossier])[form.number]
    chosen = both_versions(request, refusal, lambda: LineForm(None, stored))
    return chosen or room_page(request, session.unit, session.period, refusal=refusal, typed=form)
