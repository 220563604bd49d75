"""What is done with a package: sent with its papers in one act, received, returned, taken back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.packages.actions import receiving
from evaluation.packages.actions.handing import send
from evaluation.packages.actions.papers import bring
from evaluation.packages.forms import GiveBackForm, SendForm
from evaluation.packages.models import Package
from evaluation.packages.moves import PACKAGES
from evaluation.packages.tells.checklist import checklist_of, whole
from evaluation.packages.tells.expected import expected_of
from evaluation.packages.tells.items import lines
from evaluation.packages.views.packages import owed, package_or_404, page
from pages.deeds import answer, done, seen
from pages.forms import BareForm, ReasonForm


class NotTaken(Refusal):
    """A file is none that is taken: whatever else came along is kept, and nothing is sent."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))


class NoFile(Refusal):
    """The button that brings files was pressed without one."""

    def __init__(self) -> None:
        super().__init__("Chưa chọn tệp nào.")


@require_POST
def package_send(request: SignedIn, unit: int, code: str, slug: str) -> HttpResponse:
    """Keep the files that came along, then send; where it is not sent they are kept all the same, and the page says why."""
    row = package_or_404(request, unit, code, slug)
    PACKAGES.send.demand(request.user, row)
    opened, expected = seen(request), expected_of(row) if request.FILES else {}
    form = SendForm(request.POST, request.FILES, owed(checklist_of(row)), expected)
    form.is_valid()
    goes_on = bring(row, form.brought, by=request.user, opened=opened) if form.brought else opened
    try:
        return _sent_or_kept(request, row, form, opened, goes_on)
    except Refusal as refusal:
        kept = goes_on != opened
        return page(request, package_or_404(request, unit, code, slug), {"send": form}, refusal, kept=kept)


def _sent_or_kept(request: SignedIn, row: Package, form: SendForm, opened: int, seen: int) -> HttpResponse:
    if form.unfit:
        raise NotTaken(form.unfit)
    if "keep" in request.POST:
        if not form.brought:
            raise NoFile
        return done(request, f"Đã đưa {len(form.brought)} tệp vào hồ sơ; chưa gửi.", "package", *row.place)
    if form.errors:
        raise Refusal(" ".join(str(sentence) for of in form.errors.values() for sentence in of))
    sent = send(row, by=request.user, opened=opened, seen=seen, said=form.words())
    return done(request, f"Đã gửi hồ sơ. Biên nhận số {sent.receipt}.", "sending", sent.pk)


@require_POST
def package_receive(request: SignedIn, unit: int, code: str, slug: str) -> HttpResponse:
    return _act(request, package_or_404(request, unit, code, slug), "receive", receiving.receive)


@require_POST
def package_give_back(request: SignedIn, unit: int, code: str, slug: str) -> HttpResponse:
    """Return it with a reason beside each part that is to be mended."""
    return _act(request, package_or_404(request, unit, code, slug), "give_back", receiving.give_back)


@require_POST
def package_take_back(request: SignedIn, unit: int, code: str, slug: str) -> HttpResponse:
    return _act(request, package_or_404(request, unit, code, slug), "take_back", receiving.take_back)


def _act(request: SignedIn, row: Package, name: str, deed: Callable[..., Package]) -> HttpResponse:
    move = PACKAGES.moves[name]
    move.demand(request.user, row)

    def act(form: BareForm) -> HttpResponse:
        deed(_made(row), **form.said(), by=request.user, seen=seen(request))
        return done(request, getattr(move, "done", ""), "package", *row.place)

    def again(form: BareForm, refusal: Refusal) -> HttpResponse:
        return page(request, package_or_404(request, *row.place), {name: form}, refusal)

    return answer(lambda: _form(name, request.POST, row), act, again)


def _form(name: str, data: Any, row: Package) -> BareForm:
    if name == "give_back":
        return GiveBackForm(data, lines(whole(row)))
    return ReasonForm(data, prefix=name) if name == "take_back" else BareForm(data)


class NothingSent(Refusal):
    def __init__(self) -> None:
        super().__init__("Hồ sơ này chưa được gửi lần nào.")


def _made(row: Package) -> Package:
    """The row of it; what was never kept cannot have been sent."""
    made = Package.objects.filter(period=row.period, unit=row.unit, kind=row.kind).first()
    if made is None:
        raise NothingSent
    return made
