"""7.b: whoever is to say something of the work done elsewhere is told that they are asked, and the new unit that it came."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from cadres.machine import Made
from evaluation.circumstances.actions.remarks import old_units, take_back_loose
from evaluation.circumstances.models import Remark
from evaluation.circumstances.moves import REMARKS
from evaluation.core.models import Dossier
from evaluation.core.permissions import STAFF
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import RemarkStage
from notices.actions import tell, to_each
from notices.models import Kind, Notice

_NO_OLD_UNIT = "Theo bổ nhiệm đã cập nhật, đơn vị này không phải đơn vị cũ của Mục 7.b."
_ASKING = (DOSSIERS.ask_remark, DOSSIERS.follow_person)


def ask_old_units(made: Sequence[Made]) -> None:
    """Each old unit that owes a remark, whoever asked it."""
    dossiers = [one.row.pk for one in made if one.move in _ASKING]
    if dossiers:
        asked = Remark.objects.filter(dossier__in=dossiers, stage=RemarkStage.ASKED)
        tell(
            [
                notice
                for row in asked.select_related("dossier__cadre", "dossier__period")
                for notice in _asked(row)
            ]
        )


def take_back_loose_questions(made: Sequence[Made]) -> None:
    """Posts were set right and the special cases with them: whoever was asked and is no old unit any more need not answer."""
    for one in made:
        if "cases" in one.entry.changes and one.row.stage in DOSSIERS.withdraw_remark.source:
            _take_back(one.row)


def tell_of_remarks(made: Sequence[Made]) -> None:
    """A remark has come: the person reads it when it is decided, the new unit's staff now."""
    tell([notice for one in made for notice in _given(one.row)])


def _take_back(dossier: Dossier) -> None:
    if loose := take_back_loose(dossier, old_units(dossier)):
        dossier.tell(old_unit="; ".join(remark.from_unit.name for remark in loose))
        DOSSIERS.withdraw_remark.make(dossier, by=None, reason=_NO_OLD_UNIT, held=True)


def _asked(row: Remark) -> list[Notice]:
    people = REMARKS.give.by.holders(row)
    return _notices(row, people, "Gửi nhận xét", reverse("remark", args=[row.pk]))


def _given(row: Remark) -> list[Notice]:
    here = f"{reverse('circumstances', args=[row.dossier.pk])}#remark"
    return _notices(row, STAFF.holders(row.dossier), "Đã có nhận xét của đơn vị cũ", here)


def _notices(row: Remark, people: Iterable[int], verb: str, url: str) -> list[Notice]:
    dossier = row.dossier
    sentence = f"{verb}: đồng chí {dossier.cadre.full_name} (Mục 7.b) · {dossier.period}"
    return to_each(people, sentence, url, kind=Kind.WAITS, about=f"{row.about} {row.stage}")
