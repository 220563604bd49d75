"""The content of a form for one reader: rows through the reader's scope, 404 for what they may not see."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404

from cadres.models import Unit, User
from catalog.models import Catalog
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.agreement import decisions_in_force, demand_at_a_glance, demand_decision
from evaluation.core import permissions
from evaluation.core.facts import FACTS
from evaluation.core.models.dossiers import joins
from evaluation.core.periods import period_of
from evaluation.core.stages import SessionStage
from evaluation.core.tells.discretion import with_facts_for
from evaluation.council.tells.heads import written
from evaluation.models import CouncilSession, Decision, Dossier, Period, RatingList, YearList
from evaluation.packages.models import Package
from evaluation.packages.permissions import READ_PACKAGE
from evaluation.packages.stages import BY_SLUG
from evaluation.years.stages import SHUT
from reporting import sheets
from reporting.permissions import reports_for
from reporting.sheets.authority import decision_of
from reporting.sheets.letters import letter
from reporting.sheets.lists import KIND_OF, RESULT, ListSheet
from reporting.sheets.papers import Paper
from reporting.sheets.parts import Sheet
from reporting.sheets.report import report_paper
from reporting.sheets.seals import Seals, sealed, seals_of
from reporting.sheets.year_list import year_list_sheet
from reporting.summaries.report import report_of

NO_FORM = "Không có biểu mẫu này."


def plan(user: User, pk: int) -> Sheet:
    """Mẫu 01; of whoever is decided and may know it, as it was decided on."""
    row = _dossier(user, pk)
    decision = decision_of(row) if permissions.sees_review(user, row) else None
    kept = decision and hasattr(decision, "form") and decision.form.plan
    return _sealed(sheets.plan_of(decision) if decision and kept else sheets.form01(row), decision)


def dossier(user: User, pk: int) -> Sheet:
    """Mẫu 03, as it was decided; until that is made known the person's own copy leaves the authority's part open.

    What is kept of a decision is read from there: of its dossier nothing needs to be gathered.
    """
    rows = Dossier.objects.visible_to(user).for_rows().select_related("plan", "council_opinion")
    row = get_object_or_404(rows.filter(plan__isnull=False), pk=pk)
    return _form03(user, row, gathered=False)


def dossiers(user: User, period: Period, keys: Collection[int]) -> Iterator[tuple[Dossier, Sheet]]:
    """Mẫu 03 of many of one round, each as it is printed alone; of whom the reader does not see, nothing."""
    rows = Dossier.objects.visible_to(user).filter(period=period, plan__isnull=False, pk__in=keys)
    for row in rows.with_facts_in(period):
        yield row, _form03(user, row)


def _form03(user: User, row: Dossier, *, gathered: bool = True) -> Sheet:
    knows = permissions.sees_review(user, row)
    decision = decision_of(row) if knows else None
    if decision and hasattr(decision, "form"):
        return _sealed(sheets.sheet_of(decision), decision)
    if not gathered:
        prefetch_related_objects([row], *joins(), *FACTS)
    return _sealed(sheets.form03(row, with_authority=knows, decision=decision), decision)


def _sealed(sheet: Sheet, decision: Decision | None) -> Sheet:
    if decision is None:
        return sheet
    seals = {seal.row: seal for seal in demand_decision(decision)}
    return sealed(sheet, Sealed.DECISION, [decision], decision.number, seals=seals)


def decided(user: User, pk: int, number: int) -> Sheet:
    """Mẫu 03 of one decision on the dossier, whatever became of it since; page and file say of which."""
    row = get_object_or_404(Dossier.objects.visible_to(user), pk=pk)
    kept = row.decisions.known_to(user).filter(form__isnull=False).select_related("form")
    decision = get_object_or_404(kept, number=number)
    sheet = sheets.sheet_of(decision)
    return _sealed(replace(sheet, subject=f"{sheet.subject}, quyết định lần {number}"), decision)


def grounds(user: User, pk: int) -> Sheet:
    """Căn cứ xếp loại, from what this reader may know of the dossier."""
    row = get_object_or_404(Dossier.objects.visible_to(user).for_rows().select_related("plan"), pk=pk)
    known = with_facts_for(row, user)
    return _sealed(sheets.grounds_sheet(known), decision_of(known))


def package_letter(user: User, unit: int, code: str, slug: str) -> Sheet:
    """The letter of a package, drafted: as it stands, be it kept yet or not."""
    nature = BY_SLUG.get(slug)
    if nature is None:
        raise Http404(NO_FORM)
    here = get_object_or_404(Unit.objects.select_related("parent"), pk=unit)
    package = Package(period=period_of(code), unit=here, kind=nature.kind.value)
    if not READ_PACKAGE.allows(user, package):
        raise Http404(NO_FORM)
    return letter(package, reader=user)


def catalog(user: User, pk: int) -> Sheet:
    rows = Catalog.objects.visible_to(user).select_related("unit").prefetch_related("items")
    return sheets.form02(get_object_or_404(rows, pk=pk))


def rating_list(user: User, pk: int) -> Sheet:
    rows = RatingList.objects.visible_to(user).select_related("unit", "period", "group")
    row = get_object_or_404(rows, pk=pk)
    return sealed(sheets.list_form(row, reader=user), Sealed.LIST, [row], row.sequence)


def year_list(user: User, pk: int) -> Sheet:
    """A list of the year once it is closed: a draft is nothing to print."""
    shut = YearList.objects.visible_to(user).filter(stage__in=SHUT).select_related("unit")
    row = get_object_or_404(shut, pk=pk)
    return sealed(year_list_sheet(row, user), Sealed.YEAR_LIST, [row], row.sequence)


def minutes(user: User, pk: int) -> Paper:
    """The minutes of a session, once it is over: until then nothing is recorded."""
    rows = CouncilSession.objects.visible_to(user).select_related("unit", "period")
    session = get_object_or_404(rows.filter(stage=SessionStage.CLOSED), pk=pk)
    lines = written(session)
    return sealed(sheets.minutes(session, reader=user), Sealed.MINUTES, lines[-1:], len(lines))


def of_unit(user: User, pk: int, code: str, number: str) -> ListSheet:
    """Every list of one kind that the unit made in the quarter, supplements included."""
    period = period_of(code)
    lists = list(
        _lists(period, number).filter(pk__in=RatingList.objects.visible_to(user).filter(unit__pk=pk))
    )
    if not lists:
        raise Http404("Chưa có danh sách này.")
    return sealed(sheets.unit_form(lists[0].unit, period, number, lists, reader=user), Sealed.LIST, lists)


def of_divisions(user: User, period: Period) -> Iterator[tuple[Unit, Callable[[], ListSheet]]]:
    """Mẫu 06 of each division that has put somebody forward, gathered when it is asked for; their units are read once for all."""
    units = {unit.pk: unit for unit in Unit.objects.without_tree_fields()}
    for unit in units.values():
        unit.parent = units[unit.parent_id] if unit.parent_id else None
    lists = _lists(period, "06").filter(pk__in=RatingList.objects.visible_to(user).filter(period=period))
    made: dict[Unit, list[RatingList]] = {}
    for one in lists.order_by("unit__order", "unit", "sequence"):
        one.unit = units[one.unit_id]
        made.setdefault(one.unit, []).append(one)
    seals = seals_of(Sealed.LIST, [one for own in made.values() for one in own])
    for unit, own in made.items():
        drawn = partial(sheets.unit_form, unit, period, "06", own, reader=user)
        yield unit, partial(_of_division, drawn, own, seals)


def _of_division(drawn: Callable[[], ListSheet], lists: Sequence[RatingList], seals: Seals) -> ListSheet:
    return sealed(drawn(), Sealed.LIST, lists, seals=seals)


def of_province(user: User, code: str, number: str) -> ListSheet:
    """Mẫu 04 or 05 over all units, for those who hold a provincial duty over the whole province."""
    if number not in ("04", "05"):
        raise Http404(NO_FORM)
    return _of_all(user, period_of(code), number)


def results(user: User, code: str) -> ListSheet:
    """What the province decided for tier 3.1, over all groups."""
    return _of_all(user, period_of(code), RESULT)


def province_report(user: User, code: str) -> Paper:
    """The report to the Central Organisation Committee, drafted from what is decided so far."""
    province, period = _province(user), period_of(code)
    demand_at_a_glance(decisions_in_force(dossier__period=period))
    return report_paper(report_of(period, user), province)


def _of_all(user: User, period: Period, number: str) -> ListSheet:
    lists = list(_lists(period, number))
    sheet = sheets.province_form(_province(user), period, number, lists, reader=user)
    return sealed(sheet, Sealed.LIST, lists)


def _province(user: User) -> Unit:
    """The province, for those who gather its tables."""
    province = Unit.objects.filter(parent=None).first()
    if province is None or not reports_for(user, province):
        raise Http404(NO_FORM)
    return province


def _dossier(user: User, pk: int) -> Dossier:
    rows = Dossier.objects.visible_to(user).with_facts().filter(plan__isnull=False)
    row: Dossier = get_object_or_404(rows, pk=pk)
    return row


def _lists(period: Period, number: str) -> "QuerySet[RatingList]":
    if number not in KIND_OF:
        raise Http404(NO_FORM)
    return RatingList.objects.filter(period=period, kind=KIND_OF[number]).select_related(
        "unit", "period", "group"
    )
