"""One package: what it consists of, what is missing and who owes it, and all that was sent."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cadres.machine import Refusal
from cadres.models import Unit
from cadres.requests import SignedIn
from evaluation.core.periods import period_of, show
from evaluation.packages.forms import GiveBackForm, PartForm, SendForm
from evaluation.packages.models import Package, Paper, Sending
from evaluation.packages.moves import PACKAGES
from evaluation.packages.permissions import READ_PACKAGE
from evaluation.packages.stages import BY_SLUG, HANDED_OVER, Outcome
from evaluation.packages.tells.checklist import Checklist, checklist_of, papers_of
from evaluation.packages.tells.story import history_of
from evaluation.packages.tells.windows import closes_at, extension_url, is_overdue, refuses, remedy
from pages.deeds import status, told
from pages.forms import BareForm, ReasonForm
from pages.versions import going_on, opened


@require_safe
def package(request: SignedIn, unit: int, code: str, slug: str) -> HttpResponse:
    """The checklist with everything beside it: three clicks from the home page to a package sent."""
    return page(request, package_or_404(request, unit, code, slug))


@require_safe
def sending(request: SignedIn, pk: int) -> HttpResponse:
    """One sending: its receipt, and the manifest with the digest of every part, as it was handed over."""
    rows = Sending.objects.filter(package__in=Package.objects.visible_to(request.user))
    joined = rows.select_related("package__unit", "package__period", "by", "answered_by")
    row = get_object_or_404(joined, pk=pk)
    show(request, row.package.period)
    context = {"sending": row, "package": row.package, "parts": row.manifest["parts"]}
    return render(request, "evaluation/packages/sending.html", context)


def package_or_404(request: SignedIn, unit: int, code: str, slug: str) -> Package:
    """The package, be there a row of it or not, if this person may read it: by its place, what is kept of it is read later."""
    period, nature = period_of(code), BY_SLUG.get(slug)
    if nature is None:
        raise Http404
    here = get_object_or_404(Unit.objects.select_related("parent"), pk=unit)
    row = Package(period=period, unit=here, kind=nature.kind.value)
    prefetch_related_objects([period], "policies", "extensions")
    if not READ_PACKAGE.allows(request.user, row):
        raise Http404
    show(request, period)
    return row


def page(
    request: SignedIn,
    row: Package,
    bound: dict[str, BareForm] | None = None,
    refusal: Refusal | None = None,
    *,
    kept: bool = False,
) -> HttpResponse:
    """As it stands; after a refusal with everything typed. `kept`: the files that came along are in it all the same."""
    checklist = checklist_of(row)
    row = checklist.package
    forms = {
        "send": SendForm(None, None, owed(checklist)),
        "give_back": GiveBackForm(None, checklist.lines),
        "take_back": ReasonForm(None, prefix="take_back"),
    }
    context = {
        "package": row,
        "checklist": checklist,
        "forms": forms | (bound or {}),
        "refusal": told(refusal) or _wrong_with(bound or {}),
        "findings": refusal.findings if refusal else (),
        "kept": kept,
        "at_rest": checklist.is_handed_over and not (checklist.differences or refusal or kept),
        "version": opened(row.version) if kept else going_on(request, row, refusal),
        **_window(request, row),
        **_rights(request, checklist),
        **_papers(request, checklist),
    }
    code = status(refusal) if refusal else 200
    return render(request, "evaluation/packages/package.html", context, status=code)


def _wrong_with(bound: dict[str, BareForm]) -> Refusal | None:
    """Said above, too, in the form's own words: the page as it stands by now may have no place for that form."""
    wrong = [str(sentence) for form in bound.values() for of in form.errors.values() for sentence in of]
    return Refusal(" ".join(wrong)) if wrong else None


def owed(checklist: Checklist) -> list[str]:
    """Which words the sender owes as the package stands."""
    row, names = checklist.package, []
    if checklist.asking:
        names.append("rest_reason")
    if checklist.is_handed_over:
        names.append("reason")
    if _arrives_late(checklist) and not refuses(row):
        names.append("late_reason")
    return names


def _arrives_late(checklist: Checklist) -> bool:
    """What came once in time stays so, whatever is mended after a return."""
    last = checklist.contents.last
    return is_overdue(checklist.package) and (last is None or last.outcome == Outcome.TAKEN_BACK)


def _window(request: SignedIn, row: Package) -> dict[str, Any]:
    late = is_overdue(row) and row.stage not in HANDED_OVER
    return {
        "closes_at": closes_at(row),
        "overdue": late,
        "refuses": late and refuses(row),
        "remedy": remedy(row) if late else "",
        "extension_url": extension_url(row, request.user) if late else "",
    }


def _rights(request: SignedIn, checklist: Checklist) -> dict[str, Any]:
    row = checklist.package
    return {
        "sends": PACKAGES.send.allows(request.user, row),
        "moves": PACKAGES.available(row, request.user),
        "sendings": checklist.contents.sendings,
        "entries": history_of(row) if row.pk else (),
        "place": reverse("package", args=row.place),
    }


def _papers(request: SignedIn, checklist: Checklist) -> dict[str, Any]:
    """Those in it, which of them this reader may open, and each with the form that puts it to another part."""
    papers = papers_of(checklist.contents)
    keys = [paper.pk for paper in papers]
    readable = set(Paper.objects.visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    shown = [(paper, paper.pk in readable, PartForm(None, paper)) for paper in papers]
    return {"papers": shown}
