"""6.2: an entry of the ledger tells that nobody was asked apart from what the decider said: the conditions were met.

What 0011 forgot on rows is forgotten on the entries that were written from them.
"""

from django.db import migrations, models


def forget_what_nobody_said(apps, schema_editor):
    entries = apps.get_model("evaluation", "RaisedProposal").objects
    entries.filter(unmet=False, decision__row__unmet=None).update(unmet=None)


def say_no_again(apps, schema_editor):
    apps.get_model("evaluation", "RaisedProposal").objects.filter(unmet=None).update(unmet=False)


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0020_where_handed_in"),
    ]

    operations = [
        migrations.AlterField(
            model_name="raisedproposal",
            name="unmet",
            field=models.BooleanField(
                default=None, null=True, verbose_name="không bảo đảm điều kiện, tiêu chuẩn"
            ),
        ),
        migrations.RunPython(forget_what_nobody_said, say_no_again),
    ]
