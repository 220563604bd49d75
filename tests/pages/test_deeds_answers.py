"""The version that came with an answer, and the status of a refusal."""

import pytest

from cadres.machine import OutOfTurn, ReasonOwed, Refusal, Refused, Stale
from evaluation.core.road import DOSSIERS
from pages.deeds import Incomplete, seen, status
from pages.fields import Unreadable


@pytest.mark.parametrize(("typed", "version"), [("1", 1), ("0", 0), ("007", 7), ("9" * 9, 999_999_999)])
def test_the_version_is_the_one_that_the_page_had(rf, typed, version):
    assert seen(rf.post("/", {"version": typed})) == version


@pytest.mark.parametrize("typed", ["", " 1", "-1", "1.0", "x", "٣", "²", "9" * 10])
def test_a_version_that_no_page_wrote_is_refused(rf, typed):
    with pytest.raises(Incomplete, match="Biểu mẫu gửi lên không đầy đủ"):
        seen(rf.post("/", {"version": typed}))


def test_a_version_in_the_address_is_none(rf):
    with pytest.raises(Incomplete):
        seen(rf.post("/?version=3"))


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (None, 422),
        (Refusal("Không được."), 422),
        (Refused([]), 422),
        (ReasonOwed(DOSSIERS.defer), 422),
        (Incomplete(), 422),
        (Unreadable(), 422),
        (Stale.__new__(Stale), 409),
        (OutOfTurn.__new__(OutOfTurn), 409),
    ],
    ids=lambda value: type(value).__name__,
)
def test_where_another_was_quicker_it_is_409_and_422_whatever_else_stands_against_it(refusal, code):
    assert status(refusal) == code
