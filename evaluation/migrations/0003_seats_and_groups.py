"""What later code reads from rows of their own, for rounds opened before there were such rows."""

from django.db import migrations


def settle(apps, schema_editor):
    Dossier, Seat, SimilarGroup = (
        apps.get_model("evaluation", name) for name in ("Dossier", "Seat", "SimilarGroup")
    )
    leading = Dossier.objects.exclude(leadership="none").values_list("pk", "unit_id", "leadership")
    Seat.objects.bulk_create(
        Seat(dossier_id=pk, unit_id=unit, leadership=leadership) for pk, unit, leadership in leading
    )
    groups = Dossier.objects.exclude(group="").order_by("group").values_list("period_id", "group").distinct()
    SimilarGroup.objects.bulk_create(
        SimilarGroup(period_id=period, name=name, order=order)
        for order, (period, name) in enumerate(groups, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_the_law_whole")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
