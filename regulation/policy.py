"""What a province may set for a round: the readings of gaps, within what the law leaves open.

Numbers of the law stand in `editions`; factor scales, which a unit may refine, stay with the rows that hold them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from regulation.numbers import HUNDRED, ONE, ZERO, decimals
from regulation.vocabulary import CapBase, Labelled, Quorum, Severity

# The values that are one of a closed list; rows and snapshots keep them by their stored words.
_CHOSEN: Mapping[str, type[Labelled]] = {
    "block_base": CapBase,
    "warn_base": CapBase,
    "proposal_cap": Severity,
    "unit_unknown": Severity,
    "council_quorum": Quorum,
}
# What a province may let a rule do of which the law does not say whether it forbids.
ASKS_OR_FORBIDS = (Severity.WARN, Severity.BLOCK)
# Working days of a petition, and of its answer: the next quarter's round does not wait for longer.
MOST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Policy:
    """The values in force for a round; ValueError, in Vietnamese, for what the law does not allow.

    `outstanding_share` in % of a person's tasks; `cap_rate` in %, above 20 only with `cap_document`; `unit_unknown` is what
    a rating without the collective's result does, `proposal_cap` what a list does that proposes above the cap: each asks for
    a reason, or forbids. `council_quorum`: from how many members present on a council may give its opinion. `petitions`: whether
    the person may object to a published result, `petition_days` within how many working days, `petition_answer_days` within
    how many of them the deciding level answers.
    """

    outstanding_share: Decimal = Decimal(30)
    warns_late_task: bool = True
    warns_head_above_unit: bool = True
    rates_fourth_quarter: bool = True
    cap_rate: Decimal = Decimal(20)
    cap_document: str = ""
    block_base: CapBase = CapBase.GOOD_OR_BETTER
    warn_base: CapBase = CapBase.GOOD_ONLY
    proposal_cap: Severity = Severity.WARN
    unit_unknown: Severity = Severity.WARN
    council_quorum: Quorum = Quorum.TWO_THIRDS
    petitions: bool = True
    petition_days: int = 5
    petition_answer_days: int = 10

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """The policy of these values, those of closed lists by their stored words; what is not named is as by default."""
        chosen = {name: kind(values[name]) for name, kind in _CHOSEN.items() if name in values}
        return cls(**{**values, **chosen})

    def __post_init__(self) -> None:
        if not ZERO <= self.outstanding_share <= HUNDRED:
            raise ValueError("Tỷ lệ nhiệm vụ vượt yêu cầu phải từ 0 đến 100 %.")
        if self.cap_rate not in (Decimal(20), Decimal(25)):
            raise ValueError("Tỷ lệ Xuất sắc là 20 %, hoặc 25 % khi có văn bản cho phép.")
        if self.cap_rate > Decimal(20) and not self.cap_document.strip():
            raise ValueError("Tỷ lệ 25 % cần số và ngày của văn bản cho phép.")
        if self.proposal_cap not in ASKS_OR_FORBIDS:
            raise ValueError("Khi danh sách đề xuất vượt tỷ lệ: cần giải trình, hoặc chưa thể chuyển bước.")
        if self.unit_unknown not in ASKS_OR_FORBIDS:
            raise ValueError("Khi chưa có kết quả của tập thể: cần giải trình, hoặc chưa thể chuyển bước.")
        if not all(1 <= days <= MOST_DAYS for days in (self.petition_days, self.petition_answer_days)):
            raise ValueError(f"Thời hạn kiến nghị, trả lời kiến nghị: từ 1 đến {MOST_DAYS} ngày làm việc.")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One value that a province may set, what it decides, and why we read the gap so."""

    name: str
    title: str
    reason: str


ASSUMPTIONS = (
    Assumption(
        "outstanding_share",
        "Tỷ lệ nhiệm vụ vượt yêu cầu để xét Xuất sắc (%)",
        "Mục 2.3 đòi hỏi kết quả “nổi trội, vượt mức yêu cầu” nhưng không nêu con số; lấy mức 30 % mà Quy định 366, "
        "Điều 11 khoản 1 đặt ra cho lĩnh vực người lãnh đạo phụ trách.",
    ),
    Assumption(
        "warns_late_task",
        "Nhắc giải trình khi có nhiệm vụ chậm tiến độ mà vẫn xếp loại Tốt trở lên",
        "Phụ lục 2 (ii) nói “xem xét trừ điểm” khi chậm tiến độ, không nêu mức xếp loại.",
    ),
    Assumption(
        "warns_head_above_unit",
        "Nhắc giải trình khi người đứng đầu được xếp loại cao hơn tập thể",
        "Mục 6.1 gắn mức xếp loại của người đứng đầu với kết quả của tập thể, không nêu giới hạn.",
    ),
    Assumption(
        "unit_unknown",
        "Khi xếp loại người lãnh đạo mà tập thể chưa có kết quả được phê duyệt",
        "Bước 3 và Mục 6.3 căn cứ vào kết quả của tập thể, không nêu cách xử lý khi kết quả chưa có; mặc định cho xếp loại "
        "kèm giải trình.",
    ),
    Assumption(
        "rates_fourth_quarter",
        "Đánh giá riêng Quý IV",
        "Hướng dẫn của tỉnh nói “hằng quý”; Hướng dẫn 43 để Quý IV vào đánh giá cuối năm.",
    ),
    Assumption(
        "block_base",
        "Mẫu số chặn khi chốt danh sách",
        "Mục 6.1 dẫn “quy định của Bộ Chính trị” về tỷ lệ; số người Tốt và Xuất sắc là mẫu số chặn.",
    ),
    Assumption(
        "warn_base",
        "Mẫu số cảnh báo",
        "Cùng căn cứ: vượt tỷ lệ trên số người xếp loại Tốt thì cần giải trình khi chốt.",
    ),
    Assumption(
        "proposal_cap",
        "Danh sách đề xuất vượt tỷ lệ Xuất sắc (Mẫu 05, Mẫu 06)",
        "Mục 6.1 nói về tỷ lệ xếp loại; Mẫu 05, Mẫu 06 mới là đề nghị, đề xuất, chưa phải xếp loại: chỉ cần giải trình.",
    ),
    Assumption(
        "council_quorum",
        "Số thành viên phải dự để Hội đồng cho ý kiến",
        "Bước 3 giao Hội đồng có ý kiến nhưng không nêu số thành viên phải dự; lấy mức hai phần ba, như thông lệ của các "
        "hội nghị về công tác cán bộ.",
    ),
    Assumption(
        "petitions",
        "Cho cán bộ kiến nghị về kết quả đã công bố",
        "Hướng dẫn không nêu bước kiến nghị; Bước 6 yêu cầu thông báo công khai, nên cán bộ được kiến nghị như các quy định "
        "tương tự về công tác cán bộ.",
    ),
    Assumption(
        "petition_days",
        "Thời hạn kiến nghị (số ngày làm việc từ ngày công bố)",
        "Hướng dẫn không nêu; lấy 05 ngày làm việc, tính từ thứ Hai đến thứ Sáu, chưa trừ ngày nghỉ lễ.",
    ),
    Assumption(
        "petition_answer_days",
        "Thời hạn trả lời kiến nghị (số ngày làm việc từ ngày kiến nghị)",
        "Hướng dẫn không nêu; lấy 10 ngày làm việc, tính từ thứ Hai đến thứ Sáu, chưa trừ ngày nghỉ lễ.",
    ),
)

_DEFAULTS = Policy()


def argued(policy: Policy, name: str) -> str:
    """Why we read the gap so; where the province has set another value, that this is the reason of the default."""
    reason = next((assumption.reason for assumption in ASSUMPTIONS if assumption.name == name), "")
    if not reason or getattr(policy, name) == getattr(_DEFAULTS, name):
        return reason
    return f"Tỉnh đã đặt khác mặc định; lý do ghi ở Quy định áp dụng. Mặc định được hiểu như sau: {reason}"


_MOST_STEPS = 8
_HIGHEST_FACTOR = Decimal(2)


def check_scale(steps: Sequence[tuple[Decimal, str]]) -> None:
    """A unit's scale of factors (Phụ lục 2 leaves it to units); ValueError, in Vietnamese, for one that cannot be used.

    From 0 to 2 with at most two decimals, each factor and each wording once, "đạt yêu cầu" (1) among them.
    """
    factors, wordings = [factor for factor, _ in steps], [wording.strip() for _, wording in steps]
    if len(steps) > _MOST_STEPS:
        raise ValueError(f"Thang có nhiều nhất {_MOST_STEPS} bậc.")
    if ONE not in factors:
        raise ValueError("Thang phải có bậc hệ số 1 (đạt yêu cầu).")
    if any(not ZERO <= factor <= _HIGHEST_FACTOR or decimals(factor) > 2 for factor in factors):
        raise ValueError("Hệ số phải từ 0 đến 2, nhiều nhất 2 chữ số thập phân.")
    if len(set(factors)) < len(factors) or len(set(wordings)) < len(wordings):
        raise ValueError("Mỗi hệ số và mỗi cách ghi chỉ dùng một lần trong thang.")
    if not all(wordings):
        raise ValueError("Mỗi bậc cần có cách ghi bằng lời.")
