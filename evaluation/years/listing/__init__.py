"""Lists of a year: who waits on which, what stands in the way of closing, how much of the cap is left. Asks, never writes."""

from evaluation.years.listing.boards import Board, Draft, board_of, draft_of
from evaluation.years.listing.counting import Cap, cap_of, is_head, policy_of
from evaluation.years.listing.judging import Gathered, Line, year_of
from evaluation.years.listing.members import Place, everybody, last_of, members, place_of, proposals

__all__ = [
    "Board",
    "Cap",
    "Draft",
    "Gathered",
    "Line",
    "Place",
    "board_of",
    "cap_of",
    "draft_of",
    "everybody",
    "is_head",
    "last_of",
    "members",
    "place_of",
    "policy_of",
    "proposals",
    "year_of",
]
