"""Who carries the guideline out (Mục 8), and to whom it goes."""

from __future__ import annotations

DUTIES = {
    "8.1": "Ban thường vụ các đảng ủy trực thuộc Tỉnh ủy, ban thường vụ đảng ủy các sở, ban, ngành, tập thể lãnh đạo cơ quan, đơn vị cấp tỉnh trực tiếp quản lý cán bộ chịu trách nhiệm chỉ đạo tổ chức triển khai thực hiện thống nhất việc đánh giá cán bộ lãnh đạo, quản lý định kỳ hằng quý; chịu trách nhiệm xây dựng và tiếp tục cụ thể hoá tiêu chí, phương pháp, cách thức, nội dung đánh giá hằng quý phù hợp với tình hình thực tế của địa phương, cơ quan, đơn vị, từng loại hình, lĩnh vực thuộc phạm vi phụ trách.",
    "8.2.1": "Ban thường vụ các đảng ủy trực thuộc Tỉnh ủy chịu trách nhiệm đánh giá kết quả thực hiện các chỉ tiêu, nhiệm vụ chính trị giao cho các sở, ban, ngành, địa phương, tổ chức chính trị - xã hội, hội quần chúng, cơ quan, đơn vị thuộc phạm vi, lĩnh vực phụ trách theo kế hoạch gắn với hằng quý, hằng năm; trong đó, đặc biệt coi trọng việc đánh giá kết quả thực hiện các trục kết quả trọng tâm để làm cơ sở đánh giá, xếp loại tập thể, cá nhân bắt đầu từ Quý II năm 2026 (theo yêu cầu nêu tại Điểm 1.2, Mục 1 của Hướng dẫn này).",
    "8.2.2": "Thường trực Ban Chỉ đạo tỉnh về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số có trách nhiệm đánh giá kết quả thực hiện việc chuyển đổi số, phát triển khoa học, công nghệ, đổi mới sáng tạo ở các cơ quan, đơn vị, địa phương hằng quý, hằng năm.",
    "8.2.3": "Các cấp ủy, tổ chức đảng trực thuộc Tỉnh ủy nghiên cứu thực hiện công khai đánh giá kết quả công tác của các cơ quan, đơn vị trực thuộc bằng hình thức phù hợp.",
    "8.3.1": "Giao Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với các cơ quan có liên quan hướng dẫn, theo dõi, kiểm tra, giám sát, đôn đốc công tác đánh giá cán bộ; định kỳ hằng quý báo cáo Thường trực Tỉnh ủy, Ban Thường vụ Tỉnh ủy kết quả thực hiện.",
    "8.3.2": "Trong quá trình thực hiện, nếu có vướng mắc, các cấp ủy, tổ chức đảng, địa phương, cơ quan, đơn vị phản ánh về Ban Thường vụ Tỉnh ủy (qua Ban Tổ chức Tỉnh ủy) để được kịp thời hướng dẫn, giải quyết.",
    "8.NN": "Nơi nhận: Ban Tổ chức TW, UBKTTW (để b/c); Văn phòng TW Đảng (để b/c); Vụ Địa phương III-BTCTW (để b/c); Các đ/c ban đảng TW phụ trách địa bàn; Các đ/c Tỉnh ủy viên; Các cơ quan tham mưu, giúp việc Tỉnh ủy; MTTQ và các tổ chức CT-XH tỉnh; Các đảng ủy trực thuộc Tỉnh ủy; Các sở, ban, ngành tỉnh; Lưu Văn phòng Tỉnh ủy.",
    "8.KT": "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ THƯỜNG TRỰC Nguyễn Thanh Nhân",
}
