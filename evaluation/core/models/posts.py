"""Whose posts are no longer as their dossier has them, said to the database (2.2, 7.a, 7.b, 7.e)."""

from django.db.models import Exists, OuterRef, Q, Subquery

from cadres.models import Appointment
from config import clock


def moved() -> Q:
    """2.2, 7.a, 7.b: the main post held now, or on the evaluation date once that is past, is at another unit."""
    today, closes = clock.today(), OuterRef("period__dossier_closes_at")
    begun = Appointment.objects.filter(is_main=True, valid_from__lte=today, valid_from__lt=closes)
    held = begun.filter(
        Q(valid_until=None) | Q(valid_until__gte=today) | Q(valid_until__gte=closes), cadre=OuterRef("cadre")
    )
    return ~Q(unit=Subquery(held.order_by("-valid_from", "-pk").values("unit")[:1]))


def left() -> Q:
    """7.e: no post is held any more, today or on the evaluation date once that is past, and none begins before it."""
    today, closes = clock.today(), OuterRef("period__dossier_closes_at")
    posts = Appointment.objects.filter(cadre=OuterRef("cadre"))
    lasts = Q(valid_until=None) | Q(valid_until__gte=today) | Q(valid_until__gte=closes)
    held = posts.filter(lasts, valid_from__lt=closes)
    return ~Q(Exists(held)) & Q(Exists(posts.filter(valid_until__lt=today)))
