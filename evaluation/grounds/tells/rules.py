"""Every rule in the order of the law, and where it stands for this person: in a word, a shape and a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from evaluation.core.models import Dossier
from evaluation.grounds.tells.readings import Reading, readings_of
from evaluation.marks.tells.excused import excused_tasks
from regulation.assessment import Verdict
from regulation.checks import RULES, Rule
from regulation.clauses import REGULATION_366
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.places import Place
from regulation.rules import Figures
from regulation.vocabulary import Rating, Severity


@dataclass(frozen=True)
class State:
    """How a rule stands; `shape` keeps it readable in black and white, `opens` says whether it needs the reader."""

    code: str
    shape: str
    label: str
    opens: bool = False


@dataclass(frozen=True)
class Link:
    """The place where the reader may record what lifts a rule."""

    label: str
    url: str


@dataclass(frozen=True)
class RuleState:
    """A rule, how it stands and what that rests on; `told` is the sentence where the rule found nothing to say.

    `above` is the code of an earlier rule under the same clause, whose words are there to read and are not said twice.
    """

    rule: Rule
    state: State
    findings: tuple[Finding, ...]
    told: str = ""
    notes: tuple[str, ...] = ()
    figures: Figures | None = None
    readings: tuple[Reading, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    above: str = ""

    @property
    def place(self) -> str:
        """The clause as one names it beside others: Mục 6.1, but Điều 11, QĐ 366."""
        clause = self.rule.clause
        document = _SHORT.get(clause.document, "")
        return f"{clause.title}, {document}" if document else clause.title

    @property
    def limit(self) -> Rating | None:
        """The lowest rating to which the rule limits."""
        limits = [finding.limit for finding in self.findings if finding.limit]
        return Rating.lowest(limits) if limits else None

    @property
    def lifts(self) -> list[str]:
        """What would lift its findings, and who may record it; said once where several findings share it."""
        return list(dict.fromkeys(finding.lifted_by for finding in self.findings if finding.lifted_by))

    @property
    def mixed(self) -> bool:
        """Whether its findings differ in what they do, so that each must say it."""
        return len({finding.severity for finding in self.findings}) > 1

    @property
    def quoted(self) -> bool:
        """Whether the clause stands in the guideline's own words; of central documents only the gist is told."""
        return self.rule.clause.is_quoted


BLOCKED = State("blocked", "×", "Chưa thể chuyển bước", opens=True)
LIMITED = State("limited", "▼", "Giới hạn", opens=True)
WARNED = State("warned", "!", "Cần giải trình", opens=True)
NOTED = State("noted", "•", "Ghi nhận", opens=True)
PASSED = State("passed", "✓", "Không vướng")
WAITING = State("waiting", "○", "Chưa xét được")
OUTSIDE = State("outside", "–", "Không thuộc trường hợp này")
SWITCHED_OFF = State("off", "–", "Không áp dụng trong kỳ này")
LATER = State("later", "○", "Xét khi chốt danh sách")
_STATES = (
    (Severity.BLOCK, BLOCKED),
    (Severity.LIMIT, LIMITED),
    (Severity.WARN, WARNED),
    (Severity.INFO, NOTED),
)
_SHORT = {REGULATION_366: "QĐ 366"}
_ON_THE_PAGE = ("score", "tasks")  # anchors of the score's own places


def rules_of(
    dossier: Dossier, facts: Facts, verdict: Verdict, people: Mapping[str, str]
) -> tuple[RuleState, ...]:
    """All rules that the reader may know of; each anchor that a finding names leads to the first rule that names it.

    `people`: whoever is named beside a rule, by key, under the name that was kept with the decision.
    """
    taken, quoting = set(_ON_THE_PAGE), dict[str, str]()
    excused = excused_tasks(dossier, facts, people)
    found = []
    for rule in RULES:
        if not (dossier.withheld and rule.asked.of_review):
            said = tuple(finding for finding in verdict.findings if finding.code == rule.code)
            first = quoting.setdefault(rule.clause_code, rule.code)
            state = _rule(rule, facts, said, taken, excused)
            found.append(state if first == rule.code else replace(state, above=first))
    return tuple(found)


def _rule(
    rule: Rule, facts: Facts, findings: tuple[Finding, ...], taken: set[str], excused: tuple[str, ...]
) -> RuleState:
    anchors = tuple(dict.fromkeys(f.anchor for f in findings if f.anchor and f.anchor not in taken))
    taken.update(anchors)
    return RuleState(
        rule=rule,
        state=_state(rule, facts, findings),
        findings=findings,
        told="" if findings else rule.said.passing(facts),
        notes=excused if rule.place is Place.EXCUSES else (),
        figures=rule.said.table(facts),
        readings=readings_of(rule, facts),
        anchors=anchors,
    )


def _state(rule: Rule, facts: Facts, findings: Iterable[Finding]) -> State:
    severities = {finding.severity for finding in findings}
    if rule.said.always and severities == {Severity.INFO}:
        return PASSED
    strongest = next((state for severity, state in _STATES if severity in severities), None)
    return strongest or _silent(rule, facts)


def _silent(rule: Rule, facts: Facts) -> State:
    """A rule that says nothing was passed, waits for the list, or was never this person's."""
    if rule.asked.closing and facts.rating is None:
        return LATER
    if rule.is_off(facts.policy):
        return SWITCHED_OFF
    if rule.asked.waits(facts):
        return WAITING
    return OUTSIDE if rule.asked.outside(facts) else PASSED
