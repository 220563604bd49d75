"""The name of a group stands on the group alone. A list is there once a place, with a group or without one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0008_group_keys_filled")]
    operations = [
        migrations.RemoveField("dossier", "group_name"),
        migrations.RemoveField("ratinglist", "group_name"),
        migrations.AddConstraint(
            "ratinglist",
            models.UniqueConstraint(
                models.F("period"),
                models.F("unit"),
                models.F("kind"),
                models.F("sequence"),
                condition=models.Q(group=None),
                name="rating_list_once",
            ),
        ),
        migrations.AddConstraint(
            "ratinglist",
            models.UniqueConstraint(
                models.F("period"),
                models.F("unit"),
                models.F("kind"),
                models.F("group"),
                models.F("sequence"),
                name="rating_list_of_a_group_once",
            ),
        ),
        migrations.AlterModelOptions(
            "ratinglist",
            {
                "ordering": ["period", "unit__order", "kind", "group__name", "sequence"],
                "verbose_name": "danh sách xếp loại",
                "verbose_name_plural": "danh sách xếp loại",
            },
        ),
    ]
