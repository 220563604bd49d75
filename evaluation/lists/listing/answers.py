"""What the law asks of a row beyond its rating: which findings bind on which kind of list, and how warnings are answered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from evaluation.core.steps import Stage, from_on
from evaluation.lists.listing.members import is_deciding, target_of
from evaluation.lists.models import RatingList, RatingRow
from regulation.assessment import Verdict
from regulation.checks import rule_of
from regulation.checks.tasks import conditions_of
from regulation.findings import Finding
from regulation.places import Moment
from regulation.vocabulary import Severity


def binds(finding: Finding, rating_list: RatingList) -> bool:
    """Whether a list of this kind waits for it, or leaves it to a later one."""
    return rule_of(finding).asked.binds_at(_moment(rating_list.kind))


@cache
def _moment(kind: str) -> Moment:
    """When a list of this kind is drawn up: what appraiser and council add comes after a division's proposal."""
    if is_deciding(kind):
        return Moment.DECISION
    return Moment.PROPOSAL if target_of(kind).stage in from_on(Stage.COUNCIL) else Moment.DIVISION


def warnings_of(row: RatingRow, verdict: Verdict) -> tuple[Finding, ...]:
    """The warnings that this list must see and answer with a reason."""
    return tuple(finding for finding in verdict.warnings if binds(finding, row.rating_list))


def codes_of(warnings: Iterable[Finding]) -> list[str]:
    """The codes of what warns on a row, as its closing keeps them in the history."""
    return sorted({finding.code for finding in warnings})


def hints_of(row: RatingRow, verdict: Verdict) -> tuple[Finding, ...]:
    """7.a, 7.b, 6.1 on a proposal: what will have to be there before somebody decides."""
    papers = (finding for finding in verdict.blocks if rule_of(finding).asked.needed)
    later = tuple(finding for finding in papers if not binds(finding, row.rating_list))
    return later + conditions_of(verdict.findings)


def condition_of(verdict: Verdict) -> str:
    """6.1: on which condition the proposal of a row rests, in words."""
    return " ".join(finding.sentence for finding in conditions_of(verdict.findings))


def title_of(finding: Finding) -> str:
    """What the rule behind a finding is called."""
    return rule_of(finding).title


def unanswered(warnings: Sequence[Finding]) -> Finding:
    """The finding that asks for the row's answer, and names the warnings."""
    titles = dict.fromkeys(map(title_of, warnings))
    sentence = f"Chưa giải trình cảnh báo: {'; '.join(titles)}."
    ask = "Ghi giải trình ở dòng này."
    return replace(warnings[0], code="row-answer", severity=Severity.BLOCK, sentence=sentence, lifted_by=ask)
