"""Units, and the posts that are found in them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from cadres.admin.ground import Ground
from cadres.forms import PositionForm
from cadres.models import Appointment, Position, Unit
from cadres.models.people import AppointmentQuerySet
from cadres.models.places import named

MISFITS_NAMED = 5


class MovesPosts(Ground):
    """Rows by which posts that are held may come to stand where there is no such post: that is told, and nobody is moved."""

    def posts_of(self, obj: Any) -> AppointmentQuerySet:
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if found := self.posts_of(obj).misfits():
            names = "; ".join(str(post) for post in found[:MISFITS_NAMED])
            more = f" và {len(found) - MISFITS_NAMED} bổ nhiệm khác" if len(found) > MISFITS_NAMED else ""
            self.message_user(request, f"Không còn hợp loại đơn vị: {names}{more}.", messages.WARNING)


@admin.register(Unit)
class Units(MovesPosts):
    list_display = ["name", "code", "kind", "parent", "decides", "active"]
    list_filter = ["kind", "manages_cadres", "party_leads_comprehensively", "active", "verified"]
    list_select_related = ["parent"]

    @admin.display(boolean=True, description="Quyết định 3.2", ordering="manages_cadres")
    def decides(self, unit: Unit) -> bool:
        return unit.manages_cadres

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Unit.objects.without_tree_fields().select_related("parent").order_by("order", "pk")

    def posts_of(self, obj: Unit) -> AppointmentQuerySet:
        return Appointment.objects.filter(unit__in=Unit.objects.beneath([obj.pk])[obj.pk])


@admin.register(Position)
class Positions(MovesPosts):
    form = PositionForm
    list_display = ["name", "kind", "tier", "clause", "found_in", "basic_targets"]
    list_filter = ["kind", "tier", "basic_targets"]

    @admin.display(description="Có ở loại đơn vị", empty_value="Đơn vị nào cũng được")
    def found_in(self, position: Position) -> str | None:
        return named(position.places) or None

    def posts_of(self, obj: Position) -> AppointmentQuerySet:
        return Appointment.objects.filter(position=obj)
