"""What a rule that found nothing says all the same: the figure or the fact by which it is passed."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from evaluation.core.models import Dossier
from regulation.deadlines import evaluation_date
from regulation.facts import Facts
from regulation.numbers import ZERO, percent, vn

Sentence = Callable[[Facts, Dossier], str]


def passing(code: str, facts: Facts, dossier: Dossier) -> str:
    """The sentence of that rule; empty for a rule that needs none."""
    return _SENTENCES[code](facts, dossier) if code in _SENTENCES else ""


def _completed(facts: Facts, dossier: Dossier) -> str:
    score = facts.scored
    return f"Đã hoàn thành {score.completed}/{score.assigned} nhiệm vụ được giao."


def _exceeding(facts: Facts, dossier: Dossier) -> str:
    if not facts.tasks:
        return "Chưa có nhiệm vụ nào."
    number, of = sum(task.exceeded for task in facts.tasks), len(facts.tasks)
    share, least = percent(Decimal(number), Decimal(of)), facts.policy.outstanding_share
    return f"{number}/{of} nhiệm vụ vượt yêu cầu ({vn(share)} %), mức đòi hỏi từ {vn(least)} %."


def _on_time(facts: Facts, dossier: Dossier) -> str:
    late = sum(task.late for task in facts.tasks)
    return f"{late}/{len(facts.tasks)} nhiệm vụ được chấm chậm tiến độ."


def _collective(facts: Facts, dossier: Dossier) -> str:
    if facts.unreported:
        return f"Chưa có kết quả được phê duyệt của {', '.join(facts.unreported)}."
    if not facts.collectives:
        return "Không có tập thể nào mà người này giữ vai trò lãnh đạo có kết quả được phê duyệt."
    return "Kết quả của tập thể được giao không thuộc trường hợp này."


def _counted_back(facts: Facts, dossier: Dossier) -> str:
    day = evaluation_date(dossier.period.quarter)
    return f"Tính đến thời điểm đánh giá, xếp loại, ngày {day:%d/%m/%Y}."


def _weighed(facts: Facts, dossier: Dossier) -> str:
    total = sum((axis.weight for axis in facts.axes), ZERO)
    return f"Tổng tỷ trọng {vn(total)} điểm trên {len(facts.axes)} trục."


def _mapped(facts: Facts, dossier: Dossier) -> str:
    if dossier.period.direct_entry:
        return "Kỳ này liệt kê nhiệm vụ thẳng vào Mẫu số 03, không cần danh mục (Bước 2)."
    return f"{len(facts.tasks)}/{len(facts.tasks)} nhiệm vụ thuộc danh mục được phê duyệt."


def _answered(facts: Facts, dossier: Dossier) -> str:
    keys = sum(task.is_key for task in facts.tasks)
    return f"{keys}/{keys} nhiệm vụ trọng tâm, then chốt đã được đánh giá mức độ đáp ứng."


def _summarised(facts: Facts, dossier: Dossier) -> str:
    if facts.rating is None:
        return "Xét khi mức xếp loại được đề xuất, quyết định trên danh sách."
    return "Đã có tóm tắt căn cứ." if facts.summary.strip() else "Mức đã chọn không đòi hỏi tóm tắt căn cứ."


def _capped(facts: Facts, dossier: Dossier) -> str:
    asked = "Được xét khi chốt danh sách" if facts.rating is None else "Đã xét khi chốt danh sách"
    return f"{asked}: tỷ lệ tính cho cả danh sách, không cho từng người."


def _said(sentence: str) -> Sentence:
    return lambda facts, dossier: sentence


_SENTENCES: Mapping[str, Sentence] = {
    "incomplete": _completed,
    "not-outstanding": _exceeding,
    "late-task": _on_time,
    "shortcomings": _said("Không có hạn chế, khuyết điểm nào được ghi mà chưa khắc phục xong."),
    "unit-below-70": _collective,
    "unit-below-100": _collective,
    "unit-not-outstanding": _collective,
    "unit-late": _collective,
    "head-above-unit": _collective,
    "ground": _said("Không có căn cứ nào của Điều 11, khoản 4 được ghi."),
    "promoted": _counted_back,
    "transferred": _counted_back,
    "reorganised": _counted_back,
    "deferral": _counted_back,
    "other-case": _said("Không có văn bản riêng của cấp có thẩm quyền được ghi."),
    "optional": _said("Đánh giá, xếp loại hằng quý như mọi người."),
    "weights": _weighed,
    "unmapped-task": _mapped,
    "reduced-plan": _said("Không có nhiệm vụ nào bị rút hoặc giảm sau khi kế hoạch được phê duyệt."),
    "key-response": _answered,
    "no-council": _said("Đã ghi ý kiến của Hội đồng."),
    "summary": _summarised,
    "cap": _capped,
    "raised-proposal": _said("Mức quyết định không thấp hơn mức đã đề xuất."),
    "late": _said("Không có gì gửi sau thời hạn."),
}
