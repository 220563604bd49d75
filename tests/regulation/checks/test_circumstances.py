from datetime import date

import pytest

from regulation.checks.circumstances import ground, shortcomings
from regulation.facts import Recorded
from regulation.vocabulary import Circumstance, Level, Rating, Severity, Tier

GROUNDS = [kind for kind in Circumstance if kind.is_ground]
OTHERS = [kind for kind in Circumstance if not kind.is_ground]


def recorded(kind: Circumstance, text: str = "Chậm kê khai tài sản") -> Recorded:
    return Recorded(kind, text, "Kết luận số 12-KL/UBKTTU", date(2026, 5, 2))


@pytest.mark.clause("B4.1/1")
def test_a_shortcoming_not_remedied_ends_the_best_rating(make_facts):
    (found,) = shortcomings(make_facts(recorded=(recorded(Circumstance.SHORTCOMING),)))
    assert found.sentence == (
        "Hạn chế, khuyết điểm đã được chỉ ra mà chưa khắc phục xong: “Chậm kê khai tài sản” "
        "(Kết luận số 12-KL/UBKTTU, ngày 02/05/2026)."
    )
    assert (found.limit, found.clause.code, found.level) == (Rating.GOOD, "366.11.1", Level.NATIONAL)


@pytest.mark.parametrize(
    ("tier", "who"),
    [
        (Tier.DELEGATED, "tập thể lãnh đạo, cấp ủy quản lý cán bộ"),
        (Tier.OTHER, "tập thể lãnh đạo, cấp ủy quản lý cán bộ"),
        (Tier.PROVINCIAL, "Ban Tổ chức Tỉnh ủy"),
    ],
)
def test_the_competent_authority_lifts_what_was_recorded(make_facts, tier, who):
    facts = make_facts(
        recorded=(recorded(Circumstance.SHORTCOMING), recorded(Circumstance.DISCIPLINE)), tier=tier
    )
    assert [found.lifted_by for rule in (shortcomings, ground) for found in rule(facts)] == [
        f"Kết quả khắc phục được xác nhận, do {who} ghi kèm văn bản.",
        f"Văn bản hủy bỏ hoặc thay đổi căn cứ này, do {who} ghi.",
    ]


def test_each_shortcoming_must_be_remedied(make_facts):
    both = (recorded(Circumstance.SHORTCOMING, "Một"), recorded(Circumstance.SHORTCOMING, "Hai"))
    assert [found.limit for found in shortcomings(make_facts(recorded=both))] == [Rating.GOOD] * 2
    assert [found.limit for found in shortcomings(make_facts(recorded=both[1:]))] == [Rating.GOOD]
    assert list(shortcomings(make_facts())) == []


@pytest.mark.clause("B4.1/1", "PL2.ii")
@pytest.mark.parametrize("kind", GROUNDS)
def test_each_ground_makes_the_rating_not_completed(make_facts, kind):
    (found,) = ground(make_facts(recorded=(recorded(kind, "Khiển trách"),)))
    assert found.sentence == (f"{kind.label}: “Khiển trách” (Kết luận số 12-KL/UBKTTU, ngày 02/05/2026).")
    assert (found.severity, found.limit) == (Severity.LIMIT, Rating.NOT_COMPLETED)
    assert (found.code, found.clause.code) == ("ground", "366.11.4")


def test_every_recorded_ground_is_told(make_facts):
    facts = make_facts(recorded=tuple(recorded(kind) for kind in Circumstance))
    assert [found.sentence.split(":")[0] for found in ground(facts)] == [kind.label for kind in GROUNDS]


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_ground_makes_nothing_not_completed(make_facts, kind):
    assert list(ground(make_facts(recorded=(recorded(kind),)))) == []


@pytest.mark.parametrize("kind", [kind for kind in Circumstance if kind is not Circumstance.SHORTCOMING])
def test_what_is_no_shortcoming_is_left_to_its_own_rule(make_facts, kind):
    assert list(shortcomings(make_facts(recorded=(recorded(kind),)))) == []
