"""What later code reads from rows of their own, for rounds opened before there were such rows."""

from django.db import migrations
from django.db.models import Q

RANKS = ("head", "deputy", "member")


def settle(apps, schema_editor):
    Seat, SimilarGroup, Dossier = (
        apps.get_model("evaluation", name) for name in ("Seat", "SimilarGroup", "Dossier")
    )
    seats = {}
    for dossier in Dossier.objects.select_related("period").prefetch_related("other_units"):
        for unit, leadership in places(apps, dossier):
            before = seats.get((dossier.pk, unit), leadership)
            seats[dossier.pk, unit] = min(before, leadership, key=RANKS.index)
    Seat.objects.bulk_create(
        Seat(dossier_id=pk, unit_id=unit, leadership=leadership)
        for (pk, unit), leadership in seats.items()
    )
    groups = Dossier.objects.exclude(group="").order_by("group").values_list("period_id", "group").distinct()
    SimilarGroup.objects.bulk_create(
        SimilarGroup(period_id=period, name=name, order=order)
        for order, (period, name) in enumerate(groups, start=1)
    )


def places(apps, dossier):
    """The main post's place as the dossier has it, and those of posts held elsewhere during the quarter."""
    if dossier.leadership in RANKS:
        yield dossier.unit_id, dossier.leadership
    units = [unit.pk for unit in dossier.other_units.all()]
    if units:
        elsewhere = apps.get_model("cadres", "Appointment").objects.filter(
            Q(valid_until=None) | Q(valid_until__gte=dossier.period.plan_closes_at.date()),
            cadre=dossier.cadre_id,
            unit__in=units,
            leadership__in=RANKS,
            valid_from__lte=dossier.period.dossier_closes_at.date(),
        )
        yield from elsewhere.values_list("unit_id", "leadership")


def unsettle(apps, schema_editor):
    for name in ("Seat", "SimilarGroup"):
        apps.get_model("evaluation", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_the_law_whole"), ("cadres", "0003_causes_and_absences")]
    operations = [migrations.RunPython(settle, unsettle)]
