"""6.2: whoever decides below a proposal says whether the conditions were unmet; nobody had been asked before.

What was ticked stays; what was not ticked was not said, neither yes nor no.
"""

from django.db import migrations, models


def forget_what_nobody_said(apps, schema_editor):
    apps.get_model("evaluation", "RatingRow").objects.filter(unmet=False).update(unmet=None)


def say_no_again(apps, schema_editor):
    apps.get_model("evaluation", "RatingRow").objects.filter(unmet=None).update(unmet=False)


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0010_proposal_cap"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ratingrow",
            name="unmet",
            field=models.BooleanField(
                default=None, null=True, verbose_name="đề xuất trước đó không bảo đảm điều kiện (6.2)"
            ),
        ),
        migrations.RunPython(forget_what_nobody_said, say_no_again),
    ]
