"""Mục 4 of the guideline: the six steps."""

from __future__ import annotations

from regulation.clauses.clause import GUIDELINE, Clause

STEPS = (
    Clause(
        "B1",
        "Mục 4, Bước 1",
        GUIDELINE,
        "Chậm nhất đến ngày 25 tháng cuối của quý trước, các cá nhân xây dựng Kế hoạch công tác theo "
        "quý (Mẫu số 01), trong đó xác định sản phẩm/công việc chuẩn; Danh mục sản phẩm/công việc chuẩn "
        "được trình cấp có thẩm quyền phê duyệt (Mẫu số 02).",
    ),
    Clause(
        "B1-B5",
        "Mục 4, Bước 1 và Bước 5",
        GUIDELINE,
        "Chậm nhất đến ngày 25 tháng cuối của quý trước, các cá nhân xây dựng Kế hoạch công tác của cá nhân "
        "theo quý (Bước 1). Hồ sơ đề nghị và báo cáo kết quả xếp loại gửi trước ngày 30 tháng cuối của mỗi "
        "quý (Bước 5).",
    ),
    Clause(
        "B2",
        "Mục 4, Bước 2",
        GUIDELINE,
        "Cuối mỗi quý, cá nhân tự nhận xét, đánh giá; tự chấm điểm theo tiêu chí về kết quả thực hiện "
        "nhiệm vụ đã xác định theo Mẫu số 1 ở Bước 1 và đề xuất mức xếp loại chất lượng (Mẫu số 03). "
        "Riêng quý II, năm 2026 thì liệt kê tất cả những nhiệm vụ được giao vào Mẫu số 03 (không phải "
        "thực hiện lại Mẫu số 01 và Mẫu số 02).",
    ),
    Clause(
        "B3",
        "Mục 4, Bước 3",
        GUIDELINE,
        "Cơ quan tham mưu thẩm định, đề xuất mức xếp loại và trình Hội đồng đánh giá, xếp loại của cơ "
        "quan, đơn vị, địa phương có ý kiến trước khi trình cấp có thẩm quyền quản lý cán bộ. Đối với "
        "nhiệm vụ trọng tâm, then chốt, phải đánh giá rõ mức độ đáp ứng yêu cầu theo 03 mức: (1) chủ "
        "động tiếp cận; giải quyết hiệu quả vấn đề, có kết quả cụ thể; (2) cơ bản đáp ứng yêu cầu nhưng "
        "còn hạn chế, cần tiếp tục hoàn thiện; (3) không đáp ứng yêu cầu nhiệm vụ.",
    ),
    Clause(
        "B4",
        "Mục 4, Bước 4",
        GUIDELINE,
        "Trên cơ sở kết quả thẩm định ở Bước 3, cấp có thẩm quyền quản lý cán bộ thực hiện nhận xét, "
        "đánh giá và đề xuất/quyết định mức xếp loại theo Điều 11 của Quy định 366.",
    ),
    Clause(
        "B5",
        "Mục 4, Bước 5",
        GUIDELINE,
        "Hồ sơ đề nghị và báo cáo kết quả xếp loại gửi về Ban Thường vụ Tỉnh ủy (qua Ban Tổ chức Tỉnh "
        "ủy) trước ngày 30 tháng cuối của mỗi quý; báo cáo về Ban Tổ chức Trung ương trước ngày 05 "
        "tháng đầu quý tiếp theo.",
    ),
    Clause(
        "B6",
        "Mục 4, Bước 6",
        GUIDELINE,
        "Thông báo công khai kết quả đánh giá, xếp loại, làm căn cứ đánh giá, xếp loại cuối năm và phục "
        "vụ công tác cán bộ khi có yêu cầu. Hồ sơ được thể hiện bằng văn bản, lưu giữ tại cấp có thẩm "
        "quyền quản lý.",
    ),
)
