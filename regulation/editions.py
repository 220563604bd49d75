"""The law's numbers, dated and cited. A new guideline is a new edition, not a changed one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from regulation.criteria import CRITERIA, CRITERION_GROUPS, Criterion, CriterionGroup
from regulation.quarters import Quarter
from regulation.vocabulary import Rating


@dataclass(frozen=True, slots=True)
class Axis:
    """A result axis: the forms' wording, Mục 1.2's wording as help, Mẫu 03's maximum."""

    number: int
    title: str
    help_title: str
    default_max: Decimal

    @property
    def form_title(self) -> str:
        """The row's text on Mẫu 01 and Mẫu 03."""
        return f"{self.title} (Trục {self.number})"


@dataclass(frozen=True, slots=True)
class Factor:
    """A quality, timeliness or leadership factor and the words for it."""

    value: Decimal
    wording: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that one text of the law sets as a figure or a list."""

    code: str
    since: Quarter
    general_max: Decimal
    task_max: Decimal
    criteria: tuple[Criterion, ...]
    criterion_groups: tuple[CriterionGroup, ...]
    axes: tuple[Axis, ...]
    thresholds: tuple[tuple[Rating, Decimal], ...]
    quality_factors: tuple[Factor, ...]
    timeliness_factors: tuple[Factor, ...]
    leadership_factors: tuple[Factor, ...]
    outstanding_share: Decimal
    unit_floor: Decimal
    unit_late_share: Decimal
    cap_rate: Decimal
    cap_rate_documented: Decimal
    new_post_months: int
    first_post_months: int
    absence_months: int
    plan_last_day: int
    dossier_before_day: int
    report_before_day: int

    def band(self, total: Decimal) -> Rating:
        """The rating whose threshold the printed total reaches."""
        reached = (rating for rating, points in self.thresholds if total >= points)
        return next(reached, Rating.NOT_COMPLETED)

    def axis(self, number: int) -> Axis:
        """The axis of that number; KeyError if the guideline has none."""
        return {axis.number: axis for axis in self.axes}[number]


_AXES = (  # forms: Mẫu 01, part II and Mẫu 03, part I.B; help: Mục 1.2
    Axis(
        1,
        "Thực hiện các mục tiêu và nhiệm vụ chính trị được giao",
        "Thực hiện mục tiêu phát triển kinh tế - xã hội và nhiệm vụ chính trị được giao",
        Decimal(30),
    ),
    Axis(
        2,
        "Việc cụ thể hóa, triển khai thực hiện các chương trình, đề án, kế hoạch, quy định",
        "Hoàn thiện thể chế, đẩy mạnh phân cấp, phân quyền gắn với kiểm tra, giám sát",
        Decimal(15),
    ),
    Axis(
        3,
        "Việc phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
        "Thúc đẩy phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
        Decimal(10),
    ),
    Axis(
        4,
        "Việc xây dựng đảng và hệ thống chính trị trong sạch, vững mạnh; giữ gìn đoàn kết, "
        "thống nhất nội bộ; phòng, chống tham nhũng, lãng phí, tiêu cực",
        "Xây dựng Đảng và hệ thống chính trị trong sạch, vững mạnh; giữ gìn đoàn kết, "
        "thống nhất nội bộ; phòng, chống tham nhũng, lãng phí, tiêu cực",
        Decimal(5),
    ),
    Axis(
        5,
        "Việc phát triển văn hóa, con người, bảo đảm an sinh xã hội, nâng cao đời sống nhân dân",
        "Phát triển văn hóa, con người, bảo đảm an sinh xã hội, nâng cao đời sống nhân dân",
        Decimal(5),
    ),
    Axis(
        6,
        "Việc củng cố quốc phòng, an ninh, giữ vững ổn định chính trị - xã hội, "
        "nâng cao hiệu quả đối ngoại và hội nhập quốc tế",
        "Củng cố quốc phòng, an ninh, giữ vững ổn định chính trị - xã hội, "
        "nâng cao hiệu quả đối ngoại và hội nhập quốc tế",
        Decimal(5),
    ),
)

_MET = Factor(Decimal(1), "đạt yêu cầu")
_EXCEEDED = Factor(Decimal("1.2"), "vượt yêu cầu")

AN_GIANG_2026 = Edition(
    code="02-HD/TU",  # Hướng dẫn số 02-HD/TU ngày 19/6/2026
    since=Quarter(2026, 2),  # Mục 8.2: "bắt đầu từ Quý II năm 2026"
    general_max=Decimal(30),  # Phụ lục 2, mục 1; Mẫu 03, part I.A
    task_max=Decimal(70),  # Phụ lục 2, mục 1; Mẫu 03, part I.B
    criteria=CRITERIA,
    criterion_groups=CRITERION_GROUPS,
    axes=_AXES,
    thresholds=(  # Quy định 366, Điều 11
        (Rating.EXCELLENT, Decimal(90)),
        (Rating.GOOD, Decimal(70)),
        (Rating.COMPLETED, Decimal(50)),
    ),
    # Phụ lục 2, the example's table: defaults, which a unit may refine
    quality_factors=(_MET, Factor(Decimal("0.75"), "phải sửa đổi 1–2 lần"), _EXCEEDED),
    timeliness_factors=(_MET, Factor(Decimal("0.75"), "chậm tiến độ"), _EXCEEDED),
    leadership_factors=(
        _MET,
        Factor(Decimal("0.75"), "đơn vị trực thuộc không hoàn thành nhiệm vụ"),
        _EXCEEDED,
    ),
    outstanding_share=Decimal(30),  # %, Quy định 366, Điều 11 khoản 1, of what a leader is in charge of
    unit_floor=Decimal(70),  # %, Mục 6.3 and Quy định 366: less completed is Không hoàn thành for the head
    unit_late_share=Decimal(20),  # %, Quy định 366, Điều 11 khoản 3: more late targets than that
    cap_rate=Decimal(20),  # %, Quy định 366; Mục 6.1, first dash
    cap_rate_documented=Decimal(25),  # %, only with a competent document's number and date
    new_post_months=2,  # Mục 7.a, 7.b: "chưa đủ 02 tháng"
    first_post_months=1,  # Mục 7.d, second dash: "dưới 01 tháng"
    absence_months=2,  # Mục 7.d, first and third dash: "từ 02 tháng trở lên"
    plan_last_day=25,  # Bước 1: "chậm nhất đến ngày 25 tháng cuối của quý trước", the 25th included
    dossier_before_day=30,  # Bước 5: "trước ngày 30 tháng cuối của mỗi quý", the 30th not included
    report_before_day=5,  # Bước 5: "trước ngày 05 tháng đầu quý tiếp theo", the 5th not included
)

EDITIONS = (AN_GIANG_2026,)  # oldest first


def edition_for(quarter: Quarter) -> Edition:
    """The edition in force in that quarter; the first one for quarters before any."""
    in_force = [edition for edition in EDITIONS if edition.since <= quarter]
    return in_force[-1] if in_force else EDITIONS[0]
