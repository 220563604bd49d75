"""What is typed of a year's list as a whole is kept with its draft."""

from django.db import migrations

import cadres.fields


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0056_seal_minutes"),
    ]

    operations = [
        migrations.AddField(
            model_name="yearlist",
            name="list_reason",
            field=cadres.fields.Text(blank=True, verbose_name="lý do khi tỷ lệ cần giải trình, đang soạn"),
        ),
    ]
