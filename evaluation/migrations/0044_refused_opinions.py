"""6.1: of tier 3.1 a unit's no has its document as the unit's opinion, where the history has no later word of the province.

0043 moved the documents of those that the unit supported; the province, which may still confirm what the unit refused, would have
written its own over the others.
"""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery

ANSWERS = ("support", "refuse", "confirm_at_province", "refuse_at_province")


def keep_the_units_document(apps, schema_editor):
    Excuse, Entry = apps.get_model("evaluation", "Excuse"), apps.get_model("evaluation", "DossierEntry")
    told = Entry.objects.filter(
        dossier=OuterRef("task__plan__dossier"), changes__excuse=OuterRef("pk"), deed__in=ANSWERS
    )
    refused = Excuse.objects.filter(stage="refused", opinion_document="").exclude(answer_document="")
    provincial = refused.filter(task__plan__dossier__tier="provincial")
    by_unit = provincial.annotate(last=Subquery(told.order_by("-pk").values("deed")[:1])).filter(last="refuse")
    keys = list(by_unit.values_list("pk", flat=True))
    Excuse.objects.filter(pk__in=keys).update(opinion_document=F("answer_document"), answer_document="")


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0043_opinion_document")]

    operations = [migrations.RunPython(keep_the_units_document, migrations.RunPython.noop)]
