"""Căn cứ xếp loại: the score as a tree down to the pocket calculator, and every rule with where it stands."""

from evaluation.grounds.tells.places import placed
from evaluation.grounds.tells.whole import Grounds, grounds_of, layers_of

__all__ = ["Grounds", "grounds_of", "layers_of", "placed"]
