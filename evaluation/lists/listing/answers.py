"""What the law asks of a row beyond its rating: which findings bind on which kind of list, and how warnings are answered."""

from dataclasses import replace

from evaluation.core.stages import Stage
from evaluation.core.steps import from_on
from evaluation.lists.listing.members import is_deciding, target_of
from evaluation.lists.models import RatingList, RatingRow
from regulation.assessment import Verdict
from regulation.checks import RULES
from regulation.findings import Finding
from regulation.vocabulary import Severity

REVIEWED = ("key-response", "no-council")  # what appraiser and council add after a division has proposed
PAPERS = ("promoted", "transferred", "reorganised")  # 7.a–c: to be there before a decision
TITLES = {rule.code: rule.title for rule in RULES}


def binds(finding: Finding, rating_list: RatingList) -> bool:
    """Whether a list of this kind waits for it; what belongs to the plan was asked when the plan was approved."""
    if finding.code in REVIEWED:
        return target_of(rating_list.kind).stage in from_on(Stage.COUNCIL)
    if finding.code in PAPERS:
        return is_deciding(rating_list.kind)
    return finding.warns or finding.code == "summary"


def warnings_of(row: RatingRow, verdict: Verdict) -> tuple[Finding, ...]:
    """The warnings that this list must see and answer with a reason."""
    return tuple(finding for finding in verdict.warnings if binds(finding, row.rating_list))


def hints_of(row: RatingRow, verdict: Verdict) -> tuple[Finding, ...]:
    """7.a, 7.b on a proposal: what will have to be there before somebody decides."""
    papers = (finding for finding in verdict.blocks if finding.code in PAPERS)
    return tuple(finding for finding in papers if not binds(finding, row.rating_list))


def title_of(finding: Finding) -> str:
    """What the rule behind a finding is called."""
    return TITLES.get(finding.code, finding.clause.title)


def unanswered(warnings: tuple[Finding, ...]) -> Finding:
    """The finding that asks for the row's answer, and names the warnings."""
    titles = dict.fromkeys(map(title_of, warnings))
    sentence = f"Chưa giải trình cảnh báo: {'; '.join(titles)}."
    ask = "Ghi giải trình ở dòng này."
    return replace(warnings[0], code="row-answer", severity=Severity.BLOCK, sentence=sentence, lifted_by=ask)
