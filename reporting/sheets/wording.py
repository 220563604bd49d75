"""The forms' own words, as the guideline prints them (slips of its scan mended)."""

MOTTO = "ĐẢNG CỘNG SẢN VIỆT NAM"
SIGN = "(Ký, ghi rõ họ tên)"
SIGN_AND_SEAL = "(Ký, ghi rõ họ tên và đóng dấu)"

PLAN_TITLE = ("KẾ HOẠCH", "Công tác của cá nhân")
PLAN_PARTS = ("I- NHÓM CÔNG VIỆC CHUNG", "II- THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO")
PLAN_SIGNER = "NGƯỜI LẬP KẾ HOẠCH"
PLAN_NOTE = (
    "Chậm nhất đến ngày 25 tháng cuối của quý trước, các cá nhân căn cứ vào kế hoạch, chương trình công tác "
    "năm, công tác quý của cơ quan, đơn vị, địa phương để xây dựng Kế hoạch công tác theo Biểu này gửi cơ "
    "quan tham mưu về công tác tổ chức cán bộ hoặc tổ chức, cá nhân được phân công tổng hợp trình tập thể "
    "lãnh đạo cơ quan, đơn vị địa phương phê duyệt. Khi có nhiệm vụ phát sinh, kịp thời cập nhật bổ sung "
    "vào kế hoạch và thông qua tập thể phê duyệt theo quy định."
)

CATALOG_TITLE = "BẢNG DANH MỤC"
CATALOG_OF = "Sản phẩm/công việc chuẩn của cơ quan, đơn vị, địa phương"
CATALOG_COLUMNS = (
    "TT",
    "Nhiệm vụ theo Quý",
    "Cấp trình (cấp phê duyệt)",
    "Độ khó, mới, phức tạp; phạm vi tác động",
    "Sản phẩm",
    "Số lượng",
    "Tiến độ (mốc thời gian hoàn thành)",
    "Ghi chú",
    "Điểm chấm công việc",
    "Hệ số quy đổi",
)
CATALOG_NOTE = (
    "Cơ quan tham mưu về công tác tổ chức cán bộ hoặc tổ chức, cá nhân được phân công chịu trách nhiệm tổng "
    "hợp, tham mưu, trình cấp có thẩm quyền phê duyệt theo Biểu này và thực hiện việc cập nhật, theo dõi, "
    "tích lũy, lưu trữ, hình thành hồ sơ đánh giá cán bộ."
)

DOSSIER_TITLE = "BẢN TỰ ĐÁNH GIÁ, CHẤM ĐIỂM VÀ XẾP LOẠI CỦA CÁ NHÂN"
SELF_PART = "I. Tự đánh giá kết quả thực hiện nhiệm vụ"
SELF_LEAD = (
    "Trên cơ sở nhiệm vụ được giao, cá nhân tự đánh giá về kết quả thực hiện nhiệm vụ theo quý như sau:"
)
GENERAL_GROUP = "NHÓM TIÊU CHÍ CHUNG (30 ĐIỂM)"
GENERAL_COLUMNS = (
    "TT",
    "Tiêu chí / Nội dung",
    "Đảm bảo (Đánh dấu X)",
    "Không đảm bảo (Đánh dấu X)",
    "Điểm tối đa",
    "Điểm đạt (Chấm tối đa nếu đảm bảo; Chấm 0 điểm nếu không đảm bảo)",
    "Ghi chú",
)
TASK_GROUP = "KẾT QUẢ THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO (70 ĐIỂM)"
TASK_COLUMNS = (
    "TT",
    "Tiêu chí / Nội dung",
    "Mục tiêu, nhiệm vụ đề ra",
    "Kết quả sản phẩm thực tế",
    "Điểm KPI (%)",
    "Điểm tối đa",
    "Điểm đạt (= Điểm KPI x Điểm tối đa)",
    "Ghi chú",
)
TOTALS = ("Tổng (A) =", "TỔNG (B) =", "TỔNG (A) + (B) =")
PROPOSAL_PART = "II. Tự đề xuất xếp loại mức chất lượng:"
FOUR_RATINGS = (
    "(Theo 04 mức: 1- Hoàn thành xuất sắc nhiệm vụ, 2- Hoàn thành tốt nhiệm vụ, 3- Hoàn thành nhiệm vụ và "
    "4- Không hoàn thành nhiệm vụ)"
)
SELF_SIGNER = "CÁ NHÂN TỰ ĐÁNH GIÁ"
AUTHORITY_PART = "III. Nhận xét, đánh giá của cấp có thẩm quyền"
AUTHORITY_POINTS = "- Chấm điểm:"
AUTHORITY_RATING = "- Đề xuất xếp loại:"
AUTHORITY_RESPONSES = "- Mức độ đáp ứng đối với các mục tiêu, nhiệm vụ then chốt:"
CONFIRMED = "XÁC NHẬN CỦA"
TO_AUTHORITY = "ĐỀ XUẤT CẤP THẨM QUYỀN XẾP LOẠI CÁN BỘ"
CONFIRM_SIGN = "(Xác lập thời điểm, ký, ghi rõ họ tên và đóng dấu)"
TO_PROVINCE_NOTE = "Biểu này gửi về Ban Tổ chức Tỉnh ủy trước ngày 30 tháng cuối của mỗi quý."

KPI_COLUMNS = ("TT", "Nhiệm vụ", "Sản phẩm", "Số lượng", "Tiến độ", "Hệ số quy đổi", "Số lượng quy đổi")
KPI_HALVES = ("NHIỆM VỤ ĐỀ RA KẾ HOẠCH", "THỰC TẾ TRIỂN KHAI")
KPI_RATIOS = ("KPI (Số lượng)", "KPI (Chất lượng)", "KPI (Tiến độ)", "Lãnh đạo, chỉ đạo, điều hành")
KPI_PAIR = ("Thực tế hoàn thành", "Quy đổi")

LIST_COLUMNS = (
    "STT",
    "Họ và tên",
    "Chức vụ, đơn vị công tác",
    "Cá nhân tự đề xuất mức xếp loại",
    "Cấp có thẩm quyền đề xuất mức xếp loại",
    "Tóm tắt căn cứ, cơ sở lý do trong trường hợp đề xuất mức xếp loại hoàn thành xuất sắc hoặc mức xếp loại "
    "không hoàn thành nhiệm vụ hoặc các nội dung khác (nếu có)",
    "Đề xuất nội dung liên quan về công tác cán bộ (nếu có)",
)
REPORT = "BÁO CÁO"
RESULTS = "TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI"
PROPOSALS = "TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ VÀ ĐỀ XUẤT XẾP LOẠI"
DELEGATED = "ĐỐI VỚI CÁN BỘ LÃNH ĐẠO, QUẢN LÝ THUỘC DIỆN CƠ QUAN, ĐƠN VỊ ĐƯỢC PHÂN CẤP QUẢN LÝ"
REPORT_SOURCE = "(kèm theo Hướng dẫn số 02-HD/TU, ngày 19/6/2026 của Ban Thường vụ Tỉnh ủy)"
PROVINCIAL = (
    "ĐỐI VỚI CÁN BỘ THUỘC DIỆN BAN THƯỜNG VỤ TỈNH ỦY QUẢN LÝ",
    "(HOẶC THƯỜNG TRỰC TỈNH ỦY ĐƯỢC ỦY QUYỀN QUẢN LÝ)",
)
RESULT_NAME = "Kết quả xếp loại"  # no form of the guideline's: its Mẫu 05 proposes
RESULT_TITLE = "KẾT QUẢ XẾP LOẠI"
RESULT_DRAFT_TITLE = f"DỰ THẢO {RESULT_TITLE}"
RESULT_COLUMNS = (
    *LIST_COLUMNS[:4],
    "Đơn vị đề nghị mức xếp loại",
    "Mức xếp loại được quyết định",
    "Tóm tắt căn cứ, cơ sở lý do trong trường hợp quyết định mức xếp loại hoàn thành xuất sắc hoặc mức xếp "
    "loại không hoàn thành nhiệm vụ hoặc các nội dung khác (nếu có)",
    "Nội dung liên quan về công tác cán bộ (nếu có)",
)
RESULT_NOTE = "Mức xếp loại do {body} quyết định; mức đề nghị là mức đơn vị đã chốt tại Mẫu số 05."
DIVISION_SIGNER = "LÃNH ĐẠO PHÒNG, BAN VÀ TƯƠNG ĐƯƠNG"
TO_UNIT_NOTE = (
    "Biểu này gửi về cơ quan, đơn vị, địa phương có thẩm quyền quyết định xếp loại theo thời gian quy định "
    "của cơ quan, đơn vị, địa phương đó."
)
