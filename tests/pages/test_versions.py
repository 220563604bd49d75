"""Two versions of one form: which fields differ, how both are told, and from which version a form goes on."""

from datetime import date
from decimal import Decimal
from unittest.mock import patch

import pytest
from django import forms
from django.http import QueryDict

from cadres.machine import Stale
from pages.fields import Day, Figure, Words
from pages.versions import both_versions, differences, going_on, opened


class Sample(forms.Form):
    name = Words(label="Tên", required=False, rows=2)
    count = Figure(label="Số lượng", required=False)
    day = Day(label="Hạn", required=False)
    level = forms.ChoiceField(
        label="Mức", choices=[("", "Chưa chọn"), ("1", "Một"), ("2", "Hai")], required=False
    )
    rated = forms.ChoiceField(
        label="Xếp loại", choices=[("a", "Tốt"), ("b", "Khá")], widget=forms.RadioSelect, required=False
    )
    ticked = forms.BooleanField(label="Trọng tâm", required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)


STORED = {
    "name": "Một\nhai",
    "count": Decimal("1.5"),
    "day": date(2026, 12, 1),
    "level": "1",
    "rated": "a",
    "ticked": True,
    "kept": "x",
}
SAME = "name=Một%0D%0Ahai&count=1,50&day=2026-12-01&level=1&rated=a&ticked=on&kept=y"


def told(query):
    found = differences(Sample(initial=STORED), QueryDict(query))
    return {one.label: (one.stored.told, one.typed.told) for one in found}


def test_what_reads_alike_does_not_differ():
    assert told(SAME) == {}


@pytest.mark.parametrize(
    ("sent", "instead", "label", "both"),
    [
        ("name=Một%0D%0Ahai", "name=", "Tên", ("Một\nhai", "(trống)")),
        ("count=1,50", "count=2", "Số lượng", ("1,5", "2")),
        ("count=1,50", "count=x", "Số lượng", ("1,5", "x")),
        ("day=2026-12-01", "day=2026-12-02", "Hạn", ("01/12/2026", "02/12/2026")),
        ("level=1", "level=2", "Mức", ("Một", "Hai")),
        ("rated=a", "rated=b", "Xếp loại", ("Tốt", "Khá")),
        ("&rated=a", "", "Xếp loại", ("Tốt", "(trống)")),
        ("&ticked=on", "", "Trọng tâm", ("Có", "Không")),
    ],
)
def test_what_was_typed_otherwise_is_told_beside_what_is_stored(sent, instead, label, both):
    assert sent in SAME
    assert told(SAME.replace(sent, instead)) == {label: both}


def test_a_field_that_was_not_on_the_page_is_not_compared():
    assert told("level=2") == {
        "Mức": ("Một", "Hai"),
        "Xếp loại": ("Tốt", "(trống)"),
        "Trọng tâm": ("Có", "Không"),
    }
    assert told("") == {}


def test_a_row_says_which_of_its_fields_were_absent():
    form = Sample(initial=STORED)
    form.absent = lambda sent: ("ticked", "rated")
    assert [one.label for one in differences(form, QueryDict("level=2"))] == ["Mức"]


def test_the_print_changes_with_what_is_stored_and_with_nothing_else():
    assert opened(3, Sample(initial=STORED)) == opened(3, Sample(initial=STORED | {"kept": "other"}))
    assert opened(3, Sample(initial=STORED)) != opened(3, Sample(initial=STORED | {"ticked": False}))
    assert opened(3) == "3"


class Row:
    version = 7
    stage = "draft"

    class ledger:  # noqa: N801
        @staticmethod
        def order_by(_):
            return ledger_of_nobody


class ledger_of_nobody:  # noqa: N801
    @staticmethod
    def first():
        return None


@pytest.mark.parametrize(
    ("sent", "goes_on"),
    [
        ("3", "3"),
        ("3-0123456789abcdef", "3-0123456789abcdef"),
        ("3-0123456789", "0"),
        ("3-" + "a" * 80_000, "0"),
        ("", "0"),
        ("x", "0"),
        ("3-<b>", "0"),
        ("٣", "0"),
    ],
)
def test_a_typed_form_goes_on_from_the_version_it_was_opened_with(rf, sent, goes_on):
    assert going_on(rf.post("/", {"version": sent}), Row()) == goes_on


def test_an_untouched_form_goes_on_from_the_newest_version_and_so_does_one_that_was_compared(rf):
    assert going_on(rf.get("/"), Row(), None, Sample(initial=STORED)) == opened(7, Sample(initial=STORED))
    assert going_on(rf.post("/", {"version": "3"}), Row(), Stale(Row())) == "7"
    assert going_on(rf.post("/", {"version": "3-01234567"}), Row(), Stale(Row())) == "7-01234567"


OPENED = opened(3, Sample(initial=STORED))
SAVED = STORED | {"name": "Một", "count": Decimal(2), "level": "2", "rated": "", "ticked": False}
ALL = ["Tên", "Số lượng", "Mức", "Xếp loại", "Trọng tâm"]
AS_OPENED = {
    "name": "Một\r\nhai",
    "count": "1,5",
    "day": "01/12/2026",
    "level": "1",
    "rated": "a",
    "ticked": "on",
}


def asked(rf, typed, version=OPENED, stored=SAVED):
    """The labels offered as a choice, and those kept as they are stored."""
    request = rf.post("/", typed | {"version": version})
    answers = []
    with patch("pages.versions.render", lambda request, template, context, status: answers.append(context)):
        both_versions(request, Stale(Row()), lambda: Sample(initial=stored))
    return (
        [[one.label for one in answers[0][part]] for part in ("differing", "untouched")] if answers else None
    )


def test_what_was_not_touched_since_the_opening_is_no_choice(rf):
    assert asked(rf, AS_OPENED) == [[], ALL]
    assert asked(rf, AS_OPENED | {"count": "3", "day": "02/12/2026"}) == [
        ["Số lượng", "Hạn"],
        [one for one in ALL if one != "Số lượng"],
    ]


def test_a_tick_and_a_rating_that_a_browser_does_not_send_are_known_as_untouched(rf):
    empty = opened(3, Sample(initial=STORED | {"rated": "", "ticked": False}))
    sent = {name: value for name, value in AS_OPENED.items() if name not in ("rated", "ticked")}
    assert asked(rf, sent, empty, STORED) == [[], ["Xếp loại", "Trọng tâm"]]
    assert asked(rf, sent, OPENED, STORED | {"name": "Một"}) == [["Xếp loại", "Trọng tâm"], ["Tên"]]


@pytest.mark.parametrize("version", ["3", "", "x", "3-0123456789abcdef", "3-012345"])
def test_of_a_page_that_kept_no_prints_everything_was_touched(rf, version):
    assert asked(rf, AS_OPENED, version) == [ALL, []]


def test_where_nobody_changed_these_fields_there_is_nothing_to_choose(rf):
    assert asked(rf, AS_OPENED | {"count": "3"}, stored=STORED) is None
