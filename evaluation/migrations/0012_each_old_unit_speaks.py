"""7.b: each unit left speaks: a remark a unit, and settled cases that name all of them."""

import django.db.models.deletion
from django.db import migrations, models


def name_each(apps, schema_editor):
    """What a dossier keeps of its cases: the one unit left becomes a list of keys with names."""
    names = dict(apps.get_model("cadres", "Unit").objects.values_list("code", "name"))
    for dossier in apps.get_model("evaluation", "Dossier").objects.exclude(cases=[]).only("cases").iterator():
        for case in dossier.cases:
            left = case.pop("from_unit", "")
            case["from_units"] = [[left, names.get(left, left)]] if left else []
        dossier.save(update_fields=["cases"])


def name_one(apps, schema_editor):
    """One remark a dossier has room; the unit left last keeps it."""
    Remark = apps.get_model("evaluation", "Remark")
    last = Remark.objects.values("dossier").annotate(last=models.Max("pk")).values("last")
    Remark.objects.exclude(pk__in=list(last.values_list("last", flat=True))).delete()
    for dossier in apps.get_model("evaluation", "Dossier").objects.exclude(cases=[]).only("cases").iterator():
        for case in dossier.cases:
            left = case.pop("from_units", [])
            case["from_unit"] = left[-1][0] if left else ""
        dossier.save(update_fields=["cases"])


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0011_unmet_is_said")]
    operations = [
        migrations.AlterModelOptions(
            name="remark",
            options={
                "ordering": ["pk"],
                "verbose_name": "nhận xét của đơn vị cũ",
                "verbose_name_plural": "nhận xét của đơn vị cũ",
            },
        ),
        migrations.AlterField(
            model_name="remark",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="evaluation.dossier"
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.UniqueConstraint("dossier", "from_unit", name="remark_once"),
        ),
        migrations.RunPython(name_each, name_one),
    ]
