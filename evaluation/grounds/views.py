"""The page Căn cứ xếp loại of one dossier."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.requests import SignedIn
from evaluation.core.views.frames import dossier_frame, dossier_or_404
from evaluation.grounds.tells import grounds_of, layers_of, placed
from regulation.vocabulary import Layer


@require_safe
def grounds(request: SignedIn, pk: int) -> HttpResponse:
    """Căn cứ xếp loại, by the newest layer of marks or the one that is asked for (?lop=)."""
    row = dossier_or_404(request, pk)
    layers = layers_of(row)
    asked = next((layer for layer in layers if layer.value == request.GET.get("lop")), layers[-1])
    found = {"grounds": placed(grounds_of(row, Layer(asked)), row, request.user), "layers": layers}
    return render(request, "evaluation/grounds/grounds.html", dossier_frame(request, row, "grounds") | found)
