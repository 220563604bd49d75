"""What people were told, as their bell has it."""

from typing import Any

from cadres.models import User
from notices.models import Notice


def told(user: User, **narrowed: Any) -> list[str]:
    """The sentences of this person's notices (`kind=` of one kind), the oldest first."""
    return list(Notice.objects.filter(to=user, **narrowed).order_by("pk").values_list("sentence", flat=True))
