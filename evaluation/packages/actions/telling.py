"""Whoever receives hears that a package was sent, whoever sends it that it was received or returned (ADR 13)."""

from collections.abc import Sequence

from django.urls import reverse

from cadres.machine import Made
from evaluation.packages.moves import PACKAGES
from evaluation.packages.permissions import RECEIVE, SEND
from notices.actions import supersede, tell, to_each
from notices.models import Kind, Notice

_TO_RECEIVER: dict[object, str] = {
    PACKAGES.send: "Nhận hồ sơ",
    PACKAGES.send_anew: "Hồ sơ được gửi lại, chờ nhận",
    PACKAGES.take_back: "Đơn vị đã rút lại hồ sơ",
}
_TO_SENDER: dict[object, str] = {
    PACKAGES.receive: "Hồ sơ đã được nhận",
    PACKAGES.give_back: "Hồ sơ được trả lại để hoàn chỉnh",
}


def tell_of_packages(made: Sequence[Made]) -> None:
    """What was told of the package before needs no reading any more."""
    for one in made:
        if one.move in _TO_RECEIVER or one.move in _TO_SENDER:
            supersede(_about(one))
            tell(_news(one))


def _about(one: Made) -> str:
    return f"package {one.row.pk}"


def _news(one: Made) -> list[Notice]:
    package = one.row
    to_receiver = one.move in _TO_RECEIVER
    said = (_TO_RECEIVER if to_receiver else _TO_SENDER)[one.move]
    people = (RECEIVE if to_receiver else SEND).holders(package) - {one.entry.by_id}
    waits = one.move in (PACKAGES.send, PACKAGES.send_anew)
    kind = Kind.WAITS if waits else Kind.RETURNED if one.move is PACKAGES.give_back else Kind.ANSWERED
    return to_each(
        people,
        f"{said}: {package.name} · {package.unit} · {package.period}",
        reverse("package", args=package.place),
        kind=kind,
        about=f"{_about(one)} {one.entry.pk}",
        words=one.entry.reason,
    )
