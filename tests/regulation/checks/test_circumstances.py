import pytest

from regulation.checks.circumstances import shortcomings
from regulation.checks.grounds import ground
from regulation.vocabulary import Circumstance, Level, Rating, Tier


@pytest.mark.clause("B4.1/1")
def test_a_shortcoming_not_remedied_ends_the_best_rating(make_facts, recorded):
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
def test_the_competent_authority_lifts_what_was_recorded(make_facts, recorded, tier, who):
    facts = make_facts(
        recorded=(recorded(Circumstance.SHORTCOMING), recorded(Circumstance.DISCIPLINE)), tier=tier
    )
    assert [found.lifted_by for rule in (shortcomings, ground) for found in rule(facts)] == [
        f"Kết quả khắc phục được xác nhận, do {who} ghi kèm văn bản.",
        f"Văn bản hủy bỏ hoặc thay đổi căn cứ này, do {who} ghi.",
    ]


def test_each_shortcoming_must_be_remedied(make_facts, recorded):
    both = (recorded(Circumstance.SHORTCOMING, "Một"), recorded(Circumstance.SHORTCOMING, "Hai"))
    assert [found.limit for found in shortcomings(make_facts(recorded=both))] == [Rating.GOOD] * 2
    assert [found.limit for found in shortcomings(make_facts(recorded=both[1:]))] == [Rating.GOOD]
    assert list(shortcomings(make_facts())) == []


@pytest.mark.parametrize("kind", [kind for kind in Circumstance if kind is not Circumstance.SHORTCOMING])
def test_what_is_no_shortcoming_is_left_to_its_own_rule(make_facts, recorded, kind):
    assert list(shortcomings(make_facts(recorded=(recorded(kind),)))) == []
