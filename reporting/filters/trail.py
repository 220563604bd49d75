"""By what the journal is narrowed: person, dossier, unit, deed, doer, days."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from cadres import vietnamese
from cadres.fields import begins
from cadres.models import User
from evaluation.arrivals.moves import ARRIVALS
from evaluation.circumstances.moves import CIRCUMSTANCES, REMARKS
from evaluation.core.road import DOSSIERS
from evaluation.council.moves import LINES
from evaluation.home.filters import units_named
from evaluation.marks.moves import EXCUSES
from evaluation.petitions.moves import PETITIONS
from evaluation.plans.moves import AMENDMENTS, PLANS
from pages.fields import Day, Words, count
from pages.layouts import DressedForm, bar
from reporting.summaries.books import BOOKS, Book
from reporting.summaries.trail import audited, deeds_for, viewings_for

# Those whose lines stand in a dossier's history.
_MACHINES = (DOSSIERS, PLANS, AMENDMENTS, EXCUSES, ARRIVALS, CIRCUMSTANCES, REMARKS, LINES, PETITIONS)
_OF_BOOKS = (book.machine for book in BOOKS.values())
LABELS = sorted({move.label for machine in (*_MACHINES, *_OF_BOOKS) for move in machine.moves.values()})
SEEN = "xem"


class TrailFilter(DressedForm):
    """What was done, or who saw and took out what; nonsense narrows nothing."""

    helper = bar()

    kind = forms.ChoiceField(
        label="Nhật ký",
        choices=[
            ("", "Việc trên hồ sơ"),
            *((key, book.label) for key, book in BOOKS.items()),
            (SEEN, "Xem, xuất hồ sơ, bảng"),
        ],
        required=False,
    )
    q = Words(label="Cán bộ (họ tên, mã)", max_length=100, required=False)
    unit = Words(label="Đơn vị", max_length=200, required=False, widget=forms.TextInput({"list": "units"}))
    deed = forms.ChoiceField(
        label="Việc", choices=[("", "Mọi việc"), *((one, one) for one in LABELS)], required=False
    )
    by = Words(label="Người thực hiện", max_length=100, required=False)
    since = Day(label="Từ ngày", required=False)
    until = Day(label="Đến hết ngày", required=False)
    dossier = count("Hồ sơ số", 1, 2**31 - 1)

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def rows(self, user: User) -> QuerySet[Any]:
        """The lines asked for, the newest first."""
        said = self.said
        if book := BOOKS.get(said.get("kind", "")):
            return self._in_book(book, user)
        seen = said.get("kind") == SEEN
        rows: QuerySet[Any] = viewings_for(user) if seen else deeds_for(user)
        wanted = {
            "dossier": said.get("dossier"),
            "label": None if seen else said.get("deed"),
            "at__date__gte": said.get("since"),
            "at__date__lte": said.get("until"),
        }
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        if "unit" in said:
            units = units_named(said["unit"])
            rows = rows.filter(Q(dossier__unit__in=units) | (Q(unit__in=units) if seen else Q()))
        rows = _named(rows, "dossier__cadre__search_text", said.get("q", ""))
        return _named(rows, f"{'user' if seen else 'by'}__search_text", said.get("by", ""))

    def _in_book(self, book: Book, user: User) -> QuerySet[Any]:
        said, rows = self.said, book.lines(user)
        wanted = {
            "label": said.get("deed"),
            "at__date__gte": said.get("since"),
            "at__date__lte": said.get("until"),
            f"{book.about}__unit__in": units_named(said["unit"]) if "unit" in said else None,
        }
        rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
        if "q" in said or "dossier" in said:
            people = audited(user).filter(**({"pk": said["dossier"]} if "dossier" in said else {}))
            rows = rows.filter(book.of_people(_named(people, "cadre__search_text", said.get("q", ""))))
        return _named(rows, "by__search_text", said.get("by", ""))

    def sentences(self) -> Iterator[str]:
        """By what it was narrowed, as the workbook says."""
        said = self.said
        for name, field in self.fields.items():
            if name in said:
                value = said[name]
                words = f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value
                yield f"{field.label}: {dict(getattr(field, 'choices', ())).get(words, words)}."


def _named(rows: QuerySet[Any], column: str, words: str) -> QuerySet[Any]:
    """Every word begins a word of the name or code."""
    for word in vietnamese.plain(words).split():
        rows = rows.filter(begins(column, word))
    return rows
