"""What the calendar tells of results to which nobody can object any more (Bước 6)."""

from collections import Counter

from django.urls import reverse

from cadres.models import Unit
from cadres.templatetags.vietnamese import dem
from evaluation.calendar.models import Effect
from evaluation.core import permissions
from evaluation.core.case import Case
from evaluation.core.gates.publication import petitions_over
from evaluation.core.models import Dossier, Period
from evaluation.core.models.publication import with_petitions
from evaluation.core.steps import Stage
from notices.actions import tell, to_each
from notices.models import Kind
from regulation.quarters import Quarter


def tell_archive(effect: Effect) -> str:
    """Each unit's staff of how many results can be archived by now; whoever waits for an answer is not among them."""
    period = Period.objects.of(Quarter.parse(effect.quarter)).get()
    published = with_petitions(Dossier.objects.filter(period=period, stage=Stage.PUBLISHED))
    free = Counter(row.managing_unit_id for row in published.select_related("period") if _is_free(row))
    for pk, name in Unit.objects.without_tree_fields().filter(pk__in=free).values_list("pk", "name"):
        sentence = f"{name}: {dem(free[pk])} kết quả {period} đã hết thời hạn kiến nghị, có thể lưu trữ hồ sơ"
        people, url = (
            permissions.STAFF.holders(Dossier.of_nobody(pk)),
            reverse("results", args=[pk, period.code]),
        )
        tell(to_each(people, sentence, url, kind=Kind.DEADLINE, about=f"{effect.key} {pk}"))
    return f"{dem(len(free))} đơn vị"


def _is_free(dossier: Dossier) -> bool:
    return not any(finding.blocks for finding in petitions_over(Case(dossier)))
