"""The annexes and forms of the guideline."""

from __future__ import annotations

from regulation.clauses.clause import GUIDELINE, Clause

ANNEXES = (
    Clause(
        "M04-06",
        "Mẫu số 04, 05 và 06, cột 6",
        GUIDELINE,
        "Tóm tắt căn cứ, cơ sở lý do trong trường hợp đề xuất mức xếp loại hoàn thành xuất sắc hoặc mức "
        "xếp loại không hoàn thành nhiệm vụ hoặc các nội dung khác (nếu có).",
    ),
    Clause(
        "PL1",
        "Phụ lục 1",
        GUIDELINE,
        "Danh mục sản phẩm/công việc chuẩn được cấp có thẩm quyền phê duyệt làm căn cứ chấm điểm kết "
        "quả thực hiện nhiệm vụ. Hệ số quy đổi = điểm của sản phẩm/công việc cụ thể ÷ điểm của sản "
        "phẩm/công việc chuẩn.",
    ),
    Clause(
        "PL2",
        "Phụ lục 2",
        GUIDELINE,
        "Tổng điểm = điểm tiêu chí chung (tối đa 30) + điểm kết quả thực hiện nhiệm vụ (tối đa 70). "
        "Điểm KPI = (A + B + C + D) ÷ 4; điểm kết quả thực hiện nhiệm vụ = tổng của điểm KPI từng trục "
        "nhân với điểm tối đa của trục.",
    ),
    Clause(
        "PL2.ii",
        "Phụ lục 2, điểm 2 (ii)",
        GUIDELINE,
        "Các trường hợp chậm tiến độ, sản phẩm không đạt yêu cầu, phải điều chỉnh, bổ sung, sửa đổi nhiều "
        "lần hoặc công tác lãnh đạo, chỉ đạo, điều hành, tổ chức thực hiện nhiệm vụ không đảm bảo (như "
        "trường hợp địa phương, lĩnh vực, cơ quan, đơn vị, bộ phận mà cá nhân phụ trách lãnh đạo, quản lý "
        "có trách nhiệm trực tiếp hoặc trách nhiệm người đứng đầu hoặc cùng chịu trách nhiệm liên quan bị "
        "xếp loại “Không hoàn thành nhiệm vụ”) thì xem xét trừ điểm KPI theo tiêu chí số lượng, tiến độ, "
        "chất lượng và năng lực lãnh đạo, chỉ đạo, điều hành tương ứng.",
    ),
)
