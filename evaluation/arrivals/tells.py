"""What now stands against a decision, had it been there: what limits it, and what its decider was never asked to answer."""

from collections.abc import Iterator
from typing import Any

from config import clock
from evaluation.core.case import Case
from evaluation.core.facts import cases_for, settled_on
from evaluation.core.facts.posts import day_of
from evaluation.core.models import Dossier
from evaluation.lists.models import Decision
from regulation.checks import RULES
from regulation.checks.circumstances import shortcomings
from regulation.checks.collectives import head_above_unit, unit_unknown
from regulation.checks.grounds import ground
from regulation.checks.moved import moved_since
from regulation.checks.special import deferral
from regulation.facts import Facts
from regulation.places import Place
from regulation.rules import Rule
from regulation.vocabulary import CaseKind, Leadership, Rating

# What is not known yet has not arrived: of it the decider was asked, and answered.
_OF_COLLECTIVES = tuple(
    rule for rule in RULES if rule.place is Place.COLLECTIVES and rule is not unit_unknown
)
_BEARING = (ground, shortcomings, *_OF_COLLECTIVES, head_above_unit)


def against(decision: Decision) -> Iterator[tuple[str, str]]:
    """The codes of the rules that now speak against what was decided, each with what it says (2.2, 6.1, 6.3, QĐ 366, 7)."""
    facts = Case(decision.dossier).facts().given(Rating(decision.rating))
    for rule in _BEARING:
        if said := [*_limits(rule, facts), *_unanswered(rule, facts, decision)]:
            yield rule.code, " ".join(said)
    if begun := [case["sentence"] for case in _inspections(decision)]:
        yield deferral.code, " ".join(begun)
    if moved := moved_of(decision.dossier):
        yield moved_since.code, moved


def moved_of(dossier: Dossier) -> str:
    """2.2, 7.a, 7.b: that the main post, as recorded after the decision, was another one by then; 6.3: or the posts beside it."""
    posts = settled_on(dossier.cadre, day_of(dossier.period))
    if posts is None or not posts.sits_elsewhere(dossier):
        return ""
    if posts.leads_otherwise(dossier):
        beside = "; ".join(
            f"{post.position}, {post.unit} ({post.get_leadership_display().lower()})"
            for post in posts.posts[1:]
        )
        return (
            f"Theo bổ nhiệm, chức vụ khác được giữ: {beside or 'không có'}; vai trò ở tập thể khác chưa được xét khi quyết định "
            f"theo chức vụ {dossier.post}."
        )
    role = Leadership(posts.main.leadership).label.lower()
    return (
        f"Theo bổ nhiệm, từ ngày {posts.main.valid_from:%d/%m/%Y} giữ chức vụ {posts.place} ({role}); "
        f"quyết định xếp loại theo chức vụ {dossier.post or dossier.get_leadership_display()}, {dossier.unit}."
    )


def _limits(rule: Rule, facts: Facts) -> Iterator[str]:
    """What stops short of the rating, and the highest that it permits."""
    rank = facts.expected.rank
    stopping = {
        found.sentence: found.limit for found in rule(facts) if found.limit and found.limit.rank < rank
    }
    if stopping:
        yield from stopping
        yield f"Mức cao nhất được phép: “{Rating.lowest(stopping.values()).label}”."


def _unanswered(rule: Rule, facts: Facts, decision: Decision) -> Iterator[str]:
    """Warnings that were not before the decider: no list is closed until those that are have their answer."""
    before = {(one["code"], one["sentence"]) for one in decision.snapshot.get("findings", ())}
    told = [
        found.sentence for found in rule(facts) if found.warns and (rule.code, found.sentence) not in before
    ]
    if told:
        yield from told
        yield "Quyết định chưa giải trình nội dung này."


def _inspections(decision: Decision) -> list[dict[str, Any]]:
    """7.d: that the person was under inspection when it was decided, and nobody knew."""
    dossier = decision.dossier
    known = decision.snapshot.get("cases", dossier.cases)
    if any(case["kind"] == CaseKind.INSPECTED for case in known):
        return []
    day = decision.decided_at.astimezone(clock.HERE).date()
    cases = cases_for(dossier.cadre, dossier.period.quarter, day)
    return [case for case in cases if case["kind"] == CaseKind.INSPECTED and case["since"] <= day.isoformat()]
