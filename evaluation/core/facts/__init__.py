"""The one bridge from rows to the law's frozen facts. It reads prefetched rows (`gather`, `with_facts`) and judges nothing."""

from evaluation.core.facts.around import proposed_to_decider
from evaluation.core.facts.careers import careers, cases_for, posts_of, special_cases
from evaluation.core.facts.earlier import deferrals, deferred_before, none_deferred
from evaluation.core.facts.layers import (
    FIGURES,
    LAYERS,
    Marks,
    axes_of,
    ensured,
    newest,
    result_of,
    upto_layers,
)
from evaluation.core.facts.posts import Settlement, settled_on
from evaluation.core.facts.typed import RATED, laid
from evaluation.core.facts.whole import FACTS, facts_of, forget, frozen, gather, law_of

__all__ = [
    "FACTS",
    "FIGURES",
    "LAYERS",
    "Marks",
    "RATED",
    "Settlement",
    "axes_of",
    "careers",
    "cases_for",
    "deferrals",
    "deferred_before",
    "ensured",
    "facts_of",
    "forget",
    "frozen",
    "gather",
    "laid",
    "law_of",
    "newest",
    "none_deferred",
    "posts_of",
    "proposed_to_decider",
    "result_of",
    "settled_on",
    "special_cases",
    "upto_layers",
]
