"""The queue of those who appraise."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evaluation.forms.marks_queue import QueueForm
from evaluation.models import Dossier
from evaluation.periods import chosen
from evaluation.summaries.queue import queue, ready, row_of, units_of

A_PAGE = 50


@require_GET
def appraisals(request: HttpRequest) -> HttpResponse:
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
