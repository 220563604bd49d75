"""The whole page of one dossier and one layer: the answer, the tree, the rules, and what a decision was taken on."""

from dataclasses import dataclass

from evaluation.core.facts import facts_of
from evaluation.core.models import Dossier
from evaluation.core.tells.names import around_as_named
from evaluation.grounds.tells.answer import Answer, answer_of
from evaluation.grounds.tells.decided import JudgedBy, decision_of, judged_by
from evaluation.grounds.tells.left_out import LeftOut, left_out_of
from evaluation.grounds.tells.rules import RuleState, rules_of
from evaluation.grounds.tells.tree import AxisTree, GroupLines, axes_of, criteria_of
from regulation.assessment import Verdict, assess
from regulation.facts import Facts
from regulation.vocabulary import Layer


@dataclass(frozen=True)
class Grounds:
    """Everything on which the rating of a dossier rests."""

    layer: Layer
    facts: Facts
    verdict: Verdict
    answer: Answer
    criteria: tuple[GroupLines, ...]
    axes: tuple[AxisTree, ...]
    left_out: LeftOut | None
    rules: tuple[RuleState, ...]
    judged_by: JudgedBy | None

    @property
    def one_axis(self) -> bool:
        """A single axis stands opened; of several, each opens when it is asked for."""
        return len(self.axes) == 1


def layers_of(dossier: Dossier) -> list[Layer]:
    """The layers of marks that have been written, the person's own always among them."""
    written = {row.layer for row in dossier.assessments.all()}
    return [layer for layer in Layer if layer is Layer.SELF or layer.value in written]


def grounds_of(dossier: Dossier, layer: Layer) -> Grounds:
    """Everything on which the rating of this dossier rests, read from the layers up to this one; once decided, under the names of its day."""
    decision = decision_of(dossier)
    summary, names = (decision.ground, decision.names) if decision else ("", {})
    dossier = around_as_named(dossier, names)
    facts = facts_of(dossier, upto=layer, rating=dossier.decided_rating, summary=summary)
    verdict = assess(facts)
    rules = rules_of(dossier, facts, verdict, names.get("people", {}))
    return Grounds(
        layer=layer,
        facts=facts,
        verdict=verdict,
        answer=answer_of(dossier, verdict, rules),
        criteria=criteria_of(dossier, facts, layer),
        axes=axes_of(dossier, facts),
        left_out=left_out_of(facts),
        rules=rules,
        judged_by=judged_by(dossier, decision, _today(dossier, layer, summary)),
    )


def _today(dossier: Dossier, layer: Layer, summary: str) -> Verdict | None:
    """What a decision would rest on today; asked of the newest layer alone, an earlier one never was what it rested on."""
    if not dossier.is_decided or layer != layers_of(dossier)[-1]:
        return None
    return assess(facts_of(dossier, rating=dossier.decided_rating, summary=summary))
