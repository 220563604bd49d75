"""The grounds of the guideline, its purpose and its principles (Căn cứ, Mục 1, Mục 2)."""

from __future__ import annotations

OPENING = {
    "0": "HƯỚNG DẪN một số nội dung về việc đánh giá định kỳ hằng quý đối với cán bộ lãnh đạo, quản lý các cấp trong hệ thống chính trị trên địa bàn tỉnh",
    "0.1": "Căn cứ Quy định số 366-QĐ/TW ngày 30/8/2025 của Bộ Chính trị về việc kiểm điểm và đánh giá, xếp loại chất lượng đối với tập thể, cá nhân trong hệ thống chính trị (gọi là Quy định 366);",
    "0.2": "Căn cứ Kết luận số 198-KL/TW, ngày 08/10/2025 của Bộ Chính trị về chủ trương đánh giá đối với cán bộ lãnh đạo, quản lý trong hệ thống chính trị (gọi là Kết luận 198);",
    "0.3": "Căn cứ Hướng dẫn số 02-HD/BTCTW, ngày 22/5/2026 của Ban Tổ chức Trung ương về một số nội dung về việc đánh giá định kỳ hằng quý đối với cán bộ lãnh đạo, quản lý các cấp trong hệ thống chính trị (gọi là Hướng dẫn 02);",
    "0.4": "Căn cứ Quy định số 58-QĐ/TU, ngày 26/11/2025 của Ban Thường vụ Tỉnh ủy An Giang về phân cấp quản lý cán bộ và quy hoạch, bổ nhiệm, giới thiệu ứng cử, tạm đình chỉ công tác, cho thôi giữ chức vụ, từ chức, miễn nhiệm đối với cán bộ trên địa bàn tỉnh.",
    "0.5": "Ban Thường vụ Tỉnh ủy hướng dẫn một số nội dung về việc đánh giá định kỳ hằng quý đối với cán bộ lãnh đạo, quản lý các cấp trong hệ thống chính trị trên địa bàn tỉnh, như sau:",
}

PURPOSE = {
    "1.1.": "Mục đích",
    "1.1.1": "Cụ thể hóa và hướng dẫn thực hiện thống nhất chủ trương của Bộ Chính trị về đánh giá cán bộ lãnh đạo, quản lý hằng quý; tiếp tục đổi mới mạnh mẽ, nâng cao chất lượng công tác đánh giá cán bộ theo hướng thường xuyên, liên tục, thực chất, gắn với kết quả, sản phẩm đầu ra, hiệu quả thực tiễn và trách nhiệm cá nhân, nhất là người đứng đầu; từng bước đưa công tác đánh giá cán bộ từ khâu khó, khâu yếu trở thành khâu trọng yếu trong công tác cán bộ.",
    "1.1.2": "Kết quả đánh giá hằng quý được theo dõi, cập nhật, tích lũy làm căn cứ quan trọng, quyết định việc đánh giá, xếp loại chất lượng cuối năm và phục vụ công tác cán bộ khi cần thiết.",
    "1.1.3": "Thông qua kết quả đánh giá hàng quý để kịp thời phát hiện, bồi dưỡng, sử dụng cán bộ có năng lực nổi trội, tư duy đổi mới, sáng tạo, dám nghĩ, dám làm, dám chịu trách nhiệm vì lợi ích chung; đồng thời, chấn chỉnh, sàng lọc, thay thế cán bộ hạn chế về năng lực, thiếu trách nhiệm, không đáp ứng yêu cầu nhiệm vụ.",
    "1.2.": "Yêu cầu",
    "1.2.1": "Kết hợp hài hoà giữa đánh giá định tính và định lượng, trong đó coi trọng tiêu chí định lượng về chất lượng sản phẩm đầu ra, hiệu quả thực hiện nhiệm vụ, gắn với chức trách, nhiệm vụ được giao; bảo đảm theo yêu cầu “sáu rõ: rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền” và “một việc - một đầu mối chịu trách nhiệm chính”; khắc phục triệt để tình trạng đánh giá cảm tính, nể nang, né tránh, thiếu thực chất.",
    "1.2.2": "Tiêu chí đánh giá hàng quý phải được cụ thể hóa, bảo đảm thống nhất, liên thông theo tiêu chí đánh giá hàng năm đã được quy định tại Quy định 366 và Hướng dẫn 02; đồng thời, bám sát các chỉ tiêu, nhiệm vụ theo Nghị quyết Đại hội XIV của Đảng và tập trung vào các trục kết quả trọng tâm sau: (1) Thực hiện mục tiêu phát triển kinh tế - xã hội và nhiệm vụ chính trị được giao; (2) Hoàn thiện thể chế, đẩy mạnh phân cấp, phân quyền gắn với kiểm tra, giám sát; (3) Thúc đẩy phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số; (4) Xây dựng Đảng và hệ thống chính trị trong sạch, vững mạnh; giữ gìn đoàn kết, thống nhất nội bộ; phòng, chống tham nhũng, lãng phí, tiêu cực; (5) Phát triển văn hóa, con người, bảo đảm an sinh xã hội, nâng cao đời sống nhân dân; (6) Củng cố quốc phòng, an ninh, giữ vững ổn định chính trị - xã hội, nâng cao hiệu quả đối ngoại và hội nhập quốc tế.",
    "1.2.3": "Việc đánh giá hàng quý được thực hiện nghiêm túc, khoa học, bài bản, tránh phát sinh thêm thủ tục hành chính; khuyến khích ứng dụng công nghệ số, quản trị trên dữ liệu theo thời gian thực để theo dõi, kiểm đếm, chấm điểm, đánh giá, xếp loại cán bộ; kịp thời nhận diện vướng mắc và điều chỉnh trong quá trình tổ chức thực hiện.",
}

PRINCIPLES = {
    "2.1": "Thực hiện nghiêm nguyên tắc tập trung dân chủ, tập thể lãnh đạo, cá nhân phụ trách, trên tinh thần xây dựng, giữ vững sự đoàn kết, thống nhất, đúng thẩm quyền, trách nhiệm, bảo đảm khách quan, công tâm, công khai, minh bạch; đề cao trách nhiệm của cấp ủy, tổ chức đảng, tập thể lãnh đạo, quản lý, nhất là người đứng đầu trong đánh giá cán bộ.",
    "2.2": "Cấp nào trực tiếp sử dụng cán bộ, phân công nhiệm vụ thì cấp đó nhận xét, đánh giá, đề xuất mức xếp loại; cấp có thẩm quyền quản lý cán bộ thì quyết định, phê duyệt mức xếp loại.",
    "2.3/1": "Bảo đảm tính liên kết, xuyên suốt, liên tục giữa đánh giá hàng quý với đánh giá, xếp loại cuối năm và được thể hiện bằng hiệu quả thực chất của sản phẩm cuối cùng.",
    "2.3/2": "Chỉ xem xét xếp loại “Hoàn thành xuất sắc nhiệm vụ” đối với cá nhân có kết quả thực hiện nhiệm vụ nổi trội, có sản phẩm chất lượng, hiệu quả cao, vượt mức yêu cầu đề ra.",
    "2.4": "Hướng dẫn của Trung ương là những vấn đề mang tính nguyên tắc, định hướng; việc cụ thể hóa và áp dụng tiêu chí đánh giá phải phù hợp với đặc điểm của từng khối, ngành, lĩnh vực và vị trí công tác.",
    "2.5/1": "Căn cứ các trục kết quả trọng tâm nêu tại Điểm 1.2, Khoản 2, Hướng dẫn này; cá nhân xác định trục kết quả giữ vai trò chính, chủ yếu và trục kết quả giữ vai trò phụ, phối hợp, hỗ trợ trên cơ sở chức năng, nhiệm vụ được giao và vị trí công tác đảm nhiệm.",
    "2.5/2": "Việc phân bổ tỷ trọng điểm giữa các trục kết quả được thực hiện theo nguyên tắc: trục kết quả chính, chủ yếu chiếm tỷ trọng điểm cao hơn; trục kết quả phụ, phối hợp, hỗ trợ chiếm tỷ trọng điểm thấp hơn.",
}
