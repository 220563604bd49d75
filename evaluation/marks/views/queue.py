"""The queue of those who appraise."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.requests import SignedIn
from evaluation.core.models import Dossier
from evaluation.core.periods import chosen
from evaluation.marks.forms.queue import QueueForm
from evaluation.marks.tells.queue import queue, ready, row_of, units_of

A_PAGE = 50


@require_safe
def appraisals(request: SignedIn) -> HttpResponse:
    """Those whom I may appraise in this round; those who wait for their division stand there, with the reason."""
    period = chosen(request)
    waiting = queue(request.user, period) if period else Dossier.objects.none()
    form = QueueForm(request.GET, units=units_of(waiting))
    rows = form.narrow(waiting, ready())
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    lines = [row_of(dossier) for dossier in page]
    context = {
        "period": period,
        "form": form,
        "page_obj": page,
        "lines": lines,
        "provincial": any(line["at_province"] for line in lines),
        "filtered": form.is_filtering,
    }
    return render(request, "evaluation/marks/queue.html", context)
