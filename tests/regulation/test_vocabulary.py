import pytest

from regulation.vocabulary import (
    AxisRole,
    CapBase,
    Circumstance,
    Labelled,
    Layer,
    Leadership,
    Level,
    Rating,
    ResponseLevel,
    Severity,
    Tier,
)


@pytest.mark.clause("M03.II")
def test_ratings_have_the_guidelines_wording_in_its_order():
    assert Rating.choices() == [
        ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
        ("good", "Hoàn thành tốt nhiệm vụ"),
        ("completed", "Hoàn thành nhiệm vụ"),
        ("not_completed", "Không hoàn thành nhiệm vụ"),
    ]


def test_a_rating_has_a_short_word_and_a_rank():
    assert [(rating.short, rating.rank) for rating in Rating] == [
        ("Xuất sắc", 4),
        ("Tốt", 3),
        ("Hoàn thành", 2),
        ("Không hoàn thành", 1),
    ]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([Rating.EXCELLENT], Rating.EXCELLENT),
        ([Rating.EXCELLENT, Rating.COMPLETED, Rating.GOOD], Rating.COMPLETED),
        ([Rating.NOT_COMPLETED, Rating.GOOD], Rating.NOT_COMPLETED),
    ],
)
def test_the_lowest_rating_goes_by_rank(ratings, expected):
    assert Rating.lowest(ratings) is expected


def test_there_is_no_lowest_of_nothing():
    with pytest.raises(ValueError, match="empty"):
        Rating.lowest([])


def test_a_stored_value_gives_its_member_back():
    assert Rating("good") is Rating.GOOD
    assert f"{Rating.GOOD}" == "good"


@pytest.mark.clause("B3.2.1", "B3.2.2", "B3.2.3")
def test_response_levels_are_stored_by_the_guidelines_numbers():
    assert ResponseLevel.choices() == [
        ("1", "Chủ động tiếp cận; giải quyết hiệu quả vấn đề, có kết quả cụ thể"),
        ("2", "Cơ bản đáp ứng yêu cầu nhưng còn hạn chế, cần tiếp tục hoàn thiện"),
        ("3", "Không đáp ứng yêu cầu nhiệm vụ"),
    ]


@pytest.mark.clause("3.3.1")
def test_tiers_name_their_clause():
    assert Tier.choices() == [
        ("central", "Bộ Chính trị, Ban Bí thư quản lý"),
        ("provincial", "Mục 3.1 · Ban Thường vụ Tỉnh ủy quản lý"),
        ("delegated", "Mục 3.2 · phân cấp quản lý"),
        ("other", "Mục 3.3"),
    ]


@pytest.mark.parametrize("words", [AxisRole, CapBase, Layer, Leadership, Level, Severity, Tier])
def test_values_are_lower_case_names_and_every_one_has_its_own_label(words: type[Labelled]):
    assert [member.value for member in words] == [member.name.lower() for member in words]
    assert len({member.label for member in words} - {""}) == len(words)


def test_the_papers_of_mục_7_a_are_no_grounds():
    assert [kind for kind in Circumstance if kind.is_paper] == [
        Circumstance.PARTY_CELL,
        Circumstance.BOTH_POSTS,
    ]
    assert [kind for kind in Circumstance if kind.is_paper and kind.is_ground] == []
