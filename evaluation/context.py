"""What every page's frame shows (see docs/design.md)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cadres.mandates import held_by
from cadres.models import Duty, User
from config import clock
from evaluation.periods import chosen, tabs

_ENTRIES = (
    ("home", "Việc của tôi", None),
    ("dossiers", "Hồ sơ", None),
    ("plans_review", "Duyệt kế hoạch", (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP)),
    ("appraisals", "Thẩm định", (Duty.ORGANISATION_STAFF, Duty.PROVINCIAL_ORGANISATION)),
    ("councils", "Hội đồng", (Duty.COUNCIL_MEMBER, Duty.ORGANISATION_STAFF)),
    (
        "rating_lists",
        "Danh sách xếp loại",
        (
            Duty.DIVISION_LEADERSHIP,
            Duty.LEADERSHIP,
            Duty.ORGANISATION_STAFF,
            Duty.PROVINCIAL_ORGANISATION,
            Duty.PROVINCIAL_SECRETARIAT,
        ),
    ),
    ("catalogs", "Danh mục sản phẩm", None),
    ("overview", "Tổng quan", tuple(duty for duty in Duty if duty not in (Duty.SYSTEM_ADMIN, Duty.COUNCIL_MEMBER))),
    ("people", "Tra cứu cán bộ", tuple(Duty)),
)
MOST = 7


def frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation, periods, on whose behalf, and the demonstration's day; nothing for whoever is not signed in."""
    shown = {"demonstration": {"today": clock.today(), "action": reverse("day")} if settings.DEMONSTRATION else None}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return shown
    duties = {held.duty for held in held_by(request.user)}
    return shown | {
        "nav": _nav(request, duties),
        "period": chosen(request),
        "periods": tabs(request),
        "acting_for": _acting_for(request.user),
        "search_url": reverse("people") if duties else reverse("dossiers"),
    }


def _nav(request: HttpRequest, duties: set[str]) -> list[dict[str, Any]]:
    current = request.resolver_match.url_name if request.resolver_match else ""
    entries = [
        {"label": label, "url": reverse(name), "current": name == current}
        for name, label, needed in _ENTRIES
        if needed is None or duties & set(needed)
    ]
    return entries[:MOST]


def _acting_for(user: Any) -> str:
    behalves = {held.on_behalf_of for held in held_by(user) if held.on_behalf_of}
    return ", ".join(str(person) for person in User.objects.filter(pk__in=behalves)) if behalves else ""
