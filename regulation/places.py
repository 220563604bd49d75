"""When and where the facts that a rule asks for are recorded: plain words, whatever page the floors above have for them."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Moment(IntEnum):
    """The moments of a quarter at which something is recorded or asked, in their order (Mục 4)."""

    PLAN = 1
    MARKS = 2
    DIVISION = 3
    APPRAISAL = 4
    COUNCIL = 5
    PROPOSAL = 6
    DECISION = 7


class Place(StrEnum):
    """Where what lifts a finding is recorded; `NOWHERE` where nothing that somebody could record lifts it."""

    NOWHERE = "nowhere"
    PLAN = "plan"
    AMENDMENTS = "amendments"  # read, not recorded: why a plan was reduced
    MARKS = "marks"
    EXCUSES = "excuses"
    EXCEEDED = "exceeded"  # 2.3: the appraiser's confirmation
    APPRAISAL = "appraisal"
    CIRCUMSTANCES = "circumstances"
    LEAVING = "leaving"  # the dossier ends with its person's posts
    POSTS = "posts"  # the dossier follows its person
    CASES = "cases"  # settled from posts and absences
    DEEDS = "deeds"  # 7.d: set aside until the next quarter
    COLLECTIVES = "collectives"
    COUNCIL = "council"
    LIST = "list"
    CAP = "cap"
