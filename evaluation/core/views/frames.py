"""What every page of one dossier shows around its own content (templates/evaluation/core/dossier_base.html)."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from cadres.requests import SignedIn
from evaluation.core.actions.viewings import keep_page
from evaluation.core.facts.posts import binding_moves, can_follow, followed_from, left_on
from evaluation.core.models import Dossier
from evaluation.core.models.viewings import telling_viewed
from evaluation.core.periods import show, tell_own_windows
from evaluation.core.road import DOSSIERS
from evaluation.core.tells.discretion import with_facts_for
from evaluation.core.tells.moved import followed_since
from evaluation.core.tells.progress import stage_said, steps, waiting_for

TABS = (
    ("dossier", "Tổng quan"),
    ("plan", "Kế hoạch"),
    ("assessment", "Tự đánh giá"),
    ("appraisal", "Thẩm định"),
    ("circumstances", "Tình tiết"),
    ("grounds", "Căn cứ xếp loại"),
    ("history", "Lịch sử"),
    ("prints", "In"),
)


def dossier_or_404(request: SignedIn, pk: int) -> Dossier:
    """The dossier with the facts that this person may know, if they may see it."""
    visible = Dossier.objects.visible_to(request.user).for_rows().select_related("plan")
    dossier = get_object_or_404(telling_viewed(visible, request.user), pk=pk)
    show(request, dossier.period)
    dossier = with_facts_for(dossier, request.user)
    tell_own_windows(request, [dossier] if dossier.cadre.user_id == request.user.pk else [])
    return dossier


def hold_or_404(request: SignedIn, pk: int) -> Dossier:
    """The dossier locked until the deed is done, with everything that the law reads; not to be shown as it is.

    What others said of the reader is there too: a page shows the dossier of `dossier_or_404`.
    """
    return get_object_or_404(Dossier.objects.visible_to(request.user).filter(pk=pk).locked().with_facts())


def dossier_frame(request: SignedIn, dossier: Dossier, tab: str) -> dict[str, Any]:
    """Context for `dossier_base.html`: the dossier, its steps, its tabs, and the moves open to this person.

    That somebody looks into another's dossier is kept here, for auditors: no page of one dossier goes by another way.
    """
    keep_page(dossier, request.user)
    history = list(dossier.history.select_related("by", "on_behalf_of"))
    return {
        "dossier": dossier,
        "here": tab,
        "history": history,
        "steps": steps(dossier, history),
        "stage_said": stage_said(dossier),
        "waiting_for": waiting_for(dossier),
        "tabs": [
            {"label": label, "url": reverse(name, args=[dossier.pk]), "current": name == tab}
            for name, label in TABS
        ],
        "moved": list(binding_moves(dossier)),
        "followed_from": followed_from(dossier),
        "followed_since": followed_since(dossier, history),
        "left_on": None if can_follow(dossier) else left_on(dossier),
        "moves": DOSSIERS.available(dossier, request.user),
        "is_mine": dossier.cadre.user_id == request.user.pk,
    }
