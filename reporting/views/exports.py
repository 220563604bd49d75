"""Tệp xuất: one's own long files, asked for, followed, taken back and fetched. Whoever fetches is asked for their right again."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres.machine import Refusal
from cadres.requests import SignedIn
from evaluation.core.actions.viewings import keep_papers
from evaluation.core.periods import chosen, sent_for
from evaluation.files.serving import given
from pages.deeds import Incomplete, answer, done, status, told
from reporting.actions import asking
from reporting.actions.ending import KEPT
from reporting.forms import AskForm
from reporting.jobs.kinds import Kind, Scope
from reporting.jobs.offers import KINDS
from reporting.models import Export, State
from reporting.permissions import may_overlook

PAGE = 50
TAKEN = "Đã nhận yêu cầu. Tệp được tạo dần, khi xong sẽ có thông báo."
GONE = "Không có tệp này."
# What is said to whoever cancels what had ended by itself.
ENDED: dict[str, str] = {
    State.DONE: "Tệp đã tạo xong từ trước, không còn hủy được.",
    State.FAILED: "Tệp đã dừng từ trước vì không tạo được, không còn gì để hủy.",
}


@dataclass(frozen=True)
class Line:
    """A job as its owner reads it; `opens`: whether the right to what it holds is theirs still, as far as a list can tell."""

    export: Export
    name: str
    opens: bool


@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: SignedIn) -> HttpResponse:
    """What one has asked for within a week, and what else can be asked for of the chosen round."""
    if not may_overlook(request.user):
        raise PermissionDenied("Tệp xuất dành cho người theo dõi hồ sơ của đơn vị hoặc của tỉnh.")
    if request.method != "POST":
        return _page(request)
    return answer(
        lambda: _typed(request), lambda form: _ask(request, form), lambda *why: _page(request, *why)
    )


@require_POST
def export_cancel(request: SignedIn, pk: int) -> HttpResponse:
    export = asking.cancel(get_object_or_404(Export.objects.of(request.user), pk=pk), by=request.user)
    return done(request, ENDED.get(export.state, "Đã hủy."), "exports")


@require_safe
def export_file(request: SignedIn, pk: int) -> HttpResponseBase:
    """The file, once it is whole, to its owner, while they may have all that it holds; told in the log."""
    rows = Export.objects.of(request.user).select_related("unit", "period").exclude(file="")
    export = get_object_or_404(rows, pk=pk)
    kind, scope = KINDS[export.kind], Scope(request.user, export.unit, export.period)
    keys = list(export.parts.values_list("key", flat=True))
    if not kind.opens(scope, keys):
        raise Http404(GONE)
    called = kind.called(export.unit, export.period)
    response = given(request, export, export.file, called, "application/zip", again=reverse("exports"))
    if response.status_code == 200:
        asking.told(export, "fetched")
        keep_papers(kind.dossiers(keys), request.user)
    return response


def _typed(request: SignedIn) -> AskForm:
    kind = KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        raise Incomplete
    return AskForm(kind.code, kind.units(request.user), request.POST)


def _ask(request: SignedIn, form: AskForm) -> HttpResponse:
    asking.ask(form.cleaned_data["kind"], form.cleaned_data["unit"], sent_for(request), by=request.user)
    return done(request, TAKEN, "exports")


def _page(request: SignedIn, typed: AskForm | None = None, refusal: Refusal | None = None) -> HttpResponse:
    rows = Export.objects.of(request.user).select_related("unit", "period")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": [_line(request, export) for export in page],
        "unfinished": any(export.is_unfinished for export in page),
        "period": chosen(request),
        "kept": KEPT,
    }
    if request.htmx:
        return render(request, "reporting/exports/exports.html#list", context)
    context |= {"offers": list(_offers(request, typed)), "typed": typed, "refusal": told(refusal)}
    return render(
        request, "reporting/exports/exports.html", context, status=status(refusal) if refusal else 200
    )


def _line(request: SignedIn, export: Export) -> Line:
    kind = KINDS[export.kind]
    return Line(export, f"{kind.title} · {export.unit}", kind.allows(request.user, export.unit))


def _offers(request: SignedIn, typed: AskForm | None) -> Iterator[tuple[Kind, AskForm]]:
    """Each kind with its form: the one that was sent as it was typed."""
    for kind in KINDS.values():
        if (units := kind.units(request.user)).exists():
            again = typed is not None and typed.data.get("kind") == kind.code
            yield kind, typed if typed and again else AskForm(kind.code, units)
