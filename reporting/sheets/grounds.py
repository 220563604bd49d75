"""The annex of Mẫu 03 "Căn cứ xếp loại": the content of the page of that name, laid out for paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from cadres.templatetags.vietnamese import luc
from evaluation.grounds.tells import Grounds, grounds_of, layers_of
from evaluation.models import Dossier
from regulation.clauses import Clause
from regulation.numbers import vn
from reporting.sheets.authority import as_decided, decision_of
from reporting.sheets.parts import Head, Person, Sheet, Signature, person_of

NUMBER = "03, phụ lục Căn cứ xếp loại"
TITLE = "PHỤ LỤC KÈM THEO MẪU SỐ 03: CĂN CỨ XẾP LOẠI"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundsSheet(Sheet):
    """The annex; it has no head and is signed by nobody, Mẫu 03 has both."""

    person: Person
    grounds: Grounds
    decided: tuple[str, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What the rules rest on that ask something of this person, each once."""
        return tuple(dict.fromkeys(state.rule.clause for state in self.grounds.rules if state.state.opens))


def grounds_sheet(dossier: Dossier) -> GroundsSheet:
    """By the newest layer of marks that is before the reader; `dossier` carries what they may know."""
    grounds = grounds_of(dossier, layers_of(dossier)[-1])
    named, quarter = as_decided(dossier, decision_of(dossier)), dossier.period.quarter
    return GroundsSheet(
        number=NUMBER,
        subject=named.cadre.full_name,
        quarter=quarter,
        head=Head("", ""),
        title=(TITLE, f"(Quý {quarter.roman}, Năm {quarter.year})"),
        signature=Signature((), ""),
        note="",
        person=person_of(named),
        grounds=grounds,
        decided=tuple(_decided(grounds)),
        proof=grounds.judged_by.digest if grounds.judged_by else "",
    )


def _decided(grounds: Grounds) -> Iterable[str]:
    """What was decided, by which edition and values, and on what where that reads otherwise today."""
    judged = grounds.judged_by
    if judged is None:
        return
    yield f"Đã quyết định: {judged.rating.label}, {vn(judged.total, 2)} điểm, {luc(judged.at)}."
    if judged.edition:
        yield f"Đánh giá theo {judged.edition} và các giá trị của kỳ tại thời điểm quyết định."
    if judged.then:
        yield f"Mức cao nhất được phép khi quyết định: {judged.then.highest.label}."
        yield from (f"{title}: {sentence}" for title, sentence in judged.then.findings)
