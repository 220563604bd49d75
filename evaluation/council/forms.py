"""What is typed at a council's session: when it met, and one line a person."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from cadres.machine import Refusal, Stale
from cadres.models import Unit
from config import clock
from evaluation.core.forms import rating_choice
from evaluation.core.models import Dossier, Period
from evaluation.council.models import CouncilSession
from pages.fields import LONGEST_ID, Day, Words, area, count, ids, offer_rows
from pages.layouts import DressedForm

LARGEST = 200
OPINION = ("rating", "votes_for", "note")
FORGOTTEN = "Đã sửa mức, phiếu hoặc ý kiến nhưng chưa đánh dấu “Ghi”. Xin đánh dấu, hoặc xóa phần đã sửa."


class SessionForm(DressedForm):
    """A session held before, to which lines are added, or a new one."""

    session = forms.ModelChoiceField(
        queryset=CouncilSession.objects.none(),
        label="Phiên họp",
        required=False,
        empty_label="Phiên họp mới",
        error_messages={"invalid_choice": "Phiên họp phải chọn trong danh sách của đơn vị này."},
    )
    held_on = Day(
        label="Ngày họp",
        required=False,
        error_messages={"invalid": "Ngày họp phải là một ngày có thật, viết dạng 25/12/2026."},
    )
    minutes_number = Words(label="Số biên bản", max_length=60, required=False)
    present = count("Số thành viên dự họp", 1, LARGEST, named=True)
    members = area("Thành viên dự họp")

    def __init__(self, data: QueryDict | None, sessions: QuerySet[CouncilSession]) -> None:
        super().__init__(data, initial={"held_on": clock.today()})
        offer_rows(self, "session", sessions)
        if not sessions:
            self.fields["session"].widget = forms.HiddenInput()

    def clean_held_on(self) -> date | None:
        day: date | None = self.cleaned_data["held_on"]
        if day and day > clock.today():
            raise ValidationError("Ngày họp không thể ở tương lai.")
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("session") and "session" not in self.errors:
            owed = {"held_on": "Chưa ghi ngày họp.", "present": "Chưa ghi số thành viên dự họp."}
            for name, sentence in owed.items():
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    def session_of(self, unit: Unit, period: Period) -> CouncilSession:
        """The session chosen, or a new unsaved one."""
        data = self.cleaned_data
        chosen: CouncilSession | None = data["session"]
        if chosen:
            return chosen
        columns = ("held_on", "minutes_number", "present", "members")
        return CouncilSession(unit=unit, period=period, **{name: data[name] for name in columns})


class LineForm(DressedForm):
    """The council's opinion on one person."""

    take = forms.BooleanField(label="Ghi", required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "Dòng gửi lên không đầy đủ. Xin tải lại trang.",
            "invalid": "Dòng gửi lên không đầy đủ. Xin tải lại trang.",
        },
    )
    rating = rating_choice("Hội đồng")
    votes_for = count("Số phiếu đồng ý", 0, LARGEST, named=True)
    note = area("Ý kiến khác")

    def __init__(self, data: QueryDict | None, dossier: Dossier, *, ticked: bool = False) -> None:
        initial = {"take": ticked, "version": dossier.version, "rating": dossier.appraisal_rating}
        super().__init__(data, prefix=f"row-{dossier.pk}", initial=initial)
        self.dossier, self.kept = dossier, dossier.version
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {dossier.cadre.full_name}"

    def goes_on(self, refusal: Refusal | None) -> None:
        """A line that comes back keeps the version it was opened with, but for the one of which the refusal told."""
        sent = str(self.data.get(self.add_prefix("version"), "")) if self.is_bound else ""
        told = isinstance(refusal, Stale) and refusal.row == self.dossier
        if sent.isascii() and sent.isdecimal() and len(sent) < LONGEST_ID and not told:
            self.kept = int(sent)

    @property
    def taken(self) -> bool:
        return self.is_bound and bool(self.data.get(self.add_prefix("take")))

    @property
    def forgotten(self) -> bool:
        """Whether something was typed here without the tick that has it recorded."""
        typed = {name for name in OPINION if self.add_prefix(name) in self.data}
        return self.is_bound and not self.taken and bool(typed & set(self.changed_data))


class CouncilForm:
    """The session and its lines as one form; nobody is recorded whose line was not ticked."""

    def __init__(
        self,
        data: QueryDict | None,
        sessions: QuerySet[CouncilSession],
        dossiers: Iterable[Dossier],
        *,
        ticked: bool = False,
    ) -> None:
        self.sent = set(ids(data.getlist("row"))) if data else set()
        self.session = SessionForm(data, sessions)
        self.lines = [
            LineForm(data if dossier.pk in self.sent else None, dossier, ticked=ticked)
            for dossier in dossiers
        ]

    @property
    def missing(self) -> set[int]:
        """Ids that the page had and that no longer wait for this council."""
        return self.sent - {line.dossier.pk for line in self.lines}

    def is_valid(self) -> bool:
        readable = [self.session.is_valid(), *(line.is_valid() for line in self.lines if line.taken)]
        return all(readable) and not any(line.forgotten for line in self.lines)

    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of everything that cannot be read."""
        found = []
        for form in (self.session, *(line for line in self.lines if line.taken)):
            for name, problems in form.errors.items():
                label = form.fields[name].widget.attrs.get("aria-label") or form.fields[name].label
                found += [(form[name].id_for_label, f"{label}: {problem}") for problem in problems]
        found += [
            (line["take"].id_for_label, f"{line.dossier.cadre.full_name}: {FORGOTTEN}")
            for line in self.lines
            if line.forgotten
        ]
        return found if self.session.is_bound else []

    def opinions(self) -> Mapping[Dossier, Mapping[str, Any]]:
        """Dossier → rating, votes, note, of the lines that are to be recorded."""
        return {
            line.dossier: {name: line.cleaned_data[name] for name in OPINION}
            for line in self.lines
            if line.taken
        }

    def versions(self) -> dict[int, int]:
        return {line.dossier.pk: line.cleaned_data["version"] for line in self.lines if line.taken}
