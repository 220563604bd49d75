"""The whole province at once: made in one transaction, or left as it is."""

from django.db import transaction
from django.db.models import F

from cadres.models import User
from evaluation.core.models import DemonstrationDay, Period
from evaluation.demonstration import (
    catalogs,
    fourth_quarter,
    half_year,
    law,
    people,
    second_quarter,
    third_quarter,
)
from evaluation.demonstration.actors import Actors
from evaluation.demonstration.days import READ_UNTIL, shift
from notices.models import Notice


class NotEmptyError(RuntimeError):
    """The database has rounds that are not the demonstration's."""

    def __init__(self) -> None:
        super().__init__(
            "Cơ sở dữ liệu đã có kỳ đánh giá khác: chỉ tạo tỉnh trình diễn trong cơ sở dữ liệu trống."
        )


def exists() -> bool:
    return User.objects.filter(is_demonstration=True).exists()


@transaction.atomic
def build() -> None:
    """People, catalogs, three rounds, a half year, and the day on which a visitor finds them."""
    if Period.objects.exists():
        raise NotEmptyError
    people.settle()
    actors = Actors()
    approved = catalogs.approve_all(actors)
    second_quarter.live_through(actors)
    third_quarter.live_through(actors, approved)
    fourth_quarter.live_through(actors, approved)
    half_year.live_through(actors)
    law.transfer_unfollowed()
    law.retire()
    people.name_deputy()
    catalogs.begin_next_versions(actors)
    _read_what_is_old()
    DemonstrationDay.objects.update_or_create(pk=1, defaults={"shift_days": shift()})


def _read_what_is_old() -> None:
    """Whoever comes in finds the notices of the last days: earlier ones were read when they came."""
    Notice.objects.filter(at__date__lt=READ_UNTIL).update(read_at=F("at"))
