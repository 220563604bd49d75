"""What is sealed of a year (Mục 5): its closed lists, its ratings, and which of them were replaced."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from cadres.models import User
from evaluation.archive.models import Seal
from evaluation.archive.stages import Sealed
from evaluation.archive.tells.kind import Kind, Plain, columns
from evaluation.core.tells.records import instant
from evaluation.lists.actions.decisions import digest
from evaluation.years.models import YearList, YearRating, YearRow
from evaluation.years.stages import SHUT

LIST = ("year", "span", "unit_id", "kind", "group", "sequence", "rate_document", "body", "names")
ROW = (
    "dossier_id",
    "rating",
    "ground",
    "reason",
    "fourth",
    "answer",
    "order",
    "name",
    "post",
    "unit_name",
    "quarters",
    "proposed_excellent",
    "proposed",
    "permitted",
    "headed",
)
RATING = ("cadre_id", "year", "span", "row_id", "number", "rating", "ground", "body", "by_id")


def _list(row: YearList) -> Plain:
    rows = [columns(one, ROW) for one in row.rows.all()]
    return columns(row, LIST) | {"rate": str(row.rate), "closed_at": instant(row.closed_at), "rows": rows}


def _rating(row: YearRating) -> Plain:
    return columns(row, RATING) | {"decided_at": instant(row.decided_at), "proof": row.digest}


def _replaced(row: YearRating) -> Plain:
    return {"superseded_at": instant(row.superseded_at)}


def _lists() -> QuerySet[YearList]:
    rows = Prefetch("rows", YearRow.objects.filter(order__gt=0).order_by("pk"))
    return YearList.objects.filter(stage__in=SHUT).prefetch_related(rows).order_by("pk")


def _ratings() -> QuerySet[YearRating]:
    """Each with whether it was replaced: it stays so."""
    replaced = Exists(Seal.objects.filter(kind=Sealed.YEAR_OLD, row=OuterRef("pk")))
    return YearRating.objects.annotate(was_replaced=replaced).order_by("pk")


def _visible(user: User) -> QuerySet[YearRating]:
    return YearRating.objects.known_to(user).filter(row__year_list__in=YearList.objects.visible_to(user))


OF_YEARS = (
    Kind(Sealed.YEAR_LIST, _lists, _list, YearList.objects.visible_to),
    Kind(
        Sealed.YEAR,
        _ratings,
        _rating,
        _visible,
        stands=lambda row: bool(row.superseded_at) or not row.was_replaced,
        whole=lambda row: digest(row.snapshot) == row.digest,
        content=("snapshot",),
    ),
    Kind(
        Sealed.YEAR_OLD,
        lambda: YearRating.objects.exclude(superseded_at=None).only("superseded_at").order_by("pk"),
        _replaced,
        _visible,
    ),
)
