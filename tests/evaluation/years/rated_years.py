"""People whose quarters are decided, and lists on which their year is rated."""

from types import SimpleNamespace
from typing import Any

from cadres.models import Duty
from evaluation.core.steps import Stage
from evaluation.models import YearList
from evaluation.years.actions.closing import close_list
from evaluation.years.actions.lists import draw_up
from evaluation.years.listing import Place
from regulation.quarters import Quarter
from tests.factories import (
    CadreFactory,
    DossierFactory,
    PeriodFactory,
    SimilarGroupFactory,
    a_ward,
    an_official,
)

YEAR = 2025
RATINGS = {"x": "excellent", "g": "good", "c": "completed", "F": "not_completed"}
STAGES = {"?": Stage.COUNCIL, "-": Stage.DEFERRED, "e": Stage.EXEMPT, "0": Stage.ENDED}


def a_person(unit: Any, signs: str = "gggg", proposed: str = "", cadre: Any = None, **values: Any) -> Any:
    """One sign a quarter: x g c F as decided, ? not yet, - deferred, e exempt, 0 ended, a blank without a dossier; `last` is theirs.

    `proposed`: how the quarters were proposed, where otherwise than decided.
    """
    named = {"full_name": values.pop("name")} if "name" in values else {}
    cadre = cadre or CadreFactory(account=True, **named)
    for number, sign in enumerate(signs, start=1):
        period = PeriodFactory(quarter=Quarter(YEAR, number))
        if sign == " ":
            continue
        given = {"decided_rating": RATINGS[sign]} if sign in RATINGS else {}
        put = RATINGS.get((proposed or signs)[number - 1], "")
        if values.get("provincial"):
            values["group"] = SimilarGroupFactory(period=period)
        cadre.last = DossierFactory(
            cadre=cadre,
            unit=unit,
            period=period,
            stage=STAGES.get(sign, Stage.PUBLISHED),
            appraisal_rating=put,
            proposed_rating=put,
            **given | values,
        )
    return cadre


def a_year(*signs: str, **values: Any) -> SimpleNamespace:
    """A ward whose people have these quarters: `people`, and their list of tier 3.2, drawn up by its staff: `list`."""
    world = a_ward(name="Phường Long Xuyên", code="LX")
    world.people = [
        a_person(world.division, one, name=f"Nguyễn Văn {chr(ord('A') + number)}", **values)
        for number, one in enumerate(signs)
    ]
    world.list = draw_up(decision_at(world), by=world.staff)
    return world


def decision_at(world: Any, **values: Any) -> Place:
    return Place(**{"year": YEAR, "span": "year", "unit_id": world.ward.pk, "kind": "unit_decision"} | values)


def good(**values: Any) -> dict[str, Any]:
    return {"rating": "good"} | values


def excellent(**values: Any) -> dict[str, Any]:
    return {"rating": "excellent", "ground": "Vượt mức mọi nhiệm vụ", "reason": "Nổi trội"} | values


def rows(world: Any, *given: dict[str, Any]) -> dict[int, dict[str, Any]]:
    return {person.last.pk: row for person, row in zip(world.people, given, strict=True)}


def close(world: Any, *given: dict[str, Any], **values: Any) -> YearList:
    options = {"by": world.leadership, "seen": world.list.version, "reason": "Tập thể thống nhất"} | values
    world.list = close_list(world.list, rows(world, *given), **options)
    return world.list


def a_province_year(signs: str = "gggg", **values: Any) -> SimpleNamespace:
    """One of tier 3.1 whom the ward has put forward as Tốt; `list` is the province's, of the group."""
    world = a_ward()
    world.organisation = an_official(Duty.PROVINCIAL_ORGANISATION, world.province)
    world.secretariat = an_official(Duty.PROVINCIAL_SECRETARIAT, world.province)
    world.people = [a_person(world.ward, signs, provincial=True, **values)]
    world.list = draw_up(decision_at(world, kind="unit_proposal"), by=world.staff)
    world.proposal = close(world, good())
    place = decision_at(world, unit_id=world.province.pk, kind="province_decision", group="Bí thư cấp xã")
    world.list = draw_up(place, by=world.organisation)
    return world
