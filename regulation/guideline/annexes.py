"""How a catalog is drawn up and how results are scored (Phụ lục 1, Phụ lục 2)."""

from __future__ import annotations

CATALOG = {
    "PL1": "Gợi ý cách lập Danh mục sản phẩm/công việc (Kèm theo Hướng dẫn số 02-HD/TU, ngày 19/6/2026 của Ban Thường vụ Tỉnh ủy)",
    "PL1.1.": "Yêu cầu xây dựng Danh mục sản phẩm/công việc",
    "PL1.1.1": "Cơ quan tham mưu về công tác tổ chức cán bộ hoặc tổ chức, cá nhân được phân công chịu trách nhiệm tham mưu trình cấp có thẩm quyền phê duyệt Danh mục sản phẩm/công việc chuẩn; làm căn cứ chấm điểm kết quả thực hiện nhiệm vụ theo (KPI) khi thực hiện đánh giá xếp loại.",
    "PL1.1.2": "Mỗi sản phẩm/công việc phải gắn với chức trách, nhiệm vụ được giao; đảm bảo xác định rõ ràng, kiểm đếm được về số lượng, chất lượng và tiến độ; tránh trùng lặp, thiếu chính xác.",
    "PL1.2.": "Cách lập Danh mục sản phẩm/công việc",
    "PL1.2.1": "Bước 1: Căn cứ chức năng nhiệm vụ, chương trình công tác của địa phương, cơ quan, đơn vị, tiến hành thống kê các nhiệm vụ; phân loại thành các nhóm theo mức độ khó, phức tạp, phạm vi tác động của từng nhiệm vụ được giao và tổng hợp thành Danh mục các sản phẩm/công việc chuẩn của cơ quan, đơn vị.",
    "PL1.2.2/1": "Bước 2: Căn cứ tính chất, đặc điểm, mức độ phức tạp của vị trí việc làm theo từng chức danh, xác định hệ số quy đổi các sản phẩm/công việc về Đơn vị sản phẩm/công việc chuẩn.",
    "PL1.2.2/2": "Trong đó, Đơn vị sản phẩm/công việc chuẩn phải cơ bản đảm bảo các đặc điểm sau: Sản phẩm/công việc được thực hiện thường xuyên theo chức năng nhiệm vụ của cơ quan, đơn vị, không phải sản phẩm phát sinh đột xuất hoặc chỉ xuất hiện ở một số thời điểm nhất định; có quy trình xử lý và đầu ra sản phẩm rõ ràng, có thể so sánh, phân loại, lượng hóa được và không bị ảnh hưởng bởi các yếu tố biến động hoặc ngoại lệ.",
    "PL1.2.3/1": "Bước 3: Trên cơ sở Danh mục các sản phẩm/công việc và Đơn vị sản phẩm/công việc chuẩn, xác định hệ số quy đổi theo công thức sau:",
    "PL1.2.3/2": "Hệ số quy đổi sản phẩm/công việc = Điểm của sản phẩm/công việc cụ thể ÷ Điểm của sản phẩm/công việc chuẩn",
    "PL1.2.3/3": "Các cơ quan, đơn vị chịu trách nhiệm xây dựng cách tính điểm căn cứ vào tiến độ; chất lượng sản phẩm đầu ra, hiệu quả thực hiện nhiệm vụ; mức độ khó, phức tạp, phạm vi tác động của từng nhiệm vụ được giao",
    "PL1.2.4/1": "Bước 4: Từ hệ số quy đổi, thực hiện tính điểm đối với tất cả các sản phẩm/công việc khác theo điểm của đơn vị sản phẩm/công việc chuẩn; để lập thành Danh mục sản phẩm/công việc quy đổi.",
    "PL1.2.4/2": "Đây là căn cứ chấm điểm kết quả thực hiện nhiệm vụ (KPI) theo Phụ lục 2.",
}

SCORING = {
    "PL2": "Gợi ý chấm điểm kết quả thực hiện nhiệm vụ (KPI) (Kèm theo Hướng dẫn số 02-HD/TU, ngày 19/6/2026 của Ban Thường vụ Tỉnh ủy)",
    "PL2.0": "Trên cơ sở Danh mục sản phẩm/công việc và hệ số quy đổi, tiến hành đánh giá, chấm điểm đối với cá nhân trên cơ sở chấm điểm kết quả thực hiện nhiệm vụ (KPI) như sau:",
    "PL2.1.": "Cách thức chấm điểm",
    "PL2.1.1": "Cơ cấu thang điểm theo quý đối với cá nhân được xác định theo Quy định 366 trong đó: tiêu chí chung chiếm 30% tổng điểm; kết quả thực hiện chức trách, nhiệm vụ chiếm 70% tổng điểm, làm thước đo chủ yếu để đánh giá cán bộ.",
    "PL2.1.2/1": "Công thức tính điểm trên thang 100: Tổng điểm = Điểm tiêu chí chung + Điểm kết quả thực hiện nhiệm vụ",
    "PL2.1.2/2": "Trong đó: Điểm tiêu chí chung tối đa: 30; Điểm kết quả thực hiện nhiệm vụ: 70",
    "PL2.1.3/1": "Công thức tính điểm kết quả thực hiện nhiệm vụ theo chỉ số KPI: Điểm KPI = (A+B+C+D)/4",
    "PL2.1.3/2": "Trong đó: A- Số lượng sản phẩm công việc; B- Chất lượng sản phẩm; C- Tiến độ hoàn thành; D- Năng lực lãnh đạo, chỉ đạo, điều hành, tổ chức thực hiện nhiệm vụ trong phạm vi phụ trách",
    "PL2.1.3/3": "Từ đó, xác định điểm kết quả thực hiện nhiệm vụ như sau: Điểm kết quả thực hiện nhiệm vụ = Σ Điểm KPI theo từng trục × Điểm tối đa của từng trục kết quả.",
    "PL2.2.": "Gợi ý cách quy đổi và chấm điểm KPI",
    "PL2.2": "Việc cụ thể hoá tiêu chí và cách thức chấm điểm tham khảo nội dung sau:",
    "PL2.i/1": "Hoàn thành 100% nhiệm vụ, kế hoạch đề ra: Điểm KPI về số lượng đạt 100%.",
    "PL2.i/2": "Trường hợp vượt mục tiêu nhiệm vụ và kế hoạch đề ra, thì được xem xét, ghi nhận trong việc chấm điểm KPI về tiến độ, chất lượng, đây là cơ sở xem xét về mức độ nổi trội giữa các cá nhân khi đánh giá, xếp loại (nếu có).",
    "PL2.ii": 'Các trường hợp chậm tiến độ, sản phẩm không đạt yêu cầu, phải điều chỉnh, bổ sung, sửa đổi nhiều lần hoặc công tác lãnh đạo, chỉ đạo, điều hành, tổ chức thực hiện nhiệm vụ không đảm bảo (như trường hợp địa phương, lĩnh vực, cơ quan, đơn vị, bộ phận mà cá nhân phụ trách lãnh đạo, quản lý có trách nhiệm trực tiếp hoặc trách nhiệm người đứng đầu hoặc cùng chịu trách nhiệm liên quan bị xếp loại "Không hoàn thành nhiệm vụ") thì xem xét trừ điểm KPI theo tiêu chí số lượng, tiến độ, chất lượng và năng lực lãnh đạo, chỉ đạo, điều hành tương ứng.',
    "PL2.VD": "Ví dụ minh họa cách chấm điểm kết quả thực hiện nhiệm vụ Quý II/2026 đối với 01 đồng chí cán bộ lãnh đạo tại Ban Tổ chức Tỉnh ủy thực hiện nhiệm vụ như sau:",
    "PL2.VD.1.": "Xây dựng Danh mục sản phẩm/công việc",
    "PL2.VD.1/1": "TT · Nhiệm vụ theo Quý · Cấp trình · Độ khó, mới, phức tạp; phạm vi tác động · Sản phẩm · Số lượng · Tiến độ · Ghi chú · Điểm chấm công việc · Hệ số quy đổi",
    "PL2.VD.1/2": "Bảng 1. Danh mục sản phẩm/công việc",
    "PL2.VD.2.": "Tính điểm",
    "PL2.VD.2/1": "TT · NHIỆM VỤ ĐỀ RA KẾ HOẠCH · THỰC TẾ TRIỂN KHAI",
    "PL2.VD.2/2": "Từ bảng trên suy ra: A = 6,7/7,7 = 87,01%; B = 6,85/7,7 = 88,96%; C = 6,85/7,7 = 88,96%; D = 6,85/7,7 = 88,96%",
    "PL2.VD.2/3": "⇒ KPI = (A+B+C+D)/4 = 88,47%",
    "PL2.VD.2/4": "Như vậy: Tổng điểm = 30 + 88,47% x 70 = 91,93 điểm.",
    "PL2.LY.": "Lưu ý:",
    "PL2.LY.1": "Cách thức chấm điểm sẽ do từng địa phương, cơ quan, đơn vị tiếp tục cụ thể hóa trên cơ sở nội dung gợi ý tại Phụ lục 1,2 kèm theo Hướng dẫn này.",
    "PL2.LY.2": "Ví dụ minh họa nêu trên được giả định đối với 1 trục về xây dựng Đảng và hệ thống chính trị trong 06 trục kết quả trọng tâm; trên thực tế, việc đánh giá, chấm điểm được thực hiện trên cả 06 trục (nếu có); do vậy, cần xác định phân bổ tỷ trọng, cách tính của từng trục kết quả cho phù hợp với chức năng, nhiệm vụ và vị trí công tác.",
}
