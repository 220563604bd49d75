"""How ratings are used, what limits them, and the special cases (Mục 5, 6, 7)."""

from __future__ import annotations

USE = {
    "5.1": "Trường hợp cá nhân có 01 quý trong năm xếp loại “Không hoàn thành nhiệm vụ” thì không xếp loại “Hoàn thành xuất sắc nhiệm vụ” cả năm.",
    "5.2/1": "Việc xem xét, quyết định xếp loại chất lượng cuối năm được căn cứ theo kết quả đánh giá, xếp loại của từng quý trong năm và kết quả thực hiện nhiệm vụ Quý IV trong năm đó.",
    "5.2/2": "Trường hợp nhiều cá nhân có đủ điều kiện xem xét xếp loại “Hoàn thành xuất sắc nhiệm vụ” cuối năm thì ưu tiên lựa chọn cá nhân có số quý được đề xuất xếp loại “Hoàn thành xuất sắc nhiệm vụ” nhiều hơn.",
    "5.3": "Thực hiện ngay việc thay thế những cán bộ có kết quả đánh giá, xếp loại “Không hoàn thành nhiệm vụ” từ 02 quý liên tiếp trở lên.",
}

LIMITS = {
    "6.1.": "Về tỷ lệ xếp loại “Hoàn thành xuất sắc nhiệm vụ”",
    "6.1.1/1": "Tỷ lệ cá nhân xếp loại “Hoàn thành xuất sắc nhiệm vụ” hằng quý được thực hiện theo quy định của Bộ Chính trị.",
    "6.1.1/2": "Mức xếp loại của người đứng đầu gắn với kết quả thực hiện nhiệm vụ của các tập thể, cơ quan, đơn vị và không tính vào tỷ lệ xếp loại “Hoàn thành xuất sắc nhiệm vụ” của các thành viên khác trong cấp ủy, tập thể lãnh đạo cơ quan, đơn vị.",
    "6.1.2": "Về tỷ lệ cá nhân xếp loại “Hoàn thành xuất sắc nhiệm vụ” thực hiện theo quy tắc làm tròn từ 0,5 trở lên làm tròn lên 1.",
    "6.1.3": "Trường hợp cá nhân hoàn thành dưới 100% nhiệm vụ được giao trong quý thì xếp loại “Không hoàn thành nhiệm vụ”, trừ trường hợp vì lý do khách quan, bất khả kháng được cấp có thẩm quyền xác nhận (nêu lý do cụ thể).",
    "6.2/1": "Trường hợp người đứng đầu cấp ủy, tập thể lãnh đạo, quản lý cơ quan, đơn vị đề xuất mức xếp loại đối với cá nhân thuộc phạm vi quản lý, phụ trách khác với mức xếp loại do cấp thẩm quyền quyết định, phê duyệt (đề xuất mức xếp loại cao hơn nhưng không đảm bảo điều kiện, tiêu chuẩn, tiêu chí đánh giá theo quy định) thì người đứng đầu phải chịu trách nhiệm về đề xuất đánh giá, xếp loại của mình.",
    "6.2/2": "Tùy theo mức độ, tính chất nghiêm trọng, hậu quả và tác động ảnh hưởng của việc đề xuất sai lệch, cấp có thẩm quyền xem xét, nhắc nhở, phê bình hoặc xử lý kỷ luật theo quy định.",
    "6.3/1": "Đối với tập thể hoàn thành dưới 70% các nhiệm vụ, chỉ tiêu được cấp có thẩm quyền giao (không bao gồm các trường hợp bất khả kháng được cấp có thẩm quyền xác nhận) thì xếp loại “Không hoàn thành nhiệm vụ” đối với người đứng đầu.",
    "6.3/2": "Việc đánh giá, đề xuất mức xếp loại đối với cấp phó và thành viên trong tập thể lãnh đạo, quản lý đó phải căn cứ trên kết quả thực hiện nhiệm vụ thuộc lĩnh vực phụ trách, mức độ liên đới trách nhiệm đối với kết quả chung của tập thể để đề xuất mức xếp loại phù hợp và không xếp loại “Hoàn thành xuất sắc nhiệm vụ”.",
}

CASES = {
    "7": "Một số nội dung khác cần lưu ý trong quá trình triển khai thực hiện ngoài các nội dung đã quy định tại Quy định 366, Hướng dẫn 43, cụ thể như sau:",
    "7.a": "Đối với cán bộ, công chức, viên chức đã là lãnh đạo, quản lý nhưng được bổ nhiệm chức vụ mới cao hơn trong cùng một cơ quan, đơn vị mà thời gian giữ chức vụ mới tính đến thời điểm đánh giá, xếp loại chưa đủ 02 tháng:",
    "7.a.1": "Ngoài việc đánh giá ở chi bộ nơi sinh hoạt; phải thực hiện đánh giá tại tập thể lãnh đạo, quản lý theo chức danh mới được bổ nhiệm.",
    "7.a.2": "Đánh giá, xếp loại thực hiện như sau: Lấy kết quả thực hiện nhiệm vụ trong thời gian giữ chức vụ trước khi bổ nhiệm và kết quả thực hiện nhiệm vụ kể từ thời điểm giữ chức vụ lãnh đạo, quản lý theo chức danh mới làm căn cứ để cấp thẩm quyền quyết định xếp loại theo quy định.",
    "7.b": "Trường hợp cán bộ, công chức, viên chức đã là cán bộ lãnh đạo, quản lý được điều động hoặc bổ nhiệm sang cơ quan, đơn vị mới nhưng chưa đủ 02 tháng tính đến thời điểm đánh giá, xếp loại thì cơ quan, đơn vị cũ có trách nhiệm gửi nhận xét, đánh giá kết quả thực hiện chức trách, nhiệm vụ tại cơ quan, đơn vị cũ về cơ quan, đơn vị mới để cấp có thẩm quyền tại cơ quan, đơn vị mới quyết định đánh giá, xếp loại theo quy định.",
    "7.c": "Đối với cán bộ, công chức, viên chức thay đổi vị trí công tác theo yêu cầu sắp xếp tinh gọn tổ chức bộ máy (không bao gồm các trường hợp nêu tại Tiết a, b Mục này) thì tiến hành đánh giá, xếp loại theo kết quả thực hiện nhiệm vụ từ thời điểm sau khi sắp xếp.",
    "7.d": "Các đối tượng chưa thực hiện đánh giá, xếp loại tại thời điểm đánh giá quý thì kết quả thực hiện nhiệm vụ trong thời gian công tác còn lại của quý đó sẽ được xem xét sang quý tiếp theo, bao gồm:",
    "7.d.1": "Cá nhân tham gia đào tạo, bồi dưỡng theo hình thức tập trung từ 02 tháng trở lên trong quý đánh giá.",
    "7.d.2": "Cá nhân lần đầu được bổ nhiệm giữ chức danh lãnh đạo, quản lý có thời gian dưới 01 tháng trong quý đánh giá.",
    "7.d.3": "Cá nhân nghỉ ốm hoặc nghỉ thai sản thời gian từ 02 tháng trở lên trong quý.",
    "7.d.4": "Cá nhân đang trong thời gian kiểm tra dấu hiệu vi phạm.",
    "7.e": "Các trường hợp khác thực hiện theo hướng dẫn của cấp có thẩm quyền, bảo đảm phù hợp thực tiễn.",
}
