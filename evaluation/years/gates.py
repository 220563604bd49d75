"""What must hold before a year's list is closed, and what is recorded about replacement, whatever page or deed it comes by."""

from collections.abc import Iterable
from datetime import date

from config import clock
from evaluation.core.gates import owed
from evaluation.core.models import Dossier
from evaluation.core.steps import Stage
from evaluation.years.models import Replacement, YearList
from regulation.findings import Finding
from regulation.vocabulary import Rating


def nobody_above(year_list: YearList) -> Iterable[Finding]:
    """5.1: nobody who is closed on it is rated above the highest permitted."""
    for row in year_list.rows.filter(order__gt=0):
        if not (row.rating and row.permitted) or Rating(row.rating).rank > Rating(row.permitted).rank:
            yield owed("year-rating", "5", f"{row.name}: mức xếp loại cao hơn mức cao nhất được phép.")


def somebody_closed(year_list: YearList) -> Iterable[Finding]:
    if not year_list.rows.filter(order__gt=0).exists():
        yield owed("year-empty", "5", "Danh sách chưa có ai để chốt.")


def quarters_made_known(year_list: YearList) -> Iterable[Finding]:
    """Bước 6: the year tells its quarters; whoever reads their year has heard of each before."""
    people = year_list.rows.filter(order__gt=0).order_by().values("dossier__cadre")
    within = {
        "period__year": year_list.year,
        "period__number__in": [one.number for one in year_list.all_quarters],
    }
    untold = Dossier.objects.filter(cadre__in=people, stage=Stage.DECIDED, **within)
    if names := sorted(set(untold.values_list("cadre__full_name", flat=True))):
        told = f"Chưa công bố kết quả quý của {', '.join(names)}: công bố kết quả quý trước (Bước 6)."
        yield owed("year-untold-quarter", "B6", told)


def done_by_now(row: Replacement) -> Iterable[Finding]:
    """It was decided in that year or after it, and not in days to come."""
    if not date(row.year, 1, 1) <= row.on <= clock.today():
        first, last = f"01/01/{row.year}", f"{clock.today():%d/%m/%Y}"
        yield owed("replacement-on", "5", f"Ngày quyết định thay thế phải từ ngày {first} đến ngày {last}.")
