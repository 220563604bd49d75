"""A draft list as one form that is read and typed page by page, and closed whole from any of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from django.http import QueryDict

from cadres.models import User
from evaluation.lists import listing
from evaluation.lists.forms.lists import ClosingForm, RowForm
from evaluation.lists.forms.rows import RowsForm
from evaluation.lists.models import RatingList, RatingRow
from pages.fields import ids
from pages.versions import stood
from regulation.vocabulary import Rating

ROWS = 20  # on one page: what its closer reads, types and sends at once


class ListForm(RowsForm[RowForm]):
    """The rows of one page of a list, and its closing; `sent` are the ids that the page had.

    A page says also who stood on the whole list when it was opened (`known`), and the one that confirms a closing with which
    rating: whoever came since is shown before they are closed, and nobody is closed otherwise than was confirmed.
    """

    def __init__(
        self,
        data: QueryDict | None,
        rating_list: RatingList,
        rows: Iterable[RatingRow],
        *,
        number: int = 1,
        only: Collection[int] | None = None,
    ) -> None:
        self.rating_list, self.whole = rating_list, list(rows)
        self._board: listing.Board | None = None
        self.sent = set(ids(data.getlist("row"))) if data else set()
        self.given = given(data.get("known", "")) if data else {}
        self.known = self.sent | set(self.given)
        self.number = max(1, min(number, self.pages))
        self.closing = ClosingForm(data, rating_list)
        here = set(only) if only is not None else self._here(data)
        self.rows = [
            RowForm(data if row.dossier_id in self.sent else None, row)
            for row in self.whole
            if row.dossier_id in here
        ]
        for form in self.rows:
            if form.is_bound:
                form.apply()

    def board(self, reader: User) -> listing.Board:
        """The whole list as it was typed, judged once for everything that one person is told of it."""
        self._board = self._board or listing.board_of(self.rating_list, self.whole, reader)
        return self._board

    @property
    def pages(self) -> int:
        return max(1, ceil(len(self.whole) / ROWS))

    @property
    def here(self) -> set[int]:
        """Whose rows are on this page."""
        return {form.row.dossier_id for form in self.rows}

    def leaves(self) -> Iterator[tuple[int, Sequence[RatingRow]]]:
        """Every page with whoever stands on it."""
        for number in range(1, self.pages + 1):
            yield number, self.whole[(number - 1) * ROWS : number * ROWS]

    def _here(self, data: QueryDict | None) -> set[int]:
        """The page asked for; of a sent one what it had, and who came since."""
        if data is None:
            return {row.dossier_id for row in dict(self.leaves())[self.number]}
        return self.sent | {row.dossier_id for row in self.unseen[:ROWS]}

    @property
    def unseen(self) -> list[RatingRow]:
        """Who came to the list after the page was opened."""
        return [row for row in self.whole if row.dossier_id not in self.known]

    @property
    def known_now(self) -> str:
        """What a page keeps of the whole list: ids, each with the rating that stands there."""
        return " ".join(f"{row.dossier_id}={row.rating}" for row in self.whole)

    @property
    def missing(self) -> set[int]:
        """Ids that the page had and that do not wait here (any more)."""
        return self.sent - {row.dossier_id for row in self.whole}

    @property
    def left(self) -> set[int]:
        """The same, of all pages."""
        return self.known - {row.dossier_id for row in self.whole}

    def is_touched(self, opened_with: str) -> bool:
        """Whether anything on this page was typed otherwise than it stood there when it was opened."""
        typed = ((field.html_name, field.value()) for field in self.kept() if field.form.is_bound)
        return not all(stood(name, str(value or ""), opened_with) for name, value in typed)

    def confirmed(self) -> Mapping[int, Mapping[str, Any]]:
        """Dossier id → columns of the whole list: as it was sent, on other pages as drafted with the rating that was confirmed."""
        drafted = {pk: {"rating": rating} for pk, rating in self.given.items()}
        return {**drafted, **self.values()}


def given(known: str) -> dict[int, str]:
    """Dossier id → rating, as `known_now` wrote it; what is no row number is left out, and what is no rating none."""
    pairs = (one.partition("=") for one in known.split())
    ratings = {str(rating.value) for rating in Rating}
    return {pk: said if said in ratings else "" for key, _, said in pairs for pk in ids([key])}
