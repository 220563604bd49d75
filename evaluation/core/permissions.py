"""One line a right: who may, of what the road or several rooms ask. Stages stand in the moves, rows and people in the Grants."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Model, Q

from cadres.mandates import NOBODY, AnyOf, Grant, Holds, Shared, Subject, Where, units_of
from cadres.models import Duty, Unit, Visitor
from evaluation.core.stages import ListKind
from evaluation.core.steps import MADE_KNOWN
from regulation.deadlines import Window
from regulation.vocabulary import Tier

if TYPE_CHECKING:
    from evaluation.core.models import Dossier


class HoldsAtOtherPost(Holds):
    """A duty over a unit at which the cadre holds another post: one dossier, seen from each of them."""

    def q(self, user: Visitor) -> Q:
        through = Unit.other_dossiers.through
        units = Q() if self.everywhere(user) else Q(unit_id__in=units_of(user, *self.duties))
        return Q(pk__in=through.objects.filter(units).values("dossier_id"))

    def sees_all(self, user: Visitor) -> bool:
        """Never: whoever holds one post alone is not seen from another."""
        return False

    def allows(self, user: Visitor, row: Any) -> bool:
        units = units_of(user, *self.duties)
        return bool(units and row.other_units.filter(pk__in=units).exists())

    def holders(self, row: Model) -> set[int]:
        return set()  # they may look, they never owe an act

    def behalf(self, user: Visitor, row: Model) -> int | None:
        return None


@dataclass(frozen=True)
class Only(Grant):
    """Narrows another right to rows of which a question of theirs holds, `said`, as no value of one column says it (`Where`)."""

    grant: Grant
    said: str
    told: Q  # the same as a filter

    def q(self, user: Visitor) -> Q:
        held = self.grant.q(user)
        return held if held is NOBODY else self.told & held

    def allows(self, user: Visitor, row: Any) -> bool:
        return bool(getattr(row, self.said)) and self.grant.allows(user, row)

    def holders(self, row: Model) -> set[int]:
        return self.grant.holders(row) if getattr(row, self.said) else set()

    def behalf(self, user: Visitor, row: Model) -> int | None:
        return self.grant.behalf(user, row)


def of_scope(person: Grant, unit: Grant) -> Grant:
    """Of a row that is about one dossier or about one unit: who may in the one case, and who in the other."""
    return Only(person, "dossier_id", Q(dossier__isnull=False)) | Only(unit, "unit_id", Q(unit__isnull=False))


SUBJECT = Subject("cadre__user")
INTERESTED = Subject("cadre__user", or_principal=True)

# Nobody collates, approves, excuses, appraises, proposes, gives an opinion on or decides their own dossier.
STAFF = Holds(Duty.ORGANISATION_STAFF, over="unit") - INTERESTED
DIVISION = Holds(Duty.DIVISION_LEADERSHIP, over="unit") - INTERESTED
LEADERSHIP = Holds(Duty.LEADERSHIP, over="managing_unit") - INTERESTED
COUNCIL = Holds(Duty.COUNCIL_MEMBER, Duty.ORGANISATION_STAFF, over="managing_unit") - INTERESTED
PROVINCE = Holds(Duty.PROVINCIAL_ORGANISATION, over="unit") - INTERESTED
SECRETARIAT = Holds(Duty.PROVINCIAL_SECRETARIAT, over="unit") - INTERESTED

# 3.2, and whoever the unit evaluates besides (3.3, first dash).
UNITS_OWN = (Tier.DELEGATED.value, Tier.OTHER.value)

COLLATE = STAFF
APPROVE_PLAN = LEADERSHIP
PROPOSE_IN_DIVISION = Where(DIVISION, tier=UNITS_OWN)
APPRAISE = STAFF
RECORD_COUNCIL = COUNCIL
MARK_AS_AUTHORITY = LEADERSHIP
PROPOSE_TO_PROVINCE = Where(LEADERSHIP, tier=Tier.PROVINCIAL.value)
APPRAISE_AT_PROVINCE = Where(PROVINCE, tier=Tier.PROVINCIAL.value)
DECIDE = Where(LEADERSHIP, tier=UNITS_OWN)
DECIDE_AT_PROVINCE = Where(SECRETARIAT, tier=Tier.PROVINCIAL.value)
ANSWER_ARRIVAL = DECIDE | DECIDE_AT_PROVINCE
# Whoever was judged objects to what was decided, and the level that decided answers: by what it may reopen.
PETITION = SUBJECT
ANSWER_PETITION = DECIDE | DECIDE_AT_PROVINCE
RETURN = STAFF | DIVISION | LEADERSHIP
RETURN_FROM_PROVINCE = APPRAISE_AT_PROVINCE | DECIDE_AT_PROVINCE
PUBLISH = LEADERSHIP | STAFF
SET_ASIDE = STAFF | PROVINCE
PUT_FORWARD_EXCUSE = SUBJECT | STAFF
# 6.1: the unit answers for whom it decides; of tier 3.1 it gives its opinion, on which the province confirms.
ANSWER_EXCUSE = LEADERSHIP
CONFIRM_EXCUSE = Where(LEADERSHIP, tier=UNITS_OWN)
SUPPORT_EXCUSE = Where(LEADERSHIP, tier=Tier.PROVINCIAL.value)
CONFIRM_EXCUSE_AT_PROVINCE = APPRAISE_AT_PROVINCE | DECIDE_AT_PROVINCE
SHARE = STAFF

# Duties that read whatever lies beneath their unit.
SEES = (
    Duty.ORGANISATION_STAFF,
    Duty.DIVISION_LEADERSHIP,
    Duty.LEADERSHIP,
    Duty.COUNCIL_MEMBER,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.AUDITOR,
)
# What reaches dossiers one by one, and what reaches whatever lies beneath a unit.
FEW = (
    SUBJECT,
    HoldsAtOtherPost(*SEES, over="other_units"),
    Shared("view_dossier", kept="dossieruserobjectpermission_set"),
)
OVER: Grant = Holds(*SEES, over="unit") | Where(
    Holds(Duty.PROVINCIAL_SECRETARIAT, over="unit"), tier=Tier.PROVINCIAL.value
)
READ: Grant = AnyOf((*FEW, OVER))

READ_LIST: Grant = Holds(*SEES, over="unit") | Where(
    Holds(Duty.PROVINCIAL_SECRETARIAT, over="unit"), kind=ListKind.PROVINCE_DECISION.value
)
CLOSE_DIVISION_LIST = Where(
    Holds(Duty.DIVISION_LEADERSHIP, over="unit"), kind=ListKind.DIVISION_PROPOSAL.value
)
CLOSE_UNIT_LIST = Where(
    Holds(Duty.LEADERSHIP, over="unit"), kind=(ListKind.UNIT_PROPOSAL.value, ListKind.UNIT_DECISION.value)
)
CLOSE_PROVINCE_LIST = Where(
    Holds(Duty.PROVINCIAL_SECRETARIAT, over="unit"), kind=ListKind.PROVINCE_DECISION.value
)
CLOSE_LIST = CLOSE_DIVISION_LIST | CLOSE_UNIT_LIST | CLOSE_PROVINCE_LIST
# A unit does not raise its own cap: Ban Tổ chức records the document that allows 25 %.
SET_RATE = Holds(Duty.PROVINCIAL_ORGANISATION, over="unit") | CLOSE_PROVINCE_LIST

READ_SESSION = Holds(
    Duty.ORGANISATION_STAFF,
    Duty.LEADERSHIP,
    Duty.COUNCIL_MEMBER,
    Duty.PROVINCIAL_ORGANISATION,
    Duty.AUDITOR,
    over="unit",
)
CONVENE = Holds(Duty.COUNCIL_MEMBER, Duty.ORGANISATION_STAFF, over="unit")


def sees_review(user: Visitor, dossier: "Dossier") -> bool:
    """How others rate somebody is theirs to read, and a stand-in's, only once it is made known (Bước 6; open-questions 15, 16)."""
    return dossier.is_made_known or not INTERESTED.allows(user, dossier)


def reviews_seen(user: Visitor) -> Q:
    """`sees_review` as a filter."""
    return Q(stage__in=MADE_KNOWN) | ~INTERESTED.q(user)


# Circumstances are recorded by staff or leadership; what lifts one is the competent authority's to confirm: of tier 3.1
# not the person's own unit, which could annul what the province recorded.
RECORD_CIRCUMSTANCE = STAFF | LEADERSHIP | PROVINCE
LIFT_CIRCUMSTANCE = Where(LEADERSHIP, tier=UNITS_OWN) | APPRAISE_AT_PROVINCE
SETTLE_CASES = STAFF | PROVINCE

# Among whom the province rates a person of tier 3.1.
REGROUP = Where(
    Holds(Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, over="unit") - INTERESTED,
    tier=Tier.PROVINCIAL.value,
)

# 6.2: the ledger is the province's and inspection's to read.
READ_ANSWERABILITY = Holds(
    Duty.PROVINCIAL_ORGANISATION, Duty.PROVINCIAL_SECRETARIAT, Duty.AUDITOR, over="unit"
)

# A later window is asked for by the person or their staff, of a whole unit by its staff. A unit's leadership lets go of what the
# unit itself asked earlier than the round; whatever goes further is the province's. Nobody answers for themself.
_EXTENDED = Subject("dossier__cadre__user", or_principal=True)
ASK_EXTENSION = of_scope(
    Subject("dossier__cadre__user") | (Holds(Duty.ORGANISATION_STAFF, over="dossier__unit") - _EXTENDED),
    Holds(Duty.ORGANISATION_STAFF, over="unit"),
)
EXTEND_WITHIN_ROUND = Only(
    of_scope(
        Holds(Duty.LEADERSHIP, over="dossier__managing_unit") - _EXTENDED,
        Holds(Duty.LEADERSHIP, over="unit"),
    ),
    "within_round",
    Q(window=Window.DOSSIER.value, until__lte=F("period__dossier_closes_at")),
)
EXTEND_BEYOND = of_scope(
    Holds(Duty.PROVINCIAL_ORGANISATION, over="dossier__unit") - _EXTENDED,
    Holds(Duty.PROVINCIAL_ORGANISATION, over="unit"),
)
EXTEND = EXTEND_WITHIN_ROUND | EXTEND_BEYOND
