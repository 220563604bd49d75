"""The law's words: every closed list of values, with its wording in the guideline."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored value with the words that a reader sees."""

    label: str

    def __new__(
        cls, value: str, label: str = ""
    ) -> Self:  # members have both; a look-up names the value alone
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


class Circumstance(Labelled):
    """What is recorded of a person and bears on the rating: shortcomings, grounds of QĐ 366, papers that Mục 7 asks for."""

    SHORTCOMING = "shortcoming", "Hạn chế, khuyết điểm đã được chỉ ra"
    DISCIPLINE = "discipline", "Bị kỷ luật từ khiển trách trở lên do vi phạm gắn với chức trách, nhiệm vụ"
    DEGRADATION = "degradation", "Cấp có thẩm quyền kết luận có biểu hiện suy thoái"
    LOW_CONFIDENCE = "low_confidence", "Trên 50 % số phiếu tín nhiệm thấp"
    UNITS_FAILED = "units_failed", "Trên 50 % số đơn vị phụ trách không hoàn thành nhiệm vụ"
    BASIC_TARGETS = (
        "basic_targets",
        "Không hoàn thành 05 chỉ tiêu kinh tế - xã hội cơ bản được giao (tăng trưởng, thu ngân sách, giải ngân vốn đầu tư "
        "công, thu nhập bình quân đầu người, giảm nghèo)",
    )
    PARTY_CELL = "party_cell", "Đánh giá của chi bộ nơi sinh hoạt"
    BOTH_POSTS = "both_posts", "Kết quả thực hiện nhiệm vụ ở chức vụ trước và ở chức vụ mới"
    OTHER_CASE = "other_case", "Văn bản của cấp có thẩm quyền về trường hợp khác"

    @property
    def is_ground(self) -> bool:
        """Whether QĐ 366, Điều 11, khoản 4 makes the rating Không hoàn thành for it."""
        return self in _GROUNDS

    @property
    def is_paper(self) -> bool:
        """Whether it is one of the papers that Mục 7.a asks for: words of others in which the person is judged."""
        return self in (Circumstance.PARTY_CELL, Circumstance.BOTH_POSTS)


_GROUNDS = (
    Circumstance.DISCIPLINE,
    Circumstance.DEGRADATION,
    Circumstance.LOW_CONFIDENCE,
    Circumstance.UNITS_FAILED,
    Circumstance.BASIC_TARGETS,
)


class AbsenceKind(Labelled):
    """Why somebody was away, or could not be judged, for a stretch of days (Mục 7.d)."""

    TRAINING = "training", "Đào tạo, bồi dưỡng tập trung"
    SICK = "sick", "Nghỉ ốm"
    MATERNITY = "maternity", "Nghỉ thai sản"
    INSPECTION = "inspection", "Đang kiểm tra dấu hiệu vi phạm"


class Cause(Labelled):
    """How a post came about (Mục 7.a–c)."""

    APPOINTMENT = "appointment", "Bổ nhiệm, bầu, chỉ định"
    PROMOTION = "promotion", "Bổ nhiệm chức vụ cao hơn"
    TRANSFER = "transfer", "Điều động, bổ nhiệm sang đơn vị khác"
    REORGANISATION = "reorganisation", "Sắp xếp tổ chức bộ máy"


class CaseKind(Labelled):
    """The special cases of Mục 7 and Mục 3.3."""

    PROMOTED = "promoted", "Mục 7.a · bổ nhiệm chức vụ cao hơn chưa đủ 02 tháng"
    TRANSFERRED = "transferred", "Mục 7.b · chuyển đến từ đơn vị khác chưa đủ 02 tháng"
    REORGANISED = "reorganised", "Mục 7.c · thay đổi vị trí do sắp xếp tổ chức bộ máy"
    TRAINING = "training", "Mục 7.d · đào tạo, bồi dưỡng tập trung từ 02 tháng"
    FIRST_APPOINTED = "first_appointed", "Mục 7.d · lần đầu được bổ nhiệm dưới 01 tháng"
    ON_LEAVE = "on_leave", "Mục 7.d · nghỉ ốm, nghỉ thai sản từ 02 tháng"
    INSPECTED = "inspected", "Mục 7.d · đang kiểm tra dấu hiệu vi phạm"
    OPTIONAL = "optional", "Mục 3.3 · không bắt buộc đánh giá hằng quý"

    @property
    def defers(self) -> bool:
        """Whether Mục 7.d says: not rated this quarter."""
        return self in _DEFERRING


_DEFERRING = (CaseKind.TRAINING, CaseKind.FIRST_APPOINTED, CaseKind.ON_LEAVE, CaseKind.INSPECTED)


class Treatment(Labelled):
    """What a competent document says is to be done with a person (Mục 7.e)."""

    RATE = "rate", "Vẫn đánh giá, xếp loại"
    DEFER = "defer", "Chưa đánh giá quý này"
    EXEMPT = "exempt", "Không đánh giá quý này"


class Departure(Labelled):
    """How somebody leaves the province's management for good (open reading of Mục 7.e)."""

    RETIRED = "retired", "Nghỉ hưu"
    DIED = "died", "Từ trần"
    RESIGNED = "resigned", "Thôi việc, từ chức"
    LEFT = "left", "Chuyển khỏi diện quản lý của tỉnh"


class Quorum(Labelled):
    """From how many members present on a council may give its opinion (Bước 3 names none)."""

    MAJORITY = "majority", "quá nửa số thành viên"
    TWO_THIRDS = "two_thirds", "từ hai phần ba số thành viên"
    THREE_QUARTERS = "three_quarters", "từ ba phần tư số thành viên"

    def needed(self, members: int) -> int:
        """How many of so many members must be present; of none, one."""
        if self is Quorum.MAJORITY:
            return members // 2 + 1
        share, whole = (2, 3) if self is Quorum.TWO_THIRDS else (3, 4)
        return max(1, -(-members * share // whole))
