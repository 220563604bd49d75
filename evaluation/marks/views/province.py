"""Ban Tổ chức Tỉnh ủy's hand on proposals of tier 3.1: appraise, singly or many at once, or return to the unit."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cadres.machine import Refusal
from evaluation.core import permissions
from evaluation.core.models import Dossier
from evaluation.deeds.actions import appraise_at_province, return_to_unit
from evaluation.marks.forms.answers import ProvinceReturnForm
from evaluation.marks.views.desk import require
from pages.fields import ids


@require_POST
def appraise(request: HttpRequest) -> HttpResponse:
    """All that were ticked, each from the version that was on the page; all or none."""
    ticked = set(request.POST.getlist("dossier"))
    visible = Dossier.objects.visible_to(request.user).filter(pk__in=ids(ticked))
    dossiers = list(visible.select_related("cadre", "unit").order_by("pk"))
    if not all(permissions.APPRAISE_AT_PROVINCE.allows(request.user, dossier) for dossier in dossiers):
        raise PermissionDenied("Đồng chí không có quyền “Ban Tổ chức thẩm định xong”.")
    if not dossiers or len(dossiers) != len(ticked):
        messages.error(request, "Chưa chọn hồ sơ nào, hoặc có hồ sơ không còn trong danh sách chờ thẩm định.")
        return redirect("appraisals")
    try:
        _appraise_all(request, dossiers)
    except Refusal as refusal:
        messages.error(request, f"Chưa thẩm định hồ sơ nào. {refusal}")
        return redirect("appraisals")
    names = ", ".join(dossier.cadre.full_name for dossier in dossiers)
    messages.success(request, f"Ban Tổ chức đã thẩm định xong {len(dossiers)} hồ sơ: {names}.")
    return redirect("appraisals")


@transaction.atomic
def _appraise_all(request: HttpRequest, dossiers: list[Dossier]) -> None:
    """All dossiers are locked before the first list is: so does every deed, and none waits for another."""
    chosen = Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers])
    list(chosen.order_by("pk").select_for_update().values_list("pk"))
    for dossier in dossiers:
        seen = ids([request.POST.get(f"version-{dossier.pk}", "")]) or [0]
        appraise_at_province(dossier, by=request.user, seen=seen[0])


@require_POST
def send_back_to_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the unit that proposed, with the reason."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user), pk=pk)
    require("return_to_unit", dossier, request.user)
    form = ProvinceReturnForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect("appraisal", pk=pk)
    values = form.cleaned_data
    return_to_unit(dossier, by=request.user, reason=values["reason"], seen=values["version"])
    messages.success(request, f"Đã trả lại {dossier.managing_unit} hồ sơ của đồng chí {dossier.cadre}.")
    return redirect("appraisals")
