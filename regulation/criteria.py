"""The seventeen general criteria of Mẫu 01, part I, and Mẫu 03, part I.A, in the guideline's words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Criterion:
    """A yes-or-no criterion: its whole maximum if ensured, nothing if not (Mẫu 03)."""

    code: str
    group: int
    text: str
    max_points: Decimal


@dataclass(frozen=True, slots=True)
class CriterionGroup:
    """One of the three headings under which the criteria stand."""

    number: int
    title: str
    max_points: Decimal


# Mẫu 03, part I.A, column "Điểm tối đa".
CRITERION_GROUPS = (
    CriterionGroup(
        1,
        "Về phẩm chất chính trị, đạo đức, lối sống, thực hiện trách nhiệm nêu gương",
        Decimal(18),
    ),
    CriterionGroup(2, "Tư duy đổi mới, chiến lược, khát vọng cống hiến, dám nghĩ, dám làm", Decimal(4)),
    CriterionGroup(
        3, "Về tự phê bình và phê bình, tự soi, tự sửa, khắc phục hạn chế, khuyết điểm", Decimal(8)
    ),
)

# The wording is Mẫu 01's; in 1.6 the scanner's "không đê" is mended to "không để", as Mẫu 03 has it.
CRITERIA = (
    Criterion(
        "1.1",
        1,
        "Tuyệt đối trung thành với Đảng, Tổ quốc và Nhân dân; kiên định chủ nghĩa Mác - Lênin, tư tưởng "
        "Hồ Chí Minh, mục tiêu độc lập dân tộc và chủ nghĩa xã hội. Có lập trường, quan điểm, bản lĩnh "
        "chính trị vững vàng; kiên quyết bảo vệ nền tảng tư tưởng, Cương lĩnh chính trị, đường lối của "
        "Đảng, Hiến pháp, pháp luật của Nhà nước; đấu tranh phản bác các quan điểm sai trái, thù địch, "
        "các biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”.",
        Decimal(2),
    ),
    Criterion(
        "1.2",
        1,
        "Có tinh thần yêu nước sâu sắc, tận tụy phục vụ Nhân dân, sâu sát cơ sở, luôn hành động vì lợi "
        "ích của Nhân dân. Đặt lợi ích của Đảng, quốc gia - dân tộc, Nhân dân, tập thể lên trên lợi ích "
        "cá nhân, sẵn sàng hy sinh vì sự nghiệp cách mạng của Đảng, vì độc lập, tự do của Tổ quốc, vì "
        "hạnh phúc của Nhân dân.",
        Decimal(2),
    ),
    Criterion(
        "1.3",
        1,
        "Chấp hành nghiêm chủ trương, đường lối, nghị quyết, chỉ thị, quy định, nguyên tắc tổ chức, kỷ "
        "luật của Đảng, nhất là nguyên tắc tập trung dân chủ, tự phê bình và phê bình; chấp hành nghiêm "
        "pháp luật của Nhà nước và quy định của cơ quan, đơn vị. Tuyệt đối chấp hành sự phân công của "
        "tổ chức, yên tâm công tác và hoàn thành tốt mọi nhiệm vụ được giao.",
        Decimal(2),
    ),
    Criterion(
        "1.4",
        1,
        "Có tinh thần tự giác, trách nhiệm cao trong nghiên cứu, học tập chủ nghĩa Mác - Lênin, tư "
        "tưởng Hồ Chí Minh, các nghị quyết, chỉ thị của Đảng và các chương trình bồi dưỡng, cập nhật "
        "kiến thức mới nhằm nâng cao trình độ về mọi mặt, đáp ứng yêu cầu, nhiệm vụ.",
        Decimal(2),
    ),
    Criterion(
        "1.5",
        1,
        "Có phẩm chất đạo đức, lối sống trong sáng, trung thực, khiêm tốn, chân thành, giản dị; cần, "
        "kiệm, liêm, chính, chí công vô tư; chấp hành nghiêm quy định về chuẩn mực đạo đức cách mạng "
        "của cán bộ, đảng viên trong giai đoạn mới, trách nhiệm nêu gương; không vi phạm Quy định về "
        "những điều đảng viên không được làm. Không né tránh công việc, chạy theo thành tích; không vi "
        "phạm đạo đức, lối sống đến mức bị xử lý kỷ luật.",
        Decimal(2),
    ),
    Criterion(
        "1.6",
        1,
        "Không tham vọng quyền lực; không chạy chức, chạy quyền; không tham nhũng, lãng phí, cơ hội, vụ "
        "lợi, cục bộ, lợi ích nhóm; không để gia đình, người thân và người khác lợi dụng chức vụ, vị "
        "trí công tác để trục lợi. Không có biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối "
        "sống, những biểu hiện “tự diễn biến”, “tự chuyển hóa” trong nội bộ. Kiên quyết đấu tranh chống "
        "quan liêu, cửa quyền, tham nhũng, xa hoa, lãng phí, tiêu cực, chủ nghĩa cá nhân, lối sống cơ "
        "hội, thực dụng, bè phái, lợi ích nhóm, nói không đi đôi với làm.",
        Decimal(2),
    ),
    Criterion(
        "1.7",
        1,
        "Có uy tín cao, tiêu biểu về phẩm chất đạo đức và phong cách công tác; là trung tâm đoàn kết, "
        "thương yêu đồng chí, đồng nghiệp.",
        Decimal(2),
    ),
    Criterion(
        "1.8",
        1,
        "Có tinh thần chủ động, đổi mới sáng tạo; phấn đấu vì mục tiêu phát triển của cơ quan, đơn vị, "
        "đóng góp vào mục tiêu chung của đất nước.",
        Decimal(2),
    ),
    Criterion(
        "1.9",
        1,
        "Thực hiện việc kê khai và công khai tài sản, thu nhập theo quy định. Báo cáo đầy đủ, trung "
        "thực, cung cấp thông tin chính xác, khách quan về những nội dung liên quan đến việc thực hiện "
        "chức trách, nhiệm vụ được giao và hoạt động của cơ quan, tổ chức, đơn vị với cấp trên khi được "
        "yêu cầu.",
        Decimal(2),
    ),
    Criterion(
        "2.1",
        2,
        "Có tư duy đổi mới, tầm nhìn chiến lược, khả năng lãnh đạo, chỉ đạo thích ứng với sự phát triển "
        "của thời đại và xu thế toàn cầu hoá; phương pháp làm việc khoa học, nhạy bén chính trị; có "
        "năng lực cụ thể hoá trong lãnh đạo, chỉ đạo cơ quan, đơn vị thực hiện và hoàn thành tốt chức "
        "năng, nhiệm vụ được giao.",
        Decimal(1),
    ),
    Criterion(
        "2.2",
        2,
        "Luôn bám sát thực tiễn, có nhiều cách làm hay, sáng tạo, đạt hiệu quả cao trong lãnh đạo, chỉ "
        "đạo, tổ chức thực hiện nhiệm vụ; xây dựng cấp ủy, tổ chức đảng trong sạch, vững mạnh, cơ quan, "
        "đơn vị vững mạnh toàn diện.",
        Decimal(1),
    ),
    Criterion(
        "2.3",
        2,
        "Nói đi đôi với làm, dám nghĩ, dám làm, dám chịu trách nhiệm, dám đột phá vì lợi ích chung. Có "
        "khả năng phân tích, dự báo tình hình, phát hiện những khó khăn, bất cập, thời cơ, thuận lợi "
        "trong thực tiễn; đề xuất hoặc quyết định những giải pháp phù hợp, kịp thời, hiệu quả.",
        Decimal(1),
    ),
    Criterion(
        "2.4",
        2,
        "Có khát vọng phấn đấu, cống hiến; có khả năng quy tụ và phát huy được sức mạnh của tập thể, cá "
        "nhân trong cơ quan, đơn vị và các cơ quan, đơn vị có liên quan.",
        Decimal(1),
    ),
    Criterion(
        "3.1",
        3,
        "Chủ động, nghiêm túc thực hiện tự phê bình và phê bình, có tinh thần cầu thị và tiếp thu phản "
        "biện, góp ý.",
        Decimal(2),
    ),
    Criterion(
        "3.2",
        3,
        "Có kế hoạch rõ ràng và quyết liệt trong khắc phục hạn chế, khuyết điểm đã được chỉ ra.",
        Decimal(2),
    ),
    Criterion(
        "3.3",
        3,
        "Kết quả khắc phục hoàn thành từ > 80% nội dung, có tiến bộ rõ, được tổ chức đánh giá tốt; "
        "không để tái diễn tồn tại.",
        Decimal(2),
    ),
    Criterion(
        "3.4",
        3,
        "Tự soi, tự sửa trên tinh thần trách nhiệm chính trị cao, không né tránh, không đổ lỗi.",
        Decimal(2),
    ),
)
