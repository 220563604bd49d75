"""Where the QR code of a paper leads: whether the paper and the record agree."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cadres.requests import SignedIn
from evaluation.archive.models import Seal
from evaluation.archive.tells.kinds import KINDS
from evaluation.archive.tells.papers import paper_of


@require_safe
def seal(request: SignedIn, code: str) -> HttpResponse:
    """`code` as the paper prints it: the seal's number, and the first digits of what was sealed.

    Whoever may not see the row learns nothing, not even that there is such a seal; that the row is gone is told to whoever has
    the paper in hand, and knows its code.
    """
    number, _, digits = code.partition("-")
    if not (number.isdecimal() and len(number) < 19):
        raise Http404
    row = get_object_or_404(Seal, number=number)
    paper = paper_of(row, digits)
    seen = KINDS[row.kind].visible(request.user).filter(pk=row.row).exists()
    if not (seen or (paper.printed and paper.record is None)):
        raise Http404
    return render(request, "evaluation/archive/seal.html", {"seal": row, "paper": paper, "code": code})
