"""What is typed when a deputy is named: who, from day to day, and why; and when it is ended early."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from django.db.models import Prefetch
from django.http import QueryDict

from cadres.models import Cadre, Mandate, User
from config import clock
from evaluation.deputies.actions import LONGEST
from evaluation.deputies.permissions import deputies_for
from pages.fields import Chosen, Day, area, offer_rows
from pages.layouts import DressedForm, page_form, row


def called(user: User) -> str:
    """Among people of the same name: the account, and the main post with its unit."""
    posts = user.cadre.posts() if hasattr(user, "cadre") else []
    return " · ".join([user.in_choice, *(f"{post.position}, {post.unit}" for post in posts[:1])])


class NameForm(DressedForm):
    """One of those whom the holder of this duty may name, for days that begin within a term from today."""

    helper = page_form("deputy", row("valid_from", "valid_until"), "reason")

    deputy = Chosen(label="Người làm thay", named=called, missing="Chưa chọn người làm thay.")
    valid_from = Day(label="Từ ngày", error_messages={"required": "Chưa ghi ngày bắt đầu làm thay."})
    valid_until = Day(label="Đến hết ngày", error_messages={"required": "Chưa ghi ngày cuối cùng làm thay."})
    reason = area("Lý do, văn bản (nếu có)", most=500)

    def __init__(self, data: QueryDict | None, held: Mandate) -> None:
        today = clock.today()
        super().__init__(data, initial={"valid_from": today})
        self.people = deputies_for(held)
        posts = Prefetch("cadre", Cadre.objects.with_posts())
        people = self.people.prefetch_related(posts)
        offer_rows(self, "deputy", people.order_by("cadre__sort_key", "full_name", "pk"))
        cast(Day, self.fields["valid_from"]).between(today, today + timedelta(days=LONGEST))
        self.fields["valid_until"].help_text = f"Nhiều nhất {LONGEST} ngày mỗi lần cử."

    @property
    def offers_somebody(self) -> bool:
        return self.people.exists()

    def blame(self, found: Mapping[str, str]) -> None:
        """What the deed found amiss, beside its fields."""
        for name, sentence in found.items():
            self.add_error(name, sentence)


class EndForm(DressedForm):
    helper = page_form("reason")

    reason = area("Lý do (nếu có)", most=500)
