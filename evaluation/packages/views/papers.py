"""Papers of a package: opened, put to another part, taken out."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.files.actions import tell_opened
from evaluation.files.serving import given
from evaluation.packages.actions.papers import put_to, take_out
from evaluation.packages.forms import PartForm
from evaluation.packages.models import Package, Paper
from evaluation.packages.moves import PACKAGES
from evaluation.packages.views.packages import package_or_404, page
from pages.deeds import answer, done


@require_safe
def paper(request: SignedIn, pk: int) -> HttpResponseBase:
    """The file as it was brought; also one that was replaced since."""
    rows = Paper.objects.visible_to(request.user).select_related("file")
    file = get_object_or_404(rows, pk=pk).file
    response = given(request, file, file.stored, file.name, file.content_type)
    if response.status_code == 200:
        tell_opened(file, request.user)
    return response


@require_POST
def paper_move(request: SignedIn, pk: int) -> HttpResponse:
    """It was brought for another part than its name told."""
    row = _held(request, pk)

    def act(form: PartForm) -> HttpResponse:
        put_to(row, form.cleaned_data["item"], by=request.user)
        return done(request, f"Đã chuyển tệp “{row}”.", "package", *row.package.place)

    def again(form: PartForm, refusal: Refusal) -> HttpResponse:
        return page(request, package_or_404(request, *row.package.place), {"part": form}, refusal)

    return answer(lambda: PartForm(request.POST, row), act, again)


@require_POST
def paper_remove(request: SignedIn, pk: int) -> HttpResponse:
    row = _held(request, pk)
    try:
        take_out(row, by=request.user)
    except Refusal as refusal:
        return page(request, package_or_404(request, *row.package.place), {}, refusal)
    return done(request, f"Đã rút tệp “{row}” khỏi hồ sơ.", "package", *row.package.place)


def _held(request: SignedIn, pk: int) -> Paper:
    """A paper of a package that this person reads and sends: also one that they may not open themself."""
    packages = Package.objects.visible_to(request.user)
    rows = Paper.objects.filter(package__in=packages).select_related(
        "file", "package__unit", "package__period"
    )
    row = get_object_or_404(rows, pk=pk)
    PACKAGES.keep.demand(request.user, row.package)
    return row
