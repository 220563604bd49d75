"""Mục 2, 5 and 6 of the guideline: how people are rated, and to what use."""

from __future__ import annotations

from regulation.clauses.clause import GUIDELINE, Clause

PRINCIPLES = (
    Clause(
        "2.2",
        "Mục 2.2",
        GUIDELINE,
        "Cấp nào trực tiếp sử dụng cán bộ, phân công nhiệm vụ thì cấp đó nhận xét, đánh giá, đề xuất "
        "mức xếp loại; cấp có thẩm quyền quản lý cán bộ thì quyết định, phê duyệt mức xếp loại.",
    ),
    Clause(
        "2.3",
        "Mục 2.3",
        GUIDELINE,
        "Chỉ xem xét xếp loại “Hoàn thành xuất sắc nhiệm vụ” đối với cá nhân có kết quả thực hiện nhiệm "
        "vụ nổi trội, có sản phẩm chất lượng, hiệu quả cao, vượt mức yêu cầu đề ra.",
    ),
    Clause(
        "2.5",
        "Mục 2.5",
        GUIDELINE,
        "Cá nhân xác định trục kết quả giữ vai trò chính, chủ yếu và trục kết quả giữ vai trò phụ, phối "
        "hợp, hỗ trợ trên cơ sở chức năng, nhiệm vụ được giao và vị trí công tác đảm nhiệm. Trục kết "
        "quả chính, chủ yếu chiếm tỷ trọng điểm cao hơn; trục kết quả phụ, phối hợp, hỗ trợ chiếm tỷ "
        "trọng điểm thấp hơn.",
    ),
    Clause(
        "5",
        "Mục 5",
        GUIDELINE,
        "Trường hợp cá nhân có 01 quý trong năm xếp loại “Không hoàn thành nhiệm vụ” thì không xếp loại "
        "“Hoàn thành xuất sắc nhiệm vụ” cả năm. Việc xem xét, quyết định xếp loại chất lượng cuối năm được "
        "căn cứ theo kết quả đánh giá, xếp loại của từng quý trong năm và kết quả thực hiện nhiệm vụ Quý IV "
        "trong năm đó. Trường hợp nhiều cá nhân có đủ điều kiện xem xét xếp loại “Hoàn thành xuất sắc nhiệm "
        "vụ” cuối năm thì ưu tiên lựa chọn cá nhân có số quý được đề xuất xếp loại “Hoàn thành xuất sắc "
        "nhiệm vụ” nhiều hơn. Thực hiện ngay việc thay thế những cán bộ có kết quả đánh giá, xếp loại "
        "“Không hoàn thành nhiệm vụ” từ 02 quý liên tiếp trở lên.",
    ),
    Clause(
        "6.1",
        "Mục 6.1",
        GUIDELINE,
        "Tỷ lệ cá nhân xếp loại “Hoàn thành xuất sắc nhiệm vụ” hằng quý được thực hiện theo quy định của Bộ "
        "Chính trị. Mức xếp loại của người đứng đầu gắn với kết quả thực hiện nhiệm vụ của các tập thể, cơ "
        "quan, đơn vị và không tính vào tỷ lệ xếp loại “Hoàn thành xuất sắc nhiệm vụ” của các thành viên "
        "khác trong cấp ủy, tập thể lãnh đạo cơ quan, đơn vị. Về tỷ lệ cá nhân xếp loại “Hoàn thành xuất "
        "sắc nhiệm vụ” thực hiện theo quy tắc làm tròn từ 0,5 trở lên làm tròn lên 1. Trường hợp cá nhân "
        "hoàn thành dưới 100% nhiệm vụ được giao trong quý thì xếp loại “Không hoàn thành nhiệm vụ”, trừ "
        "trường hợp vì lý do khách quan, bất khả kháng được cấp có thẩm quyền xác nhận (nêu lý do cụ thể).",
    ),
    Clause(
        "6.2",
        "Mục 6.2",
        GUIDELINE,
        "Trường hợp người đứng đầu đề xuất mức xếp loại cao hơn nhưng không đảm bảo điều kiện, tiêu "
        "chuẩn, tiêu chí đánh giá theo quy định thì người đứng đầu phải chịu trách nhiệm về đề xuất "
        "đánh giá, xếp loại của mình.",
    ),
    Clause(
        "6.3",
        "Mục 6.3",
        GUIDELINE,
        "Đối với tập thể hoàn thành dưới 70% các nhiệm vụ, chỉ tiêu được cấp có thẩm quyền giao (không bao "
        "gồm các trường hợp bất khả kháng được cấp có thẩm quyền xác nhận) thì xếp loại “Không hoàn thành "
        "nhiệm vụ” đối với người đứng đầu. Việc đánh giá, đề xuất mức xếp loại đối với cấp phó và thành "
        "viên trong tập thể lãnh đạo, quản lý đó phải căn cứ trên kết quả thực hiện nhiệm vụ thuộc lĩnh vực "
        "phụ trách, mức độ liên đới trách nhiệm đối với kết quả chung của tập thể để đề xuất mức xếp loại "
        "phù hợp và không xếp loại “Hoàn thành xuất sắc nhiệm vụ”.",
    ),
)
