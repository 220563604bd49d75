"""What is typed of a collective's quarter: counts an axis, its own rating; and what the steering committee says of axis 3."""

from collections.abc import Iterable, Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst

from cadres.models import Cadre
from evaluation.collectives.actions.typed import COLUMNS, LABELS
from evaluation.collectives.models import CollectiveAxis, CollectiveField, CollectiveResult, Counts
from evaluation.collectives.tells.due import deputies_of
from evaluation.core.facts.around import COUNTS
from evaluation.core.forms import rating_choice
from pages.fields import Words, area, count
from pages.forms import BareForm, ReasonForm
from pages.layouts import DressedForm, bar
from pages.words import label_of
from regulation.editions import Axis

MOST = 9999


class CollectiveFilter(DressedForm):
    """Of which units."""

    helper = bar()

    q = Words(
        label="Đơn vị",
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )


class CountsForm(DressedForm):
    """The targets of an axis or of a deputy's field; nothing typed is none."""

    def __init__(self, data: QueryDict | None, prefix: str, said: str, kept: Counts | None) -> None:
        initial = {name: getattr(kept, name) for name in COLUMNS} if kept and kept.assigned else {}
        super().__init__(data, prefix=prefix, initial=initial)
        for name in COUNTS:
            self.fields[name] = count(capfirst(LABELS[name]), 0, MOST)
        self.fields["excuse"] = Words(
            label=capfirst(LABELS["excuse"]),
            max_length=300,
            required=False,
        )
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{said}, {LABELS[name]}"

    @property
    def counts(self) -> list[forms.BoundField]:
        """The fields of the table's figures, without the excuse's document."""
        return [self[name] for name in COUNTS]

    def values(self) -> dict[str, int | str]:
        said = self.cleaned_data
        return {name: said[name] or 0 for name in COUNTS} | {"excuse": said["excuse"]}


class AxisForm(CountsForm):
    """The targets of one axis."""

    def __init__(self, data: QueryDict | None, axis: Axis, kept: CollectiveAxis | None) -> None:
        super().__init__(data, f"axis-{axis.number}", f"Trục {axis.number}", kept)
        self.axis = axis


class FieldForm(CountsForm):
    """6.3, second sentence: the field that a deputy is in charge of, and its targets."""

    def __init__(self, data: QueryDict | None, deputy: Cadre, kept: CollectiveField | None) -> None:
        said = f"Lĩnh vực của đồng chí {deputy}"
        super().__init__(data, f"field-{deputy.pk}", said, kept)
        self.deputy = deputy
        self.initial["name"] = kept.name if kept else ""
        self.fields["name"] = Words(label="Lĩnh vực phụ trách", max_length=200, required=False)
        self.fields["name"].widget.attrs["aria-label"] = f"{said}, tên lĩnh vực"

    def values(self) -> dict[str, int | str]:
        return super().values() | {"name": self.cleaned_data["name"]}


class ResultForm(DressedForm):
    """How the collective itself was rated (asked, never computed), and a note."""

    rating = rating_choice("Mức xếp loại của tập thể")
    note = area("Ghi chú")


class Several:
    """Several forms as one, deputies' fields among them; each of the `parts` has its own prefix."""

    parts: list[forms.Form]
    fields: list[FieldForm]

    def __iter__(self) -> Iterator[forms.BoundField]:
        return (field for part in self.parts for field in part)

    def is_valid(self) -> bool:
        read = [part.is_valid() for part in self.parts]  # all of them, so that every error is told at once
        return all(read)

    def charged(self) -> dict[int, dict[str, int | str]]:
        """Deputy's id → what was typed of their field."""
        return {part.deputy.pk: part.values() for part in self.fields}

    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of everything that cannot be read."""
        return [
            (part[name].id_for_label, f"{label_of(part[name])}: {problem}")
            for part in self.parts
            for name, problems in part.errors.items()
            for problem in problems
        ]


class CollectiveForm(Several):
    """Six axes, the deputies' fields and the collective's rating as one form."""

    def __init__(self, data: QueryDict | None, result: CollectiveResult) -> None:
        kept = {axis.axis: axis for axis in result.axes.all()} if result.pk else {}
        self.axes = [AxisForm(data, axis, kept.get(axis.number)) for axis in result.period.edition.axes]
        fields = {field.cadre_id: field for field in result.fields.all()} if result.pk else {}
        self.fields = [FieldForm(data, deputy, fields.get(deputy.pk)) for deputy in deputies_of(result)]
        self.head = ResultForm(data, initial={"rating": result.rating, "note": result.note})
        self.parts = [*self.axes, *self.fields, self.head]

    def values(self) -> dict[int, dict[str, int | str]]:
        """Axis → what was typed of it."""
        return {part.axis.number: part.values() for part in self.axes}


class GroundForm(ReasonForm):
    reason = area("Căn cứ (văn bản đề nghị của đơn vị, lý do bổ sung)")


class AddedForm(Several):
    """The fields of deputies of whom an approved result does not tell yet, and on what ground they are added."""

    def __init__(self, data: QueryDict | None, deputies: Iterable[Cadre]) -> None:
        self.fields = [FieldForm(data, deputy, None) for deputy in deputies]
        self.ground = GroundForm(data, prefix="add_fields")
        self.parts = [*self.fields, self.ground]

    @property
    def is_bound(self) -> bool:
        return self.ground.is_bound


class OpinionForm(BareForm):
    """8.2: the steering committee's opinion."""

    opinion = area("Ý kiến đánh giá Trục 3", rows=4)

    def clean_opinion(self) -> str:
        opinion: str = self.cleaned_data["opinion"].strip()
        if not opinion:
            raise ValidationError("Chưa ghi ý kiến đánh giá Trục 3.")
        return opinion

    def said(self) -> dict[str, object]:
        return {"opinion": self.cleaned_data["opinion"]}
