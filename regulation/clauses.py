"""The clauses that findings rest on.

The guideline's own text stands here where it is short. Of central documents, which are not the
province's to reprint, only name, number and gist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

GUIDELINE = "Hướng dẫn số 02-HD/TU ngày 19/6/2026 của Ban Thường vụ Tỉnh ủy An Giang"
REGULATION_366 = "Quy định số 366-QĐ/TW ngày 30/8/2025 của Bộ Chính trị"


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a document, and what it says."""

    code: str
    title: str
    document: str
    text: str

    @property
    def citation(self) -> str:
        """Mục 6.1, Hướng dẫn số 02-HD/TU …"""
        return f"{self.title}, {self.document}"


_ALL = (
    Clause(
        "366.11",
        "Điều 11",
        REGULATION_366,
        "Nội dung chính: khung tiêu chuẩn của bốn mức xếp loại cá nhân; tổng điểm từ 90 là Hoàn thành "
        "xuất sắc, từ 70 là Hoàn thành tốt, từ 50 là Hoàn thành nhiệm vụ; cùng các điều kiện riêng của "
        "từng mức và tỷ lệ Hoàn thành xuất sắc.",
    ),
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
        "3.3",
        "Mục 3.3",
        GUIDELINE,
        "Đối với cá nhân thành viên cấp ủy của các tổ chức đảng không tham gia công tác chuyên môn và "
        "thực hiện nhiệm vụ chính trị trong các cơ quan, đơn vị thuộc hệ thống chính trị thì không bắt "
        "buộc thực hiện đánh giá, xếp loại hàng quý; có thể tiến hành đánh giá, xếp loại theo định kỳ 6 "
        "tháng hoặc cuối năm phù hợp với điều kiện, tình hình thực tế.",
    ),
    Clause(
        "B1",
        "Mục 4, Bước 1",
        GUIDELINE,
        "Chậm nhất đến ngày 25 tháng cuối của quý trước, các cá nhân xây dựng Kế hoạch công tác theo "
        "quý (Mẫu số 01), trong đó xác định sản phẩm/công việc chuẩn; Danh mục sản phẩm/công việc chuẩn "
        "được trình cấp có thẩm quyền phê duyệt (Mẫu số 02).",
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
    Clause(
        "6.1",
        "Mục 6.1",
        GUIDELINE,
        "Tỷ lệ cá nhân xếp loại “Hoàn thành xuất sắc nhiệm vụ” hằng quý được thực hiện theo quy định "
        "của Bộ Chính trị; người đứng đầu không tính vào tỷ lệ của các thành viên khác; từ 0,5 trở lên "
        "làm tròn lên 1. Trường hợp cá nhân hoàn thành dưới 100% nhiệm vụ được giao trong quý thì xếp "
        "loại “Không hoàn thành nhiệm vụ”, trừ trường hợp vì lý do khách quan, bất khả kháng được cấp "
        "có thẩm quyền xác nhận (nêu lý do cụ thể).",
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
        "7.d",
        "Mục 7.d",
        GUIDELINE,
        "Các đối tượng chưa thực hiện đánh giá, xếp loại tại thời điểm đánh giá quý: đào tạo, bồi dưỡng "
        "tập trung từ 02 tháng trở lên; lần đầu được bổ nhiệm dưới 01 tháng; nghỉ ốm hoặc nghỉ thai sản "
        "từ 02 tháng trở lên; đang trong thời gian kiểm tra dấu hiệu vi phạm. Kết quả trong thời gian "
        "còn lại được xem xét sang quý tiếp theo.",
    ),
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
)

CLAUSES: Mapping[str, Clause] = MappingProxyType({clause.code: clause for clause in _ALL})
