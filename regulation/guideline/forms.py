"""The six forms: one entry a head, a table, a signature, a note (the criteria are in `regulation.criteria`)."""

from __future__ import annotations

FORM_01 = {
    "M01.title": "KẾ HOẠCH Công tác của cá nhân Quý … Năm …",
    "M01.head": "CƠ QUAN, ĐƠN VỊ, … * ĐẢNG CỘNG SẢN VIỆT NAM …, ngày … tháng … năm …",
    "M01.person": "Họ và tên: … Ngày sinh: … Chức vụ Đảng: … Chức vụ chính quyền: … Chức vụ đoàn thể: … Đơn vị công tác: …",
    "M01.I": "I- NHÓM CÔNG VIỆC CHUNG",
    "M01.II": "II- THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO",
    "M01.II.1": "Thực hiện các mục tiêu và nhiệm vụ chính trị được giao (Trục 1) - Liệt kê các sản phẩm/công việc chuẩn được giao trong quý (theo gợi ý tại Phụ lục 1 của Hướng dẫn này).",
    "M01.II.2": "Việc cụ thể hóa, triển khai thực hiện các chương trình, đề án, kế hoạch, quy định (Trục 2) - Liệt kê các sản phẩm/công việc chuẩn được giao trong quý (theo gợi ý tại Phụ lục 1 của Hướng dẫn này).",
    "M01.II.3": "Việc phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số (Trục 3) - Liệt kê các sản phẩm/công việc chuẩn được giao trong quý (theo gợi ý tại Phụ lục 1 của Hướng dẫn này).",
    "M01.II.4": "Việc xây dựng đảng và hệ thống chính trị trong sạch, vững mạnh; giữ gìn đoàn kết, thống nhất nội bộ; phòng, chống tham nhũng, lãng phí, tiêu cực (Trục 4) - Liệt kê các sản phẩm/công việc chuẩn được giao trong quý (theo gợi ý tại Phụ lục 1 của Hướng dẫn này).",
    "M01.II.5": "Việc phát triển văn hóa, con người, bảo đảm an sinh xã hội, nâng cao đời sống nhân dân (Trục 5) - Liệt kê các sản phẩm/công việc chuẩn được giao trong quý (theo gợi ý tại Phụ lục 1 của Hướng dẫn này).",
    "M01.II.6": "Việc củng cố quốc phòng, an ninh, giữ vững ổn định chính trị - xã hội, nâng cao hiệu quả đối ngoại và hội nhập quốc tế (Trục 6) - Liệt kê các sản phẩm/công việc chuẩn được giao trong quý (nếu có) (theo gợi ý tại Phụ lục 1 của Hướng dẫn này).",
    "M01.sign": "…, ngày … tháng năm NGƯỜI LẬP KẾ HOẠCH (Ký, ghi rõ họ tên)",
    "M01.note/1": "Ghi chú: Chậm nhất đến ngày 25 tháng cuối của quý trước, các cá nhân căn cứ vào kế hoạch, chương trình công tác năm, công tác quý của cơ quan, đơn vị, địa phương để xây dựng Kế hoạch công tác theo Biểu này gửi cơ quan tham mưu về công tác tổ chức cán bộ hoặc tổ chức, cá nhân được phân công tổng hợp trình tập thể lãnh đạo cơ quan, đơn vị địa phương phê duyệt.",
    "M01.note/2": "Khi có nhiệm vụ phát sinh, kịp thời cập nhật bổ sung vào kế hoạch và thông qua tập thể phê duyệt theo quy định.",
}

FORM_02 = {
    "M02.title": "BẢNG DANH MỤC Sản phẩm/công việc chuẩn của cơ quan, đơn vị, địa phương …",
    "M02.head": "CƠ QUAN, ĐƠN VỊ, … ĐẢNG CỘNG SẢN VIỆT NAM * …, ngày tháng năm",
    "M02.table": "TT · Nhiệm vụ theo Quý · Cấp trình (cấp phê duyệt) · Độ khó, mới, phức tạp; phạm vi tác động · Sản phẩm · Số lượng · Tiến độ (mốc thời gian hoàn thành) · Ghi chú · Điểm chấm công việc · Hệ số quy đổi",
    "M02.sign": "…, ngày tháng năm T/M BAN THƯỜNG VỤ ĐẢNG ỦY TRỰC THUỘC TỈNH ỦY, ĐẢNG ỦY XÃ, PHƯỜNG, ĐẶC KHU HOẶC TẬP THỂ LÃNH ĐẠO CẤP TỈNH (Ký, ghi rõ họ tên và đóng dấu)",
    "M02.note": "Ghi chú: Cơ quan tham mưu về công tác tổ chức cán bộ hoặc tổ chức, cá nhân được phân công chịu trách nhiệm tổng hợp, tham mưu, trình cấp có thẩm quyền phê duyệt theo Biểu này và thực hiện việc cập nhật, theo dõi, tích lũy, lưu trữ, hình thành hồ sơ đánh giá cán bộ.",
}

FORM_03 = {
    "M03.title": "BẢN TỰ ĐÁNH GIÁ, CHẤM ĐIỂM VÀ XẾP LOẠI CỦA CÁ NHÂN Quý …, Năm …",
    "M03.head": "ĐẢNG ỦY/CƠ QUAN, ĐƠN VỊ… ĐẢNG CỘNG SẢN VIỆT NAM …, ngày … tháng … năm …",
    "M03.person": "Họ và tên: … Ngày sinh: … Chức vụ Đảng: … Chức vụ chính quyền: … Chức vụ đoàn thể: … Đơn vị công tác: …",
    "M03.I": "I. Tự đánh giá kết quả thực hiện nhiệm vụ Trên cơ sở nhiệm vụ được giao, cá nhân tự đánh giá về kết quả thực hiện nhiệm vụ theo quý như sau:",
    "M03.A/1": "A NHÓM TIÊU CHÍ CHUNG (30 ĐIỂM)",
    "M03.A/2": "TT · Tiêu chí / Nội dung · Đảm bảo (Đánh dấu X) · Không đảm bảo (Đánh dấu X) · Điểm tối đa · Điểm đạt (Chấm tối đa nếu đảm bảo; Chấm 0 điểm nếu không đảm bảo) · Ghi chú",
    "M03.B/1": "B KẾT QUẢ THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO (70 ĐIỂM)",
    "M03.B/2": "TT · Tiêu chí / Nội dung · Mục tiêu, nhiệm vụ đề ra · Kết quả sản phẩm thực tế · Điểm KPI (%) · Điểm tối đa · Điểm đạt (= Điểm KPI x Điểm tối đa) · Ghi chú",
    "M03.II": "II. Tự đề xuất xếp loại mức chất lượng: … (Theo 04 mức: 1- Hoàn thành xuất sắc nhiệm vụ, 2- Hoàn thành tốt nhiệm vụ, 3- Hoàn thành nhiệm vụ và 4- Không hoàn thành nhiệm vụ)",
    "M03.sign": "CÁ NHÂN TỰ ĐÁNH GIÁ (Ký, ghi rõ họ tên)",
    "M03.III": "III. Nhận xét, đánh giá của cấp có thẩm quyền - Chấm điểm: - Đề xuất xếp loại: - Mức độ đáp ứng đối với các mục tiêu, nhiệm vụ then chốt:",
    "M03.confirm": "XÁC NHẬN CỦA TẬP THỂ LÃNH ĐẠO (nơi cấp ủy không lãnh đạo toàn diện) HOẶC CẤP ỦY/BTV CẤP ỦY (nơi cấp ủy lãnh đạo toàn diện) ĐỀ XUẤT CẤP THẨM QUYỀN XẾP LOẠI CÁN BỘ (Xác lập thời điểm, ký, ghi rõ họ tên và đóng dấu) Ngày … tháng … năm",
    "M03.note": "Ghi chú: Biểu này gửi về Ban Tổ chức Tỉnh ủy trước ngày 30 tháng cuối của mỗi quý.",
}

TABLE = {
    "M04-06.1": "STT",
    "M04-06.2": "Họ và tên",
    "M04-06.3": "Chức vụ, đơn vị công tác",
    "M04-06.4": "Cá nhân tự đề xuất mức xếp loại",
    "M04-06.5": "Cấp có thẩm quyền đề xuất mức xếp loại",
    "M04-06.6": "Tóm tắt căn cứ, cơ sở lý do trong trường hợp đề xuất mức xếp loại hoàn thành xuất sắc hoặc mức xếp loại không hoàn thành nhiệm vụ hoặc các nội dung khác (nếu có)",
    "M04-06.7": "Đề xuất nội dung liên quan về công tác cán bộ (nếu có)",
}

FORM_04 = {
    "M04.title": "BÁO CÁO TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI QUÝ, NĂM ĐỐI VỚI CÁN BỘ LÃNH ĐẠO, QUẢN LÝ THUỘC DIỆN CƠ QUAN, ĐƠN VỊ ĐƯỢC PHÂN CẤP QUẢN LÝ (kèm theo Hướng dẫn số 02-HD/TU, ngày 19/6/2026 của Ban Thường vụ Tỉnh ủy)",
    "M04.head": "CƠ QUAN, ĐƠN VỊ, …",
    "M04.sign": "…, ngày … tháng … năm … T/M BAN THƯỜNG VỤ ĐẢNG ỦY TRỰC THUỘC TỈNH ỦY, ĐẢNG ỦY XÃ, PHƯỜNG, ĐẶC KHU HOẶC TẬP THỂ LÃNH ĐẠO CẤP TỈNH (Ký, ghi rõ họ tên và đóng dấu)",
    "M04.note": "Ghi chú: Biểu này gửi về Ban Tổ chức Tỉnh ủy trước ngày 30 tháng cuối của mỗi quý.",
}

FORM_05 = {
    "M05.title": "TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ VÀ ĐỀ XUẤT XẾP LOẠI QUÝ, NĂM ĐỐI VỚI CÁN BỘ THUỘC DIỆN BAN THƯỜNG VỤ TỈNH ỦY QUẢN LÝ (HOẶC THƯỜNG TRỰC TỈNH ỦY ĐƯỢC ỦY QUYỀN QUẢN LÝ)",
    "M05.head": "CƠ QUAN, ĐƠN VỊ, …",
    "M05.sign": "…, ngày … tháng … năm … T/M BAN THƯỜNG VỤ ĐẢNG ỦY TRỰC THUỘC TỈNH ỦY, ĐẢNG ỦY XÃ, PHƯỜNG, ĐẶC KHU HOẶC TẬP THỂ LÃNH ĐẠO CẤP TỈNH (Ký, ghi rõ họ tên và đóng dấu)",
    "M05.note": "Ghi chú: Biểu này gửi về Ban Tổ chức Tỉnh ủy trước ngày 30 tháng cuối của mỗi quý.",
}

FORM_06 = {
    "M06.title": "TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ VÀ ĐỀ XUẤT XẾP LOẠI QUÝ, NĂM ĐỐI VỚI CÁN BỘ LÃNH ĐẠO, QUẢN LÝ THUỘC DIỆN CƠ QUAN, ĐƠN VỊ ĐƯỢC PHÂN CẤP QUẢN LÝ",
    "M06.head": "CƠ QUAN, ĐƠN VỊ, …",
    "M06.sign": "…, ngày … tháng … năm … LÃNH ĐẠO PHÒNG, BAN VÀ TƯƠNG ĐƯƠNG (Ký, ghi rõ họ tên và đóng dấu)",
    "M06.note": "Ghi chú: Biểu này gửi về cơ quan, đơn vị, địa phương có thẩm quyền quyết định xếp loại theo thời gian quy định của cơ quan, đơn vị, địa phương đó.",
}
