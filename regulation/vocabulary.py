"""The law's words: every closed list of values, with its wording in the guideline."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored value with the words that a reader sees."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) of every member, in the law's order."""
        return [(member.value, member.label) for member in cls]


class Rating(Labelled):
    """The four levels of Mẫu 03, part II. Compare `rank`: the values themselves sort as text."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ"
    NOT_COMPLETED = "not_completed", "Không hoàn thành nhiệm vụ"

    @property
    def short(self) -> str:
        """The label for a narrow column."""
        return _SHORT[self]

    @property
    def rank(self) -> int:
        """4 for Xuất sắc down to 1 for Không hoàn thành."""
        return _RANK[self]

    @staticmethod
    def lowest(ratings: Iterable[Rating]) -> Rating:
        """The lowest of the ratings; ValueError when there is none."""
        return min(ratings, key=lambda rating: rating.rank)


_SHORT = {
    Rating.EXCELLENT: "Xuất sắc",
    Rating.GOOD: "Tốt",
    Rating.COMPLETED: "Hoàn thành",
    Rating.NOT_COMPLETED: "Không hoàn thành",
}
_RANK = {rating: rank for rank, rating in enumerate(reversed(Rating), start=1)}


class Tier(Labelled):
    """Who decides the rating (Mục 3)."""

    CENTRAL = "central", "Bộ Chính trị, Ban Bí thư quản lý"
    PROVINCIAL = "provincial", "Mục 3.1 · Ban Thường vụ Tỉnh ủy quản lý"
    DELEGATED = "delegated", "Mục 3.2 · phân cấp quản lý"
    OTHER = "other", "Mục 3.3"


class AxisRole(Labelled):
    """The part that a result axis plays in a person's work (Mục 2.5)."""

    MAIN = "main", "Trục chính, chủ yếu"
    SUPPORTING = "supporting", "Trục phụ, phối hợp"


class Leadership(Labelled):
    """The person's place in the collective that leads a unit (Mục 6.3)."""

    HEAD = "head", "Người đứng đầu"
    DEPUTY = "deputy", "Cấp phó"
    MEMBER = "member", "Thành viên tập thể lãnh đạo"
    NONE = "none", "Không thuộc tập thể lãnh đạo"


class ResponseLevel(Labelled):
    """How far a key task meets what was asked (Bước 3)."""

    EFFECTIVE = "1", "Chủ động tiếp cận; giải quyết hiệu quả vấn đề, có kết quả cụ thể"
    BASIC = "2", "Cơ bản đáp ứng yêu cầu nhưng còn hạn chế, cần tiếp tục hoàn thiện"
    FAILING = "3", "Không đáp ứng yêu cầu nhiệm vụ"


class CapBase(Labelled):
    """Of whom the share of Xuất sắc is taken (open-questions 22)."""

    GOOD_OR_BETTER = "good_or_better", "Số người xếp loại Tốt và Xuất sắc"
    GOOD_ONLY = "good_only", "Số người xếp loại Tốt"
    ALL_RATED = "all_rated", "Tổng số người được xếp loại"


class Layer(Labelled):
    """Whose marks: three layers stand side by side and are never overwritten (Mẫu 03)."""

    SELF = "self", "Tự đánh giá"
    APPRAISAL = "appraisal", "Thẩm định"
    AUTHORITY = "authority", "Cấp có thẩm quyền"


class Severity(Labelled):
    """What a finding does."""

    LIMIT = "limit", "Giới hạn mức xếp loại"
    BLOCK = "block", "Chưa thể chuyển bước"
    WARN = "warn", "Cần giải trình"
    INFO = "info", "Thông tin"


class Level(Labelled):
    """Where a rule comes from."""

    NATIONAL = "national", "Quy định của Trung ương"
    PROVINCE = "province", "Hướng dẫn của tỉnh"
    UNIT = "unit", "Quy định của đơn vị"
    ASSUMPTION = "assumption", "Cách hiểu khi áp dụng"
