"""What is typed at a council's session: one line a person, who sits, and what is set right afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from config import clock
from evaluation.core.forms import RATINGS, rating_choice
from evaluation.council.actions.members import Person
from evaluation.council.models import CouncilLine, CouncilMember, CouncilSession, Role
from pages.fields import Day, Words, area, offer
from pages.layouts import DressedField, DressedForm
from regulation.vocabulary import Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST, MOST_BY_HAND = 200, 60
NUMBERED = [RATINGS[0], *((r.value, f"{place} {r.short}") for place, r in enumerate(Rating, start=1))]
BALLOTS_ASKED = f"Phiếu: ghi 4 số theo thứ tự các mức, viết như 2-5-0-0, mỗi số từ 0 đến {LARGEST}; bỏ trống nếu không bỏ phiếu."


class Ballots(forms.CharField):
    """How many voted for each of the four levels, in the guideline's order, in one field: 2-5-0-0."""

    def to_python(self, value: object) -> tuple[int, ...] | None:  # type: ignore[override]
        counts = (
            re.findall(r"[0-9]+", str(value or ""))
            if re.fullmatch(r"[0-9 .,;/·–-]*", str(value or ""))
            else ["x"]
        )
        if not counts:
            return None
        if len(counts) != len(Rating) or any(len(count) > 3 or int(count) > LARGEST for count in counts):
            raise ValidationError(BALLOTS_ASKED)
        return tuple(map(int, counts))

    def prepare_value(self, value: object) -> object:
        return "-".join(map(str, value)) if isinstance(value, tuple) else value

    def run_validators(self, value: object) -> None:
        """What it was read as needs no more."""


class LineForm(DressedForm):
    """The council's opinion on one person."""

    rating = rating_choice("Ý kiến")
    note = area("Lý do, ý kiến khác", rows=1)
    ballots = Ballots(  # type: ignore[call-arg]  # as `rating_choice`
        label="Phiếu",
        required=False,
        bound_field_class=DressedField,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "19"}),
    )

    def __init__(self, data: QueryDict | None, line: CouncilLine) -> None:
        self.line, self.number = line, line.dossier_id
        initial = {"rating": line.rating, "note": line.note, "ballots": line.ballots}
        super().__init__(data, prefix=f"row-{self.number}", initial=initial)
        offer(self, "rating", NUMBERED)
        for field in self.fields.values():
            field.widget.attrs |= {
                "aria-label": f"{field.label}: {line.dossier.cadre.full_name}",
                "form": f"line-{self.number}",
            }

    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of what cannot be read."""
        return [
            (self[name].id_for_label, f"{self.fields[name].widget.attrs['aria-label']}: {problem}")
            for name, found in self.errors.items()
            for problem in found
        ]


class HeadForm(DressedForm):
    """When and where the council met, under which number its minutes are."""

    held_on = Day(label="Ngày họp", error_messages={"required": "Chưa ghi ngày họp."})
    place = Words(label="Nơi họp", max_length=200, required=False)
    minutes_number = Words(label="Số biên bản", max_length=60, required=False)

    def __init__(self, data: QueryDict | None, session: CouncilSession) -> None:
        super().__init__(data, initial={name: getattr(session, name) for name in HeadForm.base_fields})
        self.session = session

    def clean_held_on(self) -> date | None:
        day: date | None = self.cleaned_data["held_on"]
        first = self.session.period.quarter.first_day
        if day and day > clock.today():
            raise ValidationError("Ngày họp không thể ở tương lai.")
        if day and day < first:
            raise ValidationError(f"Ngày họp không thể trước ngày đầu quý ({first:%d/%m/%Y}).")
        return day

    def head(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in HeadForm.base_fields}

    def stored(self) -> Iterator[forms.BoundField]:
        """What a session keeps; a reason is of the change alone."""
        return (field for field in self if field.name != "reason")


class CorrectForm(HeadForm):
    reason = area("Lý do sửa")

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError("Cần ghi rõ lý do sửa.")
        return reason


class SeatForm(HeadForm):
    """Who sits at the session: who of the members came, who presides, who writes, and whoever was added by hand."""

    chair = forms.ChoiceField(label=Role.CHAIR.label, required=False, bound_field_class=DressedField)  # type: ignore[call-arg]
    secretary = forms.ChoiceField(label=Role.SECRETARY.label, required=False, bound_field_class=DressedField)  # type: ignore[call-arg]
    by_hand = area("Thành viên thêm bằng tay, mỗi dòng một người: họ và tên, chức vụ", most=6000, rows=3)

    def __init__(
        self, data: QueryDict | None, session: CouncilSession, members: Sequence[CouncilMember]
    ) -> None:
        super().__init__(data, session)
        self.members = members
        for role in (Role.CHAIR, Role.SECRETARY):
            self._offer(role)
        added = [member for member in members if member.user_id is None]
        self.initial["by_hand"] = "\n".join(", ".join(filter(None, (m.name, m.post))) for m in added)
        for member in members:
            name = f"present-{member.pk}"
            self.fields[name] = forms.BooleanField(label=f"Có mặt: {member.name}", required=False)
            self.initial[name] = member.present

    def _offer(self, role: Role) -> None:
        offer(self, role.value, [("", "Chưa chọn"), *((str(m.pk), m.name) for m in self.members)])
        self.initial[role.value] = next((str(m.pk) for m in self.members if m.role == role), "")
        self.fields[role.value].error_messages["invalid_choice"] = (
            f"{role.label} phải chọn trong các thành viên."
        )

    def small(self) -> list[forms.BoundField]:
        """The fields that stand side by side."""
        return [self[name] for name in (*HeadForm.base_fields, Role.CHAIR.value, Role.SECRETARY.value)]

    def seats(self) -> list[tuple[CouncilMember, forms.BoundField]]:
        return [(member, self[f"present-{member.pk}"]) for member in self.members]

    def clean_by_hand(self) -> list[Person]:
        """Each line a person, the post after the first comma."""
        lines = [line.strip() for line in self.cleaned_data["by_hand"].splitlines() if line.strip()]
        people = [
            Person(name.strip(), post.strip()) for name, _, post in (line.partition(",") for line in lines)
        ]
        if len(people) > MOST_BY_HAND or any(len(p.name) > 120 or len(p.post) > 200 for p in people):
            raise ValidationError(
                "Mỗi dòng một người: họ và tên dài nhất 120, chức vụ 200 ký tự, nhiều nhất 60 người."
            )
        if any(not person.name for person in people):
            raise ValidationError("Mỗi dòng phải bắt đầu bằng họ và tên.")
        return people

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("chair") and data.get("chair") == data.get("secretary"):
            self.add_error("secretary", "Chủ trì và thư ký phải là hai người.")
        return data

    def said(self) -> dict[str, Any]:
        """What the deed is given."""
        data = self.cleaned_data
        roles = {role: int(data[role.value] or 0) or None for role in (Role.CHAIR, Role.SECRETARY)}
        present = {member.pk for member in self.members if data.get(f"present-{member.pk}")}
        return {"head": self.head(), "present": present, "roles": roles, "by_hand": data["by_hand"]}
