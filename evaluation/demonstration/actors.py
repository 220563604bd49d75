"""Who did it: the first of those who hold the right over the row, never the person whom it is about."""

from collections.abc import Sequence

from django.db.models import Model

from cadres.mandates import Grant
from cadres.models import Duty, Mandate, User


class Actors:
    """The officials of the province by duty; one object each, so that their mandates are read once."""

    def __init__(self) -> None:
        self.by_duty: dict[str, list[User]] = {}
        known: dict[int, User] = {}
        for mandate in Mandate.objects.filter(on_behalf_of=None).select_related("user").order_by("pk"):
            user = known.setdefault(mandate.user_id, mandate.user)
            self.by_duty.setdefault(mandate.duty, []).append(user)

    def first(self, duty: Duty, grant: Grant, row: Model) -> User:
        """LookupError where nobody may: then the table of mandates lacks somebody."""
        found = next((user for user in self.by_duty[duty] if grant.allows(user, row)), None)
        if found is None:
            raise LookupError(f"{row}: {duty}")
        return found

    def any_of(self, duty: Duty, grant: Grant, rows: Sequence[Model]) -> User:
        """The first official who may do so for at least one of the rows."""
        found = next(
            (user for user in self.by_duty[duty] if any(grant.allows(user, row) for row in rows)), None
        )
        if found is None:
            raise LookupError(f"{rows}: {duty}")
        return found
