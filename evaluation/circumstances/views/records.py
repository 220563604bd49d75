"""What is recorded on the page Tình tiết: circumstances, absences, cases, the question to the old unit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from evaluation.calendar.actions import posts
from evaluation.circumstances.actions import absences, remarks
from evaluation.circumstances.actions import circumstances as deeds
from evaluation.circumstances.forms import AbsenceForm, AskForm, EndForm, LiftForm, RecordForm, SettleForm
from evaluation.circumstances.moves import CIRCUMSTANCES
from evaluation.circumstances.views.page import answer, page
from evaluation.core.actions import cases
from evaluation.core.road import DOSSIERS
from evaluation.core.views.frames import dossier_or_404


@require_GET
def circumstances(request: HttpRequest, pk: int) -> HttpResponse:
    """What bears on this dossier beside its marks; the person reads it too."""
    return page(request, dossier_or_404(request, pk))


@require_POST
def circumstance_record(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    dossier = dossier_or_404(request, pk)
    if what not in deeds.KINDS:
        raise Http404
    form = RecordForm(what, request.POST)
    return answer(
        request,
        dossier,
        DOSSIERS.moves["record_circumstance"],
        form,
        lambda given: deeds.record_circumstance(dossier, **form.values, **given),
        "Đã ghi vào hồ sơ.",
    )


@require_POST
def circumstance_lift(request: HttpRequest, pk: int, circumstance: int) -> HttpResponse:
    """The authority of the dossier in which it was recorded confirms, from whichever dossier it bears on."""
    dossier = dossier_or_404(request, pk)
    row = get_object_or_404(dossier.cadre.circumstances.select_related("dossier__cadre"), pk=circumstance)
    form = LiftForm(row, request.POST)
    return answer(
        request,
        dossier,
        CIRCUMSTANCES.moves["lift"],
        form,
        lambda given: deeds.lift_circumstance(row, **form.cleaned_data, **given),
        "Đã ghi kết quả khắc phục, hủy bỏ.",
        about=row.dossier,
    )


@require_POST
def absence_record(request: HttpRequest, pk: int) -> HttpResponse:
    dossier, form = dossier_or_404(request, pk), AbsenceForm(request.POST)
    return answer(
        request,
        dossier,
        DOSSIERS.moves["record_absence"],
        form,
        lambda given: absences.record_absence(dossier, **form.cleaned_data, **given),
        "Đã ghi thời gian vắng mặt.",
    )


@require_POST
def absence_end(request: HttpRequest, pk: int, absence: int) -> HttpResponse:
    dossier = dossier_or_404(request, pk)
    row = get_object_or_404(dossier.cadre.absences, pk=absence)
    form = EndForm(row, request.POST)
    return answer(
        request,
        dossier,
        DOSSIERS.moves["end_absence"],
        form,
        lambda given: absences.end_absence(dossier, row, **form.cleaned_data, **given),
        "Đã ghi ngày hết vắng mặt.",
    )


@require_POST
def cases_settle(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request, pk)
    return answer(
        request,
        dossier,
        DOSSIERS.moves["settle_cases"],
        SettleForm(request.POST),
        lambda given: cases.settle_cases(dossier, **given),
        "Đã xác định lại trường hợp theo bổ nhiệm và thời gian vắng mặt.",
    )


@require_POST
def posts_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier follows to the post now held; whoever brings it there may lose sight of it."""
    dossier = dossier_or_404(request, pk)
    return answer(
        request,
        dossier,
        DOSSIERS.moves["resettle"],
        SettleForm(request.POST),
        lambda given: posts.resettle(dossier, **given),
        "Đã cập nhật chức vụ, đơn vị của hồ sơ theo bổ nhiệm hiện nay.",
        leads_to="dossiers",
    )


@require_POST
def remark_ask(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request, pk)
    form = AskForm(request.POST, again="ask-reason" in request.POST)
    return answer(
        request,
        dossier,
        DOSSIERS.moves["ask_remark"],
        form,
        lambda given: remarks.ask_remark(dossier, **form.cleaned_data, **given),
        "Đã đề nghị đơn vị cũ gửi nhận xét.",
    )


@require_POST
def remark_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request, pk)
    return answer(
        request,
        dossier,
        DOSSIERS.moves["withdraw_remark"],
        SettleForm(request.POST),
        lambda given: remarks.withdraw_remark(dossier, **given),
        "Đã rút đề nghị nhận xét.",
    )
