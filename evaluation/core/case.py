"""A dossier as a judgement needs it: its facts, gathered once, and the law's verdict on them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evaluation.core.facts import Marks, axes_of, cases_for, ensured, facts_of, laid
from regulation.assessment import Verdict, assess
from regulation.facts import Facts
from regulation.vocabulary import Layer, Rating

if TYPE_CHECKING:
    from evaluation.core.models import Dossier


class Case:
    """One dossier with its facts and verdicts, each reached when first asked and kept.

    Gates, refusals, snapshot, page and list read the same Case. It holds as long as nothing is written that the law reads:
    whoever writes such rows makes a new one. `summary` is the written ground of the rating (column 6 of Mẫu 04-06), as it now is.
    """

    def __init__(self, dossier: Dossier, summary: str = "") -> None:
        self.dossier, self.stored, self.summary = dossier, dossier, summary
        self._facts: dict[Layer, Facts] = {}
        self._verdicts: dict[tuple[Layer, str, str], Verdict] = {}

    def facts(self, upto: Layer = Layer.AUTHORITY) -> Facts:
        """By the newest layer of marks up to this one; whatever is no mark is the same in all of them."""
        if upto not in self._facts:
            known = next(iter(self._facts.values()), None)
            self._facts[upto] = self._of_layer(known, upto) if known else facts_of(self.dossier, upto=upto)
        return self._facts[upto]

    def verdict(self, rating: str = "", upto: Layer = Layer.AUTHORITY) -> Verdict:
        """What the law says, with this rating being proposed or decided."""
        key = upto, str(rating), self.summary
        if key not in self._verdicts:
            given = Rating(rating) if rating else None
            self._verdicts[key] = assess(self.facts(upto).given(given, self.summary))
        return self._verdicts[key]

    @cached_property
    def cases(self) -> list[dict[str, Any]]:
        """The special cases as posts and absences now make them, which may differ from those settled (Mục 7)."""
        return cases_for(self.dossier.cadre, self.dossier.period.quarter)

    def settle(self) -> None:
        """From here on the special cases count as they now are; what was judged by those before is judged anew."""
        self.dossier.cases = self.cases
        self._facts.clear()
        self._verdicts.clear()

    def _of_layer(self, known: Facts, layer: Layer) -> Facts:
        return replace(known, ensured=ensured(self.dossier, layer), axes=axes_of(self.dossier, layer))


class TypedCase(Case):
    """The case as it would be had `marks` been saved as this layer; `stored` is the dossier as it still is.

    The form that shows what is owed, the move that refuses it and the deed that writes it share one.
    """

    def __init__(self, dossier: Dossier, marks: Marks, layer: Layer) -> None:
        super().__init__(laid(dossier, marks, layer))
        self.stored, self.marks, self.layer = dossier, marks, layer
