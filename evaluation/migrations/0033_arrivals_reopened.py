"""Open-questions 33: reopening a dossier is no answer yet. What was answered so and is not decided anew still waits."""

from django.db import migrations, models

AFTER_DECISION = ("decided", "published", "archived")
SET_ASIDE = ("deferred", "exempt", "ended")


def wait_for_a_decision(apps, schema_editor):
    entries = apps.get_model("evaluation", "DossierEntry").objects.filter(deed="answer_by_reopening")
    for entry in entries.exclude(dossier__stage__in=AFTER_DECISION).select_related("dossier"):
        still = {"pk": entry.changes.get("arrival"), "stage": "answered", "decision__superseded_at": None}
        stage = "open" if entry.dossier.stage in SET_ASIDE else "reopened"
        apps.get_model("evaluation", "Arrival").objects.filter(**still).update(stage=stage)


def answered_by_reopening(apps, schema_editor):
    apps.get_model("evaluation", "Arrival").objects.filter(stage="reopened").update(stage="answered")


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0032_stand_ins"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="arrival", name="arrival_waits_once"),
        migrations.AlterField(
            model_name="arrival",
            name="stage",
            field=models.CharField(
                choices=[
                    ("open", "Chờ cấp quyết định trả lời"),
                    ("reopened", "Đã mở lại hồ sơ, chờ quyết định mới"),
                    ("answered", "Đã trả lời"),
                ],
                default="open",
                max_length=10,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                models.F("decision"),
                models.F("code"),
                condition=models.Q(("stage", "answered"), _negated=True),
                name="arrival_waits_once",
            ),
        ),
        migrations.RunPython(wait_for_a_decision, answered_by_reopening),
    ]
