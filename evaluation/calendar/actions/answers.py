"""What the calendar tells of petitions whose term of answer nears, or has passed (open-questions 20)."""

from django.db.models import Q
from django.urls import reverse

from cadres.templatetags.vietnamese import dem, han
from config import clock
from evaluation.calendar.models import Effect
from evaluation.core.permissions import ANSWER_PETITION
from evaluation.petitions.models import Petition
from notices.actions import supersede, tell, to_each
from notices.models import Kind


def remind_answers(effect: Effect) -> str:
    """Whoever is to answer a petition due at this instant, of each its own reminder; the earlier one is taken back.

    Whose it is the page says.
    """
    rows = Petition.objects.waiting().filter(Q(due_at=effect.closes_at)).for_rows()
    for row in rows:
        dossier = row.decision.dossier
        sentence = f"{_when(row, effect)} trả lời kiến nghị {dossier.period} · {dossier.managing_unit} ({han(row.due_at)})"
        supersede(row.reminds)
        people = ANSWER_PETITION.holders(dossier)
        about, url = f"{row.reminds} {effect.kind} {effect.days}", reverse("petition", args=[dossier.pk])
        tell(to_each(people, sentence, url, kind=Kind.DEADLINE, about=about))
    return f"{dem(len(rows))} kiến nghị"


def _when(row: Petition, effect: Effect) -> str:
    if row.due_at <= clock.now():
        return "Đã quá hạn"
    return f"Còn {effect.days} ngày để" if effect.days else "Hôm nay là ngày cuối để"
