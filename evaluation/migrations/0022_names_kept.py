"""What was decided or closed before names were kept keeps those of its rows, and beside them those of today."""

from django.db import migrations, models

OFFICE = ("code", "name", "kind", "party_leads_comprehensively")
POSTS = ("party_post", "government_post", "mass_post")


def office(unit):
    return {name: getattr(unit, name) for name in OFFICE}


def line_to(pk, units):
    """The names of all units above this one and its own, from the root down."""
    line = []
    while pk:
        line.insert(0, office(units[pk]))
        pk = units[pk].parent_id
    return line


def keep_names(apps, schema_editor):
    units = apps.get_model("cadres", "Unit").objects.in_bulk()
    lists = apps.get_model("evaluation", "RatingList").objects.filter(stage="closed").select_related("group")
    for rating_list in lists.iterator():
        group = rating_list.group.name if rating_list.group else ""
        rating_list.names = {"unit": line_to(rating_list.unit_id, units), "group": group}
        rating_list.save(update_fields=["names"])
    decisions = apps.get_model("evaluation", "Decision").objects
    for decision in decisions.select_related("dossier__cadre", "row").iterator():
        decision.names = names_of(decision.dossier, decision.row, units)
        decision.save(update_fields=["names"])


def names_of(dossier, row, units):
    """Of person and unit the row has kept the names."""
    born, line = dossier.cadre.birth_date, line_to(dossier.unit_id, units)
    line[-1]["name"] = row.unit_name or line[-1]["name"]
    return {
        "name": row.name or dossier.cadre.full_name,
        "birth_date": born.isoformat() if born else "",
        "posts": {post: getattr(dossier, post) for post in POSTS},
        "unit": line,
        "managing_unit": [office(units[dossier.managing_unit_id])],
    }


class Migration(migrations.Migration):
    dependencies = [
        ("cadres", "0004_basic_targets"),
        ("evaluation", "0021_unmet_not_asked"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="names",
            field=models.JSONField(default=dict, editable=False, verbose_name="tên khi quyết định"),
        ),
        migrations.AddField(
            model_name="ratinglist",
            name="names",
            field=models.JSONField(default=dict, editable=False, verbose_name="tên khi chốt"),
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
    ]
