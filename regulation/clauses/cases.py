"""Mục 7 and 8 of the guideline: the special cases, and who judges the collectives."""

from __future__ import annotations

from regulation.clauses.clause import GUIDELINE, Clause

CASES = (
    Clause(
        "7.a",
        "Mục 7.a",
        GUIDELINE,
        "Đối với cán bộ, công chức, viên chức đã là lãnh đạo, quản lý nhưng được bổ nhiệm chức vụ mới cao "
        "hơn trong cùng một cơ quan, đơn vị mà thời gian giữ chức vụ mới tính đến thời điểm đánh giá, xếp "
        "loại chưa đủ 02 tháng: Ngoài việc đánh giá ở chi bộ nơi sinh hoạt; phải thực hiện đánh giá tại tập "
        "thể lãnh đạo, quản lý theo chức danh mới được bổ nhiệm. Đánh giá, xếp loại thực hiện như sau: Lấy "
        "kết quả thực hiện nhiệm vụ trong thời gian giữ chức vụ trước khi bổ nhiệm và kết quả thực hiện "
        "nhiệm vụ kể từ thời điểm giữ chức vụ lãnh đạo, quản lý theo chức danh mới làm căn cứ để cấp thẩm "
        "quyền quyết định xếp loại theo quy định.",
    ),
    Clause(
        "7.b",
        "Mục 7.b",
        GUIDELINE,
        "Trường hợp cán bộ, công chức, viên chức đã là cán bộ lãnh đạo, quản lý được điều động hoặc bổ "
        "nhiệm sang cơ quan, đơn vị mới nhưng chưa đủ 02 tháng tính đến thời điểm đánh giá, xếp loại thì cơ "
        "quan, đơn vị cũ có trách nhiệm gửi nhận xét, đánh giá kết quả thực hiện chức trách, nhiệm vụ tại "
        "cơ quan, đơn vị cũ về cơ quan, đơn vị mới để cấp có thẩm quyền tại cơ quan, đơn vị mới quyết định "
        "đánh giá, xếp loại theo quy định.",
    ),
    Clause(
        "7.c",
        "Mục 7.c",
        GUIDELINE,
        "Đối với cán bộ, công chức, viên chức thay đổi vị trí công tác theo yêu cầu sắp xếp tinh gọn tổ "
        "chức bộ máy (không bao gồm các trường hợp nêu tại Tiết a, b Mục này) thì tiến hành đánh giá, xếp "
        "loại theo kết quả thực hiện nhiệm vụ từ thời điểm sau khi sắp xếp.",
    ),
    Clause(
        "7.d",
        "Mục 7.d",
        GUIDELINE,
        "Các đối tượng chưa thực hiện đánh giá, xếp loại tại thời điểm đánh giá quý: đào tạo, bồi dưỡng "
        "tập trung từ 02 tháng trở lên; lần đầu được bổ nhiệm dưới 01 tháng; nghỉ ốm hoặc nghỉ thai sản "
        "từ 02 tháng trở lên; đang trong thời gian kiểm tra dấu hiệu vi phạm. Kết quả trong thời gian "
        "còn lại được xem xét sang quý tiếp theo.",
    ),
    Clause(
        "7.e",
        "Mục 7.e",
        GUIDELINE,
        "Các trường hợp khác thực hiện theo hướng dẫn của cấp có thẩm quyền, bảo đảm phù hợp thực tiễn.",
    ),
    Clause(
        "8.2",
        "Mục 8.2",
        GUIDELINE,
        "Ban thường vụ các đảng ủy trực thuộc Tỉnh ủy chịu trách nhiệm đánh giá kết quả thực hiện các chỉ "
        "tiêu, nhiệm vụ chính trị giao cho các sở, ban, ngành, địa phương, tổ chức chính trị - xã hội, hội "
        "quần chúng, cơ quan, đơn vị thuộc phạm vi, lĩnh vực phụ trách theo kế hoạch gắn với hằng quý, hằng "
        "năm; trong đó, đặc biệt coi trọng việc đánh giá kết quả thực hiện các trục kết quả trọng tâm để "
        "làm cơ sở đánh giá, xếp loại tập thể, cá nhân bắt đầu từ Quý II năm 2026 (theo yêu cầu nêu tại "
        "Điểm 1.2, Mục 1 của Hướng dẫn này). Thường trực Ban Chỉ đạo tỉnh về phát triển khoa học, công nghệ, "
        "đổi mới sáng tạo và chuyển đổi số có trách nhiệm đánh giá kết quả thực hiện việc chuyển đổi số, phát "
        "triển khoa học, công nghệ, đổi mới sáng tạo ở các cơ quan, đơn vị, địa phương hằng quý, hằng năm. Các "
        "cấp ủy, tổ chức đảng trực thuộc Tỉnh ủy nghiên cứu thực hiện công khai đánh giá kết quả công tác của "
        "các cơ quan, đơn vị trực thuộc bằng hình thức phù hợp.",
    ),
)
