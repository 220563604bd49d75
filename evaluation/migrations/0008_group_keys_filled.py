"""Each dossier and list of tier 3.1 points to the group of its round that has the name which it carries, or the other way round."""

from django.db import migrations
from django.db.models import F, Max

CARRYING = ("Dossier", "RatingList")


def point(apps, schema_editor):
    """A name that no group of the round has (lists and dossiers alone carried it) becomes a group, last in order."""
    SimilarGroup = apps.get_model("evaluation", "SimilarGroup")
    carrying = [apps.get_model("evaluation", name).objects.exclude(group_name="") for name in CARRYING]
    named = {pair for rows in carrying for pair in rows.order_by().values_list("period_id", "group_name")}
    for period, name in sorted(named):
        groups = SimilarGroup.objects.filter(period_id=period)
        last = groups.aggregate(last=Max("order"))["last"] or 0
        group, _ = groups.get_or_create(period_id=period, name=name, defaults={"order": last + 1})
        for rows in carrying:
            rows.filter(period_id=period, group_name=name).update(group=group)


def name(apps, schema_editor):
    for model in CARRYING:
        for row in apps.get_model("evaluation", model).objects.exclude(group=None).annotate(named=F("group__name")):
            row.group_name = row.named
            row.save(update_fields=["group_name"])


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0007_group_keys")]
    operations = [migrations.RunPython(point, name)]
