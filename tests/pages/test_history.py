"""A history as a page tells it."""

from cadres.models import User
from evaluation.models import DossierEntry
from pages.history import line_of, why


def test_who_did_it_and_for_whom_stands_before_the_sentence():
    doer, other = User(pk=1, full_name="Lê Văn Bình"), User(pk=2, full_name="Trần Thị Cúc")
    line = line_of(DossierEntry(by=doer, on_behalf_of=other), "thẩm định xong", changes=["Mức: Tốt"])
    assert [line["who"], line["on_behalf_of"], line["changes"]] == [
        "Đồng chí Lê Văn Bình",
        "đồng chí Trần Thị Cúc",
        ["Mức: Tốt"],
    ]


def test_what_nobody_did_the_system_did():
    line = line_of(DossierEntry(), "mở kỳ")
    assert [line["who"], line["on_behalf_of"], line["reason"]] == ["Hệ thống", "", ""]


def test_a_reason_is_told_where_one_was_given():
    assert [why(DossierEntry(reason="Thiếu")), why(DossierEntry())] == ["Lý do: Thiếu", ""]
