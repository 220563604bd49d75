"""What every page's frame shows (see docs/design.md)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cadres.mandates import held_by
from cadres.models import Duty, User, Visitor
from cadres.permissions import administers, reads_attempts
from config import clock
from evaluation.boards.tells.dues import has_terms
from evaluation.core.periods import chosen, tabs
from notices.models import Notice

Needed = tuple[Duty, ...] | Callable[[Visitor], bool] | None

_SEE = tuple(
    duty for duty in Duty if duty not in (Duty.SYSTEM_ADMIN, Duty.COUNCIL_MEMBER, Duty.STEERING_COMMITTEE)
)
_OVERLOOK = set(_SEE)
_RATE = (
    Duty.DIVISION_LEADERSHIP,
    Duty.LEADERSHIP,
    Duty.ORGANISATION_STAFF,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.PROVINCIAL_SECRETARIAT,
)

# Who needs an entry of the menu, by duty or by right; None: everybody. Whoever has more than seven does without the last.
ENTRIES: tuple[tuple[str, str, Needed], ...] = (
    ("home", "Việc của tôi", None),
    ("dossiers", "Hồ sơ", None),
    ("plans_review", "Duyệt kế hoạch", (Duty.ORGANISATION_STAFF, Duty.LEADERSHIP)),
    ("appraisals", "Thẩm định", (Duty.ORGANISATION_STAFF, Duty.PROVINCIAL_ORGANISATION)),
    ("rating_lists", "Danh sách xếp loại", _RATE),
    ("catalogs", "Danh mục sản phẩm", None),
    ("overview", "Tổng quan", _SEE),
    ("attempts", "Việc bị từ chối", reads_attempts),
    ("trail", "Nhật ký", (Duty.AUDITOR,)),
    ("health", "Tình trạng hệ thống", administers),
    ("councils", "Hội đồng", (Duty.COUNCIL_MEMBER, Duty.ORGANISATION_STAFF)),
    ("people", "Tra cứu cán bộ", tuple(Duty)),
    ("collectives", "Kết quả tập thể", None),
)
MOST = 7


def frame(request: HttpRequest) -> dict[str, object]:
    """Navigation, periods, on whose behalf, and the demonstration's day; nothing for whoever is not signed in."""
    shown: dict[str, object] = {
        "demonstration": {"today": clock.today(), "action": reverse("day")}
        if settings.DEMONSTRATION
        else None
    }
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return shown
    duties = {held.duty for held in held_by(request.user)}
    return shown | {
        "nav": _nav(request, duties),
        "period": chosen(request),
        "periods": tabs(request),
        "acting_for": _acting_for(request.user),
        "deputies_url": reverse("deputies") if duties else "",
        "exports_url": reverse("exports") if duties & _OVERLOOK else "",
        "calendar_url": reverse("calendar") if has_terms(request.user) else "",
        "search_url": reverse("people") if duties else reverse("dossiers"),
        "notices": {
            "url": reverse("notices"),
            "count": Notice.objects.unread().filter(to=request.user).count(),
        },
    }


def _nav(request: HttpRequest, duties: set[str]) -> list[dict[str, object]]:
    entries = [(name, label) for name, label, needed in ENTRIES if _needs(request.user, duties, needed)][
        :MOST
    ]
    if administers(request.user):
        entries = [*entries[: MOST - 1], ("admin:index", "Quản trị")]
    addresses = {name: reverse(name) for name, _ in entries}
    here = max((url for url in addresses.values() if request.path.startswith(url)), key=len, default="")
    here = here if here != addresses["home"] or request.path == here else ""
    return [
        {"label": label, "url": addresses[name], "current": addresses[name] == here}
        for name, label in entries
    ]


def _needs(user: Visitor, duties: set[str], needed: Needed) -> bool:
    return needed(user) if callable(needed) else needed is None or bool(duties & set(needed))


def _acting_for(user: Visitor) -> str:
    behalves = {held.on_behalf_of for held in held_by(user) if held.on_behalf_of}
    return ", ".join(str(person) for person in User.objects.filter(pk__in=behalves)) if behalves else ""
