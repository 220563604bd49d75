"""Dossiers and lists of tier 3.1 come to point to their group, whose name they carried as a text."""

import django.db.models.deletion
from django.db import migrations, models


def key(related_name):
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="evaluation.similargroup",
        verbose_name="nhóm chức danh tương đồng" if related_name == "dossiers" else "nhóm",
    )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0006_tasks_name_their_origin")]
    operations = [
        migrations.AlterModelOptions(
            "ratinglist",
            {
                "ordering": ["period", "unit__order", "kind", "sequence"],
                "verbose_name": "danh sách xếp loại",
                "verbose_name_plural": "danh sách xếp loại",
            },
        ),
        migrations.RemoveConstraint("ratinglist", "rating_list_once"),
        migrations.RenameField("dossier", "group", "group_name"),
        migrations.RenameField("ratinglist", "group", "group_name"),
        migrations.AddField("dossier", "group", key("dossiers")),
        migrations.AddField("ratinglist", "group", key("lists")),
    ]
