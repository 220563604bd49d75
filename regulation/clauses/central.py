"""Of central documents, which are not the province's to reprint: name, number and gist, in our own words."""

from __future__ import annotations

from regulation.clauses.clause import REGULATION_366, gist

CENTRAL = (
    gist(
        "366.11",
        "Điều 11",
        REGULATION_366,
        "khung tiêu chuẩn của bốn mức xếp loại cá nhân; tổng điểm từ 90 là Hoàn thành "
        "xuất sắc, từ 70 là Hoàn thành tốt, từ 50 là Hoàn thành nhiệm vụ; cùng các điều kiện riêng của "
        "từng mức. Tỷ lệ Hoàn thành xuất sắc cũng do Quy định 366 nêu.",
    ),
    gist(
        "366.11.1",
        "Điều 11, khoản 1",
        REGULATION_366,
        "điều kiện của mức Hoàn thành xuất sắc, trong đó hạn chế, khuyết điểm đã được chỉ "
        "ra phải khắc phục xong; đối với người lãnh đạo, các chỉ tiêu, nhiệm vụ của lĩnh vực phụ trách đều "
        "hoàn thành, đúng tiến độ, và ít nhất 30 % vượt mức.",
    ),
    gist(
        "366.11.1-3",
        "Điều 11, khoản 1 đến khoản 3",
        REGULATION_366,
        "từ mức Hoàn thành nhiệm vụ trở lên đều đòi hỏi các chỉ tiêu, nhiệm vụ được giao "
        "của tập thể, lĩnh vực phụ trách đã hoàn thành; không khoản nào nêu mức cho tập thể hoàn thành từ "
        "70 % đến dưới 100 %.",
    ),
    gist(
        "366.11.2-3",
        "Điều 11, khoản 2 và khoản 3",
        REGULATION_366,
        "mức Hoàn thành tốt đòi hỏi các chỉ tiêu, nhiệm vụ được hoàn thành đúng tiến độ; "
        "mức Hoàn thành nhiệm vụ cho phép một phần chậm tiến độ, không quá 20 %.",
    ),
    gist(
        "366.11.4",
        "Điều 11, khoản 4",
        REGULATION_366,
        "những căn cứ xếp loại Không hoàn thành nhiệm vụ, gồm bị kỷ luật từ khiển trách do "
        "vi phạm gắn với chức trách, có kết luận suy thoái, quá nửa phiếu tín nhiệm thấp, quá nửa đơn vị "
        "phụ trách không hoàn thành nhiệm vụ; riêng chức danh được giao các chỉ tiêu này, không hoàn thành 05 chỉ tiêu kinh tế - "
        "xã hội cơ bản: tăng trưởng, thu ngân sách, giải ngân vốn đầu tư công, thu nhập bình quân đầu người, giảm nghèo.",
    ),
)
