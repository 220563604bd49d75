"""6.1: a closed row keeps whether its person headed the list's unit then.

Of what was closed before it is read from where they sit now: that alone was read until here.
"""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q


def keep_who_headed(apps, schema_editor):
    Seat, RatingRow = (apps.get_model("evaluation", name) for name in ("Seat", "RatingRow"))
    closed = RatingRow.objects.filter(rating_list__stage="closed")
    here = Seat.objects.filter(
        dossier=OuterRef("dossier"), unit=OuterRef("rating_list__unit"), leadership="head"
    )
    main = Q(dossier__leadership="head", dossier__unit=F("rating_list__unit"))
    heads = closed.exclude(rating_list__kind="province_decision").filter(main | Exists(here))
    closed.update(headed=False)
    heads.update(headed=True)


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0040_arrival_posts")]

    operations = [
        migrations.AddField(
            model_name="ratingrow",
            name="headed",
            field=models.BooleanField(
                default=None, null=True, verbose_name="đứng đầu đơn vị của danh sách khi chốt (6.1)"
            ),
        ),
        migrations.RunPython(keep_who_headed, migrations.RunPython.noop),
    ]
