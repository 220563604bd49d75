"""Căn cứ xếp loại: the score as a tree down to the pocket calculator, and every rule with where it stands."""

from evaluation.summaries.grounds.places import placed
from evaluation.summaries.grounds.whole import Grounds, grounds_of, layers_of

__all__ = ["Grounds", "grounds_of", "layers_of", "placed"]
