"""Whose posts are no longer as their dossier has them, said to the database (2.2, 7.a, 7.b, 7.e)."""

from django.db.models import Case, CharField, DateField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import Exact

from cadres.models import Appointment
from config import clock
from regulation.deadlines import evaluation_date
from regulation.quarters import Quarter


def moved() -> Q:
    """2.2, 7.a, 7.b: the main post held now, or on the evaluation date once that is past, is at another unit."""
    today, day = clock.today(), _evaluated_on()
    begun = Appointment.objects.filter(is_main=True, valid_from__lte=today).filter(valid_from__lte=day)
    held = begun.filter(_lasts(), cadre=OuterRef("cadre"))
    return ~Q(unit=Subquery(held.order_by("-valid_from", "-pk").values("unit")[:1]))


def left() -> Q:
    """7.e: no post is held any more, today or on the evaluation date once that is past, and none begins before it."""
    posts = Appointment.objects.filter(cadre=OuterRef("cadre"))
    held = posts.filter(_lasts(), valid_from__lte=_evaluated_on())
    return ~Q(Exists(held)) & Q(Exists(posts.filter(valid_until__lt=clock.today())))


def _lasts() -> Q:
    """Not ended before today, nor before the evaluation date once that is past."""
    return Q(valid_until=None) | Q(valid_until__gte=clock.today()) | Q(valid_until__gte=_evaluated_on())


def _evaluated_on() -> Cast:
    """`evaluation_date` of the round of the dossier that asks."""
    days = {number: evaluation_date(Quarter(2026, number)) for number in range(1, 5)}
    ends = (
        When(Exact(OuterRef("period__number"), Value(number)), then=Value(f"{day:-%m-%d}"))
        for number, day in days.items()
    )
    year = Cast(OuterRef("period__year"), CharField())
    return Cast(Concat(year, Case(*ends, output_field=CharField())), DateField())
