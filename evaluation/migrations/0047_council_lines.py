"""Bước 3: what was recorded of each person before lines were kept becomes a line of its session, with today's names."""

from django.db import migrations

COPIED = ("self_rating", "division_rating", "appraisal_rating", "total")


def keep_lines(apps, schema_editor):
    lines = apps.get_model("evaluation", "CouncilLine")
    opinions = apps.get_model("evaluation", "CouncilOpinion").objects.order_by(
        "session", "dossier__unit__order", "pk"
    )
    made, order, before = [], 0, None
    for opinion in opinions.select_related("dossier__cadre", "dossier__unit").iterator():
        order = order + 1 if opinion.session_id == before else 1
        before = opinion.session_id
        made.append(_line(lines, opinion, order))
    lines.objects.bulk_create(made, batch_size=500)


def _line(lines, opinion, order):
    """Of ballots only those for the opinion were counted: the others are not known, so none is told."""
    dossier = opinion.dossier
    posts = (dossier.party_post, dossier.government_post, dossier.mass_post)
    votes = f"Số phiếu đồng ý: {opinion.votes_for}." if opinion.votes_for is not None else ""
    return lines(
        session_id=opinion.session_id,
        dossier=dossier,
        stage="recorded",
        rating=opinion.rating,
        note="\n".join(filter(None, (opinion.note, votes))),
        order=order,
        name=dossier.cadre.full_name,
        post="; ".join(filter(None, posts)),
        unit_name=dossier.unit.name,
        **{column: getattr(dossier, column) for column in COPIED},
    )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0046_council_room")]

    operations = [migrations.RunPython(keep_lines, migrations.RunPython.noop)]
