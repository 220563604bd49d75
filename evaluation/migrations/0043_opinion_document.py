"""6.1: of tier 3.1 the unit's opinion has its own document, beside that of the province's answer.

Where the unit supported, the document that stands is the unit's; what it refused follows in 0044.
"""

import cadres.fields
from django.db import migrations
from django.db.models import F


def keep_the_units_document(apps, schema_editor):
    supported = apps.get_model("evaluation", "Excuse").objects.filter(stage="supported")
    supported.update(opinion_document=F("answer_document"), answer_document="")


def take_it_back(apps, schema_editor):
    """Where both stand, the one column holds the last again."""
    alone = apps.get_model("evaluation", "Excuse").objects.filter(answer_document="")
    alone.update(answer_document=F("opinion_document"))


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0042_answer_document")]

    operations = [
        migrations.AddField(
            model_name="excuse",
            name="opinion_document",
            field=cadres.fields.Line(
                blank=True, max_length=200, verbose_name="văn bản ý kiến của đơn vị"
            ),
        ),
        migrations.RunPython(keep_the_units_document, take_it_back),
    ]
