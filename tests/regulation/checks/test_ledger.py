from datetime import UTC, datetime

import pytest

from regulation.checks.ledger import late, raised_proposal
from regulation.deadlines import Window, closes_at
from regulation.facts import Lateness
from regulation.quarters import Quarter
from regulation.vocabulary import Level, Rating, Severity


@pytest.mark.clause("6.2/1")
@pytest.mark.parametrize(
    ("given", "proposed", "told"),
    [
        (Rating.GOOD, Rating.EXCELLENT, True),
        (Rating.NOT_COMPLETED, Rating.GOOD, True),
        (Rating.GOOD, Rating.GOOD, False),
        (Rating.EXCELLENT, Rating.GOOD, False),
        (None, Rating.EXCELLENT, False),
        (Rating.GOOD, None, False),
    ],
)
def test_a_rating_below_the_proposal_is_kept_on_record(make_facts, given, proposed, told):
    found = raised_proposal(make_facts(rating=given, proposed=proposed))
    assert [finding.severity for finding in found] == [Severity.INFO] * told


def test_both_ratings_are_told(make_facts):
    (found,) = raised_proposal(make_facts(rating=Rating.GOOD, proposed=Rating.EXCELLENT))
    assert found.sentence == (
        "Mức “Hoàn thành tốt nhiệm vụ” thấp hơn mức đã đề xuất “Hoàn thành xuất sắc nhiệm vụ”: "
        "được ghi vào sổ theo dõi đề xuất; tính vào trách nhiệm của người đứng đầu khi đề xuất không bảo đảm "
        "điều kiện, tiêu chuẩn, tiêu chí."
    )
    assert (found.clause.code, found.level) == ("6.2", Level.PROVINCE)


@pytest.mark.clause("B1.1/1", "B5.2")
def test_what_came_late_is_told_with_both_instants_in_vietnam(make_facts):
    closed = closes_at(Quarter(2026, 3), Window.DOSSIER)
    items = (
        Lateness(
            "Kế hoạch",
            datetime(2026, 6, 25, 17, 5, tzinfo=UTC),
            closes_at(Quarter(2026, 3), Window.PLAN),
        ),
        Lateness("Hồ sơ", closed, closed),
        Lateness("Hồ sơ", closed, closed, extended=True),
    )
    found = list(late(make_facts(late=items)))
    assert [finding.sentence for finding in found] == [
        "Kế hoạch gửi lúc 26/06/2026 00:05, sau thời hạn 26/06/2026 00:00.",
        "Hồ sơ gửi lúc 30/09/2026 00:00, sau thời hạn 30/09/2026 00:00.",
        "Hồ sơ gửi lúc 30/09/2026 00:00, sau thời hạn đã gia hạn 30/09/2026 00:00.",
    ]
    assert {(finding.severity, finding.clause.code) for finding in found} == {(Severity.INFO, "B1-B5")}


def test_what_came_in_time_needs_no_word(make_facts):
    assert list(late(make_facts())) == []
