import re

import django.db.models.deletion
from django.db import migrations, models

QUARTERS = ("I", "II", "III", "IV")
TAKEN = re.compile(
    r"(?P<title>.*) \((?P<why>còn lại của|kết quả) Quý (?P<number>I{1,3}|IV)/(?P<year>\d{4})(?P<clause>, Mục 7\.d)?\)", re.DOTALL
)
WHY = {("còn lại của", False): "rest", ("kết quả", True): "reached"}


def name_origins(apps, schema_editor):
    """Until now a task was known to be taken over by its title, which said from which quarter and why."""
    tasks = apps.get_model("evaluation", "PlanTask").objects.select_related("item", "plan__dossier__period")
    for task in tasks.filter(models.Q(title__contains="(còn lại của Quý ") | models.Q(title__contains="(kết quả Quý ")):
        told = TAKEN.fullmatch(task.title)
        why = told and WHY.get((told["why"], told["clause"] is not None))
        origin = why and _origin(tasks, task, told)
        if origin:
            task.origin, task.carried_as = origin, why
            task.save(update_fields=["origin", "carried_as"])


def _origin(tasks, task, told):
    """The task of that title in the plan of the quarter before, of the same product where one catalog tells two apart."""
    period = task.plan.dossier.period
    year, number = (period.year, period.number - 1) if period.number > 1 else (period.year - 1, 4)
    if (int(told["year"]), told["number"]) != (year, QUARTERS[number - 1]):
        return None
    before = {"plan__dossier__period__year": year, "plan__dossier__period__number": number}
    rows = tasks.filter(plan__dossier__cadre=task.plan.dossier.cadre_id, title=told["title"], withdrawn_by=None, **before)
    return next((row for row in rows.order_by("axis", "order", "pk") if _same_product(row, task)), None)


def _same_product(old, new):
    return old.item is None or new.item is None or old.item.catalog_id != new.item.catalog_id or old.item_id == new.item_id


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0005_told")]

    operations = [
        migrations.AddField(
            "plantask",
            "origin",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="carried",
                to="evaluation.plantask",
                verbose_name="lấy từ nhiệm vụ",
            ),
        ),
        migrations.AddField(
            "plantask",
            "carried_as",
            models.CharField(
                blank=True,
                choices=[
                    ("whole", "Lấy lại cả nhiệm vụ"),
                    ("rest", "Phần còn lại"),
                    ("reached", "Kết quả đã đạt, chưa đánh giá (Mục 7.d)"),
                ],
                default="",
                editable=False,
                max_length=10,
                verbose_name="lấy sang",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "planamendment",
            "task",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="amendments",
                to="evaluation.plantask",
            ),
        ),
        migrations.RunPython(name_origins, migrations.RunPython.noop),
    ]
