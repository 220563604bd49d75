"""7.b: the remarks that a unit owes, and what its page tells of the person: posts held there, and nothing of the dossier."""

from datetime import timedelta
from typing import TYPE_CHECKING

from cadres.models import Appointment, Unit, User
from config import clock
from evaluation.circumstances.models import Remark, RemarkQuerySet
from evaluation.core import permissions
from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import RemarkStage
from evaluation.core.steps import BEFORE_DECISION

if TYPE_CHECKING:
    from django.db.models import QuerySet

NEW = timedelta(days=7)


def remarks_of(user: User) -> RemarkQuerySet:
    """Those asked of this person's units, the open ones first, then what was given."""
    rows = Remark.objects.visible_to(user)
    return rows.select_related(
        "dossier__cadre", "dossier__period", "dossier__unit", "dossier__managing_unit", "from_unit"
    ).order_by("stage", "-asked_at", "-pk")


def owed_by(user: User) -> RemarkQuerySet:
    """Those that still can be given: the decision has not been made without them."""
    return remarks_of(user).filter(stage=RemarkStage.ASKED, dossier__stage__in=BEFORE_DECISION)


def lately_given(user: User) -> RemarkQuerySet:
    """Those that came in the last week to dossiers whose staff this person is, while they can still be weighed."""
    mine = Dossier.objects.filter(permissions.STAFF.q(user), stage__in=BEFORE_DECISION)
    came = Remark.objects.filter(
        dossier__in=mine, stage=RemarkStage.GIVEN, given_at__gte=clock.now() - NEW
    ).order_by("given_at")
    return came.select_related("dossier__cadre", "dossier__period", "from_unit")


def posts_at(remark: Remark) -> "QuerySet[Appointment]":
    """What the person held at the old unit or beneath it, the latest first."""
    there = Unit.objects.beneath([remark.from_unit_id])[remark.from_unit_id]
    held = Appointment.objects.filter(cadre=remark.dossier.cadre_id, unit__in=there)
    return held.select_related("position", "unit").order_by("-valid_from", "pk")


def asked_by(remark: Remark) -> DossierEntry | None:
    """Who of the new unit asked last, as the dossier's history has it; nobody where the row came without history."""
    asked = remark.dossier.history.filter(deed=DOSSIERS.ask_remark.name).select_related("by", "on_behalf_of")
    return asked.last()
