"""6.1: of tier 3.1 a unit's no has its document as the unit's opinion, where the history has no later word of the province.

0043 moved the documents of those that the unit supported; the province, which may still confirm what the unit refused, would have
written its own over the others.
"""

from django.db import migrations

ANSWERS = ("support", "refuse", "confirm_at_province", "refuse_at_province")


def keep_the_units_document(apps, schema_editor):
    excuses, entries = apps.get_model("evaluation", "Excuse").objects, apps.get_model("evaluation", "DossierEntry").objects
    refused = excuses.filter(stage="refused", opinion_document="", task__plan__dossier__tier="provincial")
    for excuse in refused.exclude(answer_document="").select_related("task__plan"):
        told = entries.filter(dossier=excuse.task.plan.dossier_id, changes__excuse=excuse.pk, deed__in=ANSWERS)
        last = told.order_by("-pk").first()
        if last and last.deed == "refuse":
            excuse.opinion_document, excuse.answer_document = excuse.answer_document, ""
            excuse.save(update_fields=["opinion_document", "answer_document"])


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0043_opinion_document")]

    operations = [migrations.RunPython(keep_the_units_document, migrations.RunPython.noop)]
