"""Whom the guideline is about (Mục 3)."""

from __future__ import annotations

PEOPLE = {
    "3.1.": "Cán bộ thuộc diện Ban Thường vụ Tỉnh ủy quản lý hoặc thuộc diện Thường trực Tỉnh ủy được ủy quyền quản lý (gọi chung là cán bộ thuộc diện Ban Thường vụ Tỉnh ủy quản lý)",
    "3.1.a": "Phó Chủ tịch Hội đồng nhân dân tỉnh, Phó Trưởng Đoàn đại biểu Quốc hội tỉnh; Chánh, Phó Chánh Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh; trưởng, phó (chuyên trách) các ban của Hội đồng nhân dân tỉnh;",
    "3.1.b": "Phó Chủ tịch Ủy ban nhân dân tỉnh;",
    "3.1.c": "Trưởng, phó các cơ quan tham mưu, giúp việc Tỉnh ủy, ủy viên Ủy ban Kiểm tra Tỉnh ủy; Hiệu trưởng, Phó Hiệu trưởng Trường Chính trị Tôn Đức Thắng; Giám đốc, Phó Giám đốc Báo và Phát thanh - Truyền hình tỉnh An Giang; Chủ tịch công ty, tổng giám đốc (giám đốc), phó tổng giám đốc (phó giám đốc) và kiểm soát viên doanh nghiệp do Nhà nước nắm giữ 100% vốn điều lệ mà Tỉnh ủy là cơ quan đại diện chủ sở hữu;",
    "3.1.d": "Trưởng, phó cơ quan chuyên môn, tổ chức hành chính khác thuộc Ủy ban nhân dân tỉnh; Cấp trưởng đơn vị sự nghiệp thuộc Ủy ban nhân dân tỉnh; Chủ tịch công ty, tổng giám đốc (giám đốc) và kiểm soát viên doanh nghiệp do Nhà nước nắm giữ 100% vốn điều lệ mà Ủy ban nhân dân tỉnh là cơ quan đại diện chủ sở hữu; Người đại diện phần vốn nhà nước tại doanh nghiệp do Nhà nước nắm trên 50% vốn điều lệ hoặc tổng số cổ phần có quyền biểu quyết mà Ủy ban nhân dân tỉnh là cơ quan đại diện chủ sở hữu trong trường hợp tham gia giữ chức chủ tịch hội đồng quản trị, tổng giám đốc (giám đốc) của doanh nghiệp;",
    "3.1.đ": "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh; trưởng, phó các tổ chức chính trị - xã hội tỉnh; Chủ tịch, phó chủ tịch các hội quần chúng được Đảng, Nhà nước giao nhiệm vụ cấp tỉnh;",
    "3.1.e": "Bí thư, phó bí thư (chuyên trách) đảng ủy trực thuộc Tỉnh ủy; Bí thư, phó bí thư đảng ủy, chủ tịch hội đồng nhân dân, chủ tịch ủy ban nhân dân xã, phường, đặc khu.",
    "3.2.": "Cán bộ lãnh đạo, quản lý ngoài đối tượng tại Khoản 1, Điều này",
    "3.2.a": "Cấp phó các đơn vị sự nghiệp trực thuộc Ủy ban nhân dân tỉnh; Phó tổng giám đốc (phó giám đốc) doanh nghiệp do Nhà nước nắm giữ 100% vốn điều lệ mà Ủy ban nhân dân tỉnh là cơ quan đại diện chủ sở hữu; Người đại diện phần vốn nhà nước tại doanh nghiệp do Nhà nước nắm trên 50% vốn điều lệ hoặc tổng số cổ phần có quyền biểu quyết mà Ủy ban nhân dân tỉnh là cơ quan đại diện chủ sở hữu trong trường hợp tham gia giữ chức phó tổng giám đốc (giám đốc) của doanh nghiệp trở xuống; Người đại diện phần vốn nhà nước tại doanh nghiệp do Nhà nước nắm không quá 50% vốn điều lệ hoặc tổng số cổ phần có quyền biểu quyết mà Ủy ban nhân dân tỉnh là cơ quan đại diện chủ sở hữu;",
    "3.2.b": "Trưởng, phó phòng và tương đương của cơ quan chuyên trách tham mưu giúp việc Tỉnh ủy, đơn vị sự nghiệp, doanh nghiệp trực thuộc Tỉnh ủy.",
    "3.2.c": "Trưởng, phó ban và tương đương của cơ quan Ủy ban Mặt trận Tổ quốc tỉnh.",
    "3.2.d": "Trưởng, phó phòng và tương đương của Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh.",
    "3.2.đ": "Trưởng, phó ban và tương đương (chuyên trách) của đảng ủy trực thuộc Tỉnh ủy; trưởng, phó ban và tương đương của đảng ủy cấp xã; trưởng, phó Mặt trận Tổ quốc và các tổ chức chính trị - xã hội cấp xã.",
    "3.2.e": "Trưởng, phó phòng và tương đương của các sở, ban ngành tỉnh, đơn vị sự nghiệp công lập thuộc Ủy ban nhân dân tỉnh, các doanh nghiệp nhà nước thuộc Ủy ban nhân dân tỉnh và các phòng, ban, ngành thuộc Ủy ban nhân dân cấp xã;",
    "3.3.": "Một số trường hợp khác",
    "3.3.1": "Các đối tượng khác do cấp có thẩm quyền xem xét, quyết định áp dụng phù hợp với yêu cầu quản lý cán bộ.",
    "3.3.2": "Đối với cá nhân thành viên cấp ủy của các tổ chức đảng không tham gia công tác chuyên môn và thực hiện nhiệm vụ chính trị trong các cơ quan, đơn vị thuộc hệ thống chính trị thì không bắt buộc thực hiện đánh giá, xếp loại hàng quý; có thể tiến hành đánh giá, xếp loại theo định kỳ 6 tháng hoặc cuối năm phù hợp với điều kiện, tình hình thực tế.",
}
