"""Việc của tôi: what waits for this person, what they wait for, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, DateTimeField, F, Max, Min, Q, Value
from django.db.models.expressions import Combinable
from django.urls import reverse

from cadres.mandates import NOBODY
from cadres.models import User
from catalog import permissions as catalog_permissions
from catalog.models import Catalog, CatalogEntry
from catalog.stages import Stage as CatalogStage
from config import clock
from evaluation.calendar.tells.rounds import may_open, newcomers, rounds_due
from evaluation.circumstances.tells.aside import no_longer_aside
from evaluation.circumstances.tells.recorded import recorded_of
from evaluation.circumstances.tells.remarks import lately_given, owed_by
from evaluation.collectives.tells import due as collectives_due
from evaluation.core.models import Dossier, DossierEntry, Period
from evaluation.core.models.publication import with_waiting_petition
from evaluation.core.models.windows import closing
from evaluation.core.moves import Move, Queue
from evaluation.core.road import DOSSIERS
from evaluation.core.stages import PlanStage
from evaluation.core.steps import Stage
from evaluation.core.tells.progress import waiting_for
from evaluation.deeds.tells import seen
from evaluation.extensions.moves import ANSWERS, EXTENSIONS
from evaluation.extensions.tells import waiting_for as waiting_extensions
from evaluation.home.tells.own import may_begin, own_tasks
from evaluation.home.tells.places import gathered, index, only_page
from evaluation.home.tells.queues import QUEUES, waiting_at
from evaluation.home.tells.tasks import TaskLine, timed
from evaluation.packages.tells import due as packages_due
from evaluation.years.moves import YEARS
from evaluation.years.tells import to_close as years_to_close
from regulation.deadlines import Window

AT_LEISURE = datetime.max.replace(tzinfo=clock.HERE)  # stands behind whatever has a term


@dataclass(frozen=True)
class Waiting:
    """An own dossier that somebody else has now: who, and since when."""

    dossier: Dossier
    who: str
    since: datetime | None


@dataclass(frozen=True)
class Work:
    """The parts of the home page."""

    todo: list[TaskLine] = field(default_factory=list)
    running: list[Dossier] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    results: list[Dossier] = field(default_factory=list)
    recorded: list[dict[str, object]] = field(default_factory=list)
    own: list[Dossier] = field(default_factory=list)


def tasks_for(user: User, rounds: Iterable[Period] | None = None) -> Work:
    """Everything on the home page, in a number of queries that does not grow with the rows; `rounds` where they are at hand."""
    rows = Dossier.objects.filter(cadre__user=user).for_rows().select_related("plan").order_by("-period")
    own = list(with_waiting_petition(seen(rows)))
    since = _since(own)
    rounds = Period.objects.all() if rounds is None else rounds
    todo = sorted(
        [
            *own_tasks(own),
            *_queued(user, rounds),
            *_years(user),
            *_collectives(user, rounds),
            *_remarks(user),
            *_aside(user),
            *_extensions(user),
            *_packages(user),
            *_catalogs(user),
            *_rounds(user),
        ],
        key=lambda line: (not line.returned, line.closes_at),
    )
    return Work(
        todo=[replace(line, primary=place == 0) for place, line in enumerate(todo)],
        running=[dossier for dossier in own if dossier.stage == Stage.WORKING and not may_begin(dossier)],
        waiting=[_waiting(dossier, since) for dossier in own if _waits_for_others(dossier)],
        results=[dossier for dossier in own if dossier.is_made_known],
        recorded=recorded_of(own),
        own=own,
    )


def _queued(user: User, rounds: Iterable[Period]) -> Iterable[TaskLine]:
    """Those whose right the user holds: what waits in the others need not even be said to the database."""
    periods = {period.pk: period for period in rounds}
    for move, queue in QUEUES:
        if (right := (queue.by or move.by).q(user)) is not NOBODY:
            for row in _counted(move, queue, right):
                yield _queue_line(move, queue, row, periods[row["period"]])


def _counted(move: Move, queue: Queue, right: Q) -> Iterable[dict[str, Any]]:
    waiting = waiting_at(move, queue).filter(right).asked(queue.window)
    if queue.returns:
        waiting = waiting.annotate(why=DossierEntry.why_here("dossier"))
    counted = waiting.order_by().values("period", *(("why",) if queue.returns else ()))
    if queue.piece:
        counted = counted.annotate(piece=Min(queue.piece))
    told = {"n": Count("pk", distinct=True), "one": Min("pk"), "who": Max("cadre__full_name")}
    rows: Iterable[dict[str, Any]] = counted.annotate(
        **told, **gathered(move), first_closes=_first_closes(queue)
    )
    return rows


def _first_closes(queue: Queue) -> Combinable:
    """Of several windows the first counts; nothing where no term is set."""
    if queue.due:
        return Min(queue.due)
    return Min(closing(queue.window)) if queue.window else Value(None, DateTimeField())


def _queue_line(move: Move, queue: Queue, row: Mapping[str, Any], period: Period) -> TaskLine:
    """One person is named, more are counted; the page opens where it is done. Those who came back stand apart, by the reason."""
    single = row["n"] == 1
    whom = f"{queue.noun} {row['who']}" if single else f"{row['n']} {queue.noun}"
    url = only_page(move, queue, row, period) or (
        _single(queue, row) if single else index(move, queue, period)
    )
    told, closes_at = f"{whom} · {period}", row["first_closes"]
    why = row.get("why", "")
    return TaskLine(queue.verb, told, closes_at or clock.now(), closes_at, url, queue.verb, why)


def _single(queue: Queue, row: Mapping[str, Any]) -> str:
    return reverse(queue.one, args=[row[name] for name in ("one", "piece") if name in row])


def _years(user: User) -> Iterable[TaskLine]:
    """Mục 5, 3.3: no term is set, and it may wait long. One list is named and opened, of several of a year the page of all."""
    for year, rows in groupby(years_to_close(user), attrgetter("year")):
        first, *others = rows
        whom = f"{len(others) + 1} danh sách · năm {year}" if others else str(first)
        url = reverse("year_lists", args=[year]) if others else reverse("year_list", args=[first.pk])
        yield TaskLine(YEARS.close.label, whom, AT_LEISURE, None, url, "Xem và chốt")


def _collectives(user: User, rounds: Iterable[Period]) -> Iterable[TaskLine]:
    """6.3: they bear on dossiers, so they are owed when dossiers are."""
    for row in collectives_due.waiting(user, rounds):
        yield timed(row.verb, row.whom, row.period.dossier_closes_at, row.url, row.button, row.returned)


def _remarks(user: User) -> Iterable[TaskLine]:
    """7.b: what the old unit owes, and for the new unit's staff a week long that it came."""
    for row in owed_by(user):
        whom = f"đồng chí {row.dossier.cadre.full_name} (Mục 7.b) · {row.dossier.period}"
        closes_at = row.dossier.period.closes_at(Window.DOSSIER)
        yield timed("Gửi nhận xét", whom, closes_at, reverse("remark", args=[row.pk]), "Gửi nhận xét")
    for row in lately_given(user):
        whom = f"{row.from_unit} về đồng chí {row.dossier.cadre.full_name} (Mục 7.b) · {row.dossier.period}"
        url = f"{reverse('circumstances', args=[row.dossier_id])}#remark"
        yield timed("Xem nhận xét đã đến của", whom, row.dossier.period.closes_at(Window.DOSSIER), url, "Xem")


def _aside(user: User) -> Iterable[TaskLine]:
    """7.d, 3.3: who was set aside on a ground that is gone is to be rated after all. No term is set."""
    verb = DOSSIERS.resume.label
    for period, rows in groupby(no_longer_aside(user), attrgetter("period")):
        first, *others = rows
        whom = f"{len(others) + 1} đồng chí" if others else f"đồng chí {first.cadre.full_name}"
        several = f"{reverse('dossiers')}?ky={period.code}&ungrounded=yes"
        url = several if others else reverse("dossier_deeds", args=[first.pk])
        yield TaskLine(verb, f"{whom} · {period}", clock.now(), None, url, verb)


def _extensions(user: User) -> Iterable[TaskLine]:
    """No term is set: one request is named and opened, of several in a round the list."""
    for period, rows in groupby(waiting_extensions(user), attrgetter("period")):
        first, *others = rows
        url = index(EXTENSIONS.grant, ANSWERS, period) if others else reverse(ANSWERS.one, args=[first.pk])
        what = f"{len(others) + 1} {ANSWERS.noun}" if others else f"{first.whose}, {first.what}"
        yield TaskLine(ANSWERS.verb, f"{what} · {period}", clock.now(), None, url, "Trả lời")


def _packages(user: User) -> Iterable[TaskLine]:
    """Bước 5: a unit's package is due with its lists, the level above answers before it reports."""
    for due in (*packages_due.to_send(user), *packages_due.to_receive(user)):
        yield timed(due.verb, due.whom, due.closes_at, due.url, due.verb, due.returned)


def _catalogs(user: User) -> Iterable[TaskLine]:
    """No term is set for either. A draft waits for its unit's staff where it was sent back."""
    submitted = Catalog.objects.filter(catalog_permissions.APPROVE.q(user), stage=CatalogStage.SUBMITTED)
    for catalog in submitted.select_related("unit"):
        url = reverse("catalog", args=[catalog.pk])
        yield TaskLine("Phê duyệt danh mục", str(catalog.unit), clock.now(), None, url, "Phê duyệt danh mục")
    drafts = Catalog.objects.filter(catalog_permissions.DRAW_UP.q(user), stage=CatalogStage.DRAFT)
    back = drafts.annotate(why=CatalogEntry.why_here("catalog")).exclude(why="")
    for pk, unit, why in back.values_list("pk", "unit__name", "why"):
        url, button = reverse("catalog", args=[pk]), "Sửa và trình lại danh mục"
        yield TaskLine("Hoàn thiện danh mục", unit, clock.now(), None, url, button, why)


def _rounds(user: User) -> Iterable[TaskLine]:
    """For Ban Tổ chức: a round that is not there yet, and whoever was appointed since the newest ones were opened."""
    if not may_open(user):
        return
    for due in rounds_due():
        yield _round_line("Mở kỳ đánh giá", str(due), due.plan_closes_at, due)
    for period in Period.objects.filter(dossier_closes_at__gt=clock.now()):
        if number := newcomers(period).count():
            whom = f"{number} đồng chí chưa có · {period}"
            planning = period.plan_closes_at > clock.now()
            closes_at = period.plan_closes_at if planning else period.dossier_closes_at
            yield _round_line("Bổ sung hồ sơ", whom, closes_at, period)


def _round_line(verb: str, whom: str, closes_at: datetime, period: Period) -> TaskLine:
    return timed(verb, whom, closes_at, reverse("open_round", args=[period.code]), "Xem trước và mở")


def _waits_for_others(dossier: Dossier) -> bool:
    planning = dossier.stage == Stage.PLANNING and dossier.plan.stage == PlanStage.DRAFT
    mine = dossier.stage in (Stage.WORKING, Stage.SELF_ASSESSMENT)
    over = dossier.is_made_known or dossier.is_set_aside
    return not (planning or mine or over)


def _waiting(dossier: Dossier, since: dict[int, datetime]) -> Waiting:
    return Waiting(dossier, waiting_for(dossier) or dossier.get_stage_display(), since.get(dossier.pk))


def _since(own: Iterable[Dossier]) -> dict[int, datetime]:
    """When each dossier last came to the step at which it stands: in one query."""
    arrived = Q(history__came_from__gt="") & ~Q(history__came_from=F("history__went_to"))
    rows = Dossier.objects.filter(pk__in=[dossier.pk for dossier in own]).order_by()
    return dict(rows.annotate(last=Max("history__at", filter=arrived)).values_list("pk", "last"))
