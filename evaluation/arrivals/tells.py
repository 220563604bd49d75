"""What now stands against a decision, had it been there: what limits it, and what its decider was never asked to answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from config import clock
from evaluation.arrivals.models import Arrival
from evaluation.core.case import Case
from evaluation.core.facts import posts_of, settled_on, special_cases
from evaluation.core.facts.posts import Settlement, day_of
from evaluation.core.models import Dossier
from evaluation.lists.models import Decision
from regulation.cases import SpecialCase
from regulation.checks import RULES
from regulation.checks.circumstances import shortcomings
from regulation.checks.collectives import head_above_unit, unit_unknown
from regulation.checks.grounds import ground
from regulation.checks.moved import moved_since
from regulation.checks.special import deferral, promoted, reorganised, transferred
from regulation.facts import Facts
from regulation.findings import Finding
from regulation.places import Place
from regulation.rules import Rule
from regulation.vocabulary import CaseKind, Leadership, Rating

# What is not known yet has not arrived: of it the decider was asked, and answered.
_OF_COLLECTIVES = tuple(
    rule for rule in RULES if rule.place is Place.COLLECTIVES and rule is not unit_unknown
)
_OF_POSTS = {
    CaseKind.PROMOTED: promoted,
    CaseKind.TRANSFERRED: transferred,
    CaseKind.REORGANISED: reorganised,
}
OF_CAREER = (deferral.code, moved_since.code, *(rule.code for rule in _OF_POSTS.values()))
UNANSWERED = "Quyết định chưa giải trình nội dung này."
_BEARING = (ground, shortcomings, *_OF_COLLECTIVES, head_above_unit)


def against(decision: Decision) -> Iterator[tuple[str, str]]:
    """The codes of the rules that now speak against what was decided, each with what it says (2.2, 6.1, 6.3, QĐ 366, 7)."""
    facts = Case(decision.dossier).facts().given(Rating(decision.rating))
    for rule in _BEARING:
        if said := [*_limits(rule, facts), *_unanswered(rule, facts, decision)]:
            yield rule.code, " ".join(said)
    yield from _of_career(decision, facts)


def begun_since(decision: Decision) -> dict[str, str]:
    """2.2, 7: by its rule, how that begins which posts and absences say of a decision that did not know of it.

    Of whoever sits elsewhere that alone is said of their posts. It is read without the dossier's marks.
    """
    cases = reversed(_unknown(decision))
    said = {rule.code: case.sentence for case in cases if (rule := _speaking_of(case.kind))}
    if moved := moved_of(decision.dossier):
        return {code: said[code] for code in said if code == deferral.code} | {moved_since.code: moved}
    return said


def was_said(arrival: Arrival, sentence: str, posts: list[list[Any]]) -> bool:
    """Whether it says this, or said it of these very posts, whatever the posts and units are called since."""
    of_posts = arrival.code in OF_CAREER and arrival.code != deferral.code
    return arrival.sentence.startswith(sentence) or (of_posts and arrival.posts == posts)


def _of_career(decision: Decision, facts: Facts) -> Iterator[tuple[str, str]]:
    """What the rules of Mục 7 ask for in the special cases that the decision did not know."""
    begun, late = begun_since(decision), replace(facts, cases=tuple(_unknown(decision)), deferred=())
    for rule in (deferral, *_OF_POSTS.values()):
        found = rule(late) if rule.code in begun else ()
        if said := [one.sentence for one in found if one.blocks or one.warns or _recounts(one)]:
            yield rule.code, " ".join((*said, UNANSWERED))
    if moved_since.code in begun:
        yield moved_since.code, begun[moved_since.code]


def moved_of(dossier: Dossier) -> str:
    """2.2, 7.a, 7.b: that the main post, as recorded after the decision, was another one by then; 6.3: or the posts beside it."""
    posts = settled_on(dossier.cadre, day_of(dossier.period))
    if posts is None or not posts.sits_elsewhere(dossier):
        return ""
    said = []
    if posts.has_another_main(dossier):
        said.append(_main_of(posts, dossier))
    if posts.leads_otherwise(dossier):
        said.append(_beside(posts, dossier))
    return " ".join(said)


def _main_of(posts: Settlement, dossier: Dossier) -> str:
    role = Leadership(posts.main.leadership).label.lower()
    return (
        f"Theo bổ nhiệm, từ ngày {posts.main.valid_from:%d/%m/%Y} giữ chức vụ {posts.place} ({role}); "
        f"quyết định xếp loại theo chức vụ {dossier.post or dossier.get_leadership_display()}, {dossier.unit}."
    )


def _beside(posts: Settlement, dossier: Dossier) -> str:
    beside = "; ".join(
        f"{post.position}, {post.unit} ({post.get_leadership_display().lower()})" for post in posts.posts[1:]
    )
    return (
        f"Theo bổ nhiệm, chức vụ khác được giữ: {beside or 'không có'}; vai trò ở tập thể khác chưa được xét khi quyết định "
        f"theo chức vụ {dossier.post}."
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
        yield UNANSWERED


def _unknown(decision: Decision) -> list[SpecialCase]:
    """7: the cases that nobody knew of when it was decided, as posts and absences recorded since make them.

    What became of units since makes none, nor is anything known of a decision of before that did not keep the posts; an inspection
    had begun by then.
    """
    dossier, day = decision.dossier, decision.decided_at.astimezone(clock.HERE).date()
    known = {case["kind"] for case in decision.snapshot.get("cases", dossier.cases)}
    posts = posts_of(dossier.cadre, dossier.period.quarter)
    if decision.snapshot.get("posts", posts) == posts:
        known |= {*_OF_POSTS, CaseKind.FIRST_APPOINTED}
    found = special_cases(dossier.cadre, dossier.period.quarter, day)
    begun = (case for case in found if case.kind is not CaseKind.INSPECTED or case.since <= day)
    return [case for case in begun if case.kind not in known]


def _speaking_of(kind: CaseKind) -> Rule | None:
    return deferral if kind.defers else _OF_POSTS.get(kind)


def _recounts(found: Finding) -> bool:
    """7.c: other tasks count than were counted."""
    return found.code == reorganised.code
