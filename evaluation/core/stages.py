"""Where the rows of the round can stand; a dossier stands on its road (`steps`)."""

from django.db import models


class PlanStage(models.TextChoices):
    DRAFT = "draft", "Bản nháp"
    SUBMITTED = "submitted", "Đã nộp"
    COLLATED = "collated", "Đã tổng hợp"
    APPROVED = "approved", "Đã phê duyệt"


class RequestStage(models.TextChoices):
    """An amendment's: somebody asks, the authority answers."""

    PROPOSED = "proposed", "Chờ xem xét"
    APPROVED = "approved", "Đã chấp thuận"
    REFUSED = "refused", "Không chấp thuận"


class ExcuseStage(models.TextChoices):
    """An excuse's (6.1): of tier 3.1 the unit gives its opinion first, and the province confirms."""

    PROPOSED = "proposed", "Chờ xem xét"
    SUPPORTED = "supported", "Đơn vị thống nhất, chờ tỉnh xác nhận"
    APPROVED = "approved", "Đã chấp thuận"
    REFUSED = "refused", "Không chấp thuận"


# A level has agreed: whoever asked no longer rewrites it.
AGREED = (ExcuseStage.SUPPORTED, ExcuseStage.APPROVED)
UNANSWERED = (ExcuseStage.PROPOSED, ExcuseStage.SUPPORTED)  # of tier 3.1: an opinion is no answer yet


class CircumstanceStage(models.TextChoices):
    """A circumstance's: in force, or remedied or annulled since."""

    RECORDED = "recorded", "Đã ghi nhận"
    LIFTED = "lifted", "Đã khắc phục hoặc hủy bỏ"


class RemarkStage(models.TextChoices):
    """An old unit's remark (7.b)."""

    ASKED = "asked", "Chờ đơn vị cũ"
    GIVEN = "given", "Đã gửi"


class CollectiveStage(models.TextChoices):
    """A collective's result of a quarter (6.3, 8.2)."""

    DRAFT = "draft", "Đang ghi"
    SUBMITTED = "submitted", "Chờ cấp trên phê duyệt"
    APPROVED = "approved", "Đã phê duyệt"
    PUBLISHED = "published", "Đã công khai"


class ArrivalStage(models.TextChoices):
    """What arrived after a decision that it speaks against (open-questions 33).

    Reopened is no answer yet: the next decision is.
    """

    OPEN = "open", "Chờ cấp quyết định trả lời"
    REOPENED = "reopened", "Đã mở lại hồ sơ, chờ quyết định mới"
    ANSWERED = "answered", "Đã trả lời"


class ExtensionStage(models.TextChoices):
    """A later instant for one person or one unit: asked for and answered, or withdrawn; a later one takes its place."""

    ASKED = "asked", "Chờ trả lời"
    GRANTED = "granted", "Đã gia hạn"
    REFUSED = "refused", "Không gia hạn"
    REPLACED = "replaced", "Đã thay bằng gia hạn sau"
    WITHDRAWN = "withdrawn", "Đã rút"


class PetitionStage(models.TextChoices):
    """A petition about a published result (open-questions 20): it waits until the deciding level answers, or it is withdrawn."""

    WAITING = "waiting", "Chờ trả lời"
    UPHELD = "upheld", "Giữ nguyên kết quả"
    REOPENED = "reopened", "Đã mở lại để xem xét"
    WITHDRAWN = "withdrawn", "Đã rút"


class PolicyStage(models.TextChoices):
    IN_FORCE = "in_force", "Đang áp dụng"


class ListStage(models.TextChoices):
    DRAFT = "draft", "Đang xem xét"
    CLOSED = "closed", "Đã chốt"


class ListKind(models.TextChoices):
    """Who rates whom on one list, as on the paper forms."""

    DIVISION_PROPOSAL = "division_proposal", "Phòng, ban đề xuất (Mẫu số 06)"
    UNIT_PROPOSAL = "unit_proposal", "Đơn vị đề nghị tỉnh (Mẫu số 05)"
    UNIT_DECISION = "unit_decision", "Đơn vị quyết định (Mẫu số 04)"
    PROVINCE_DECISION = "province_decision", "Tỉnh quyết định (Mục 3.1)"


COUNTING = (CollectiveStage.APPROVED, CollectiveStage.PUBLISHED)  # a result that limits ratings (6.3)


class StandInStage(models.TextChoices):
    """Somebody's naming of who stands in for them: it holds for its days, or was ended before."""

    NAMED = "named", "Đã cử"
    ENDED = "ended", "Đã chấm dứt"


class SessionStage(models.TextChoices):
    """A council's session (Bước 3): being held, over and its opinions recorded, or called off as if it had not been held."""

    HELD = "held", "Đang họp"
    CLOSED = "closed", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


class LineStage(models.TextChoices):
    """What a session says of one person: noted, or recorded when it was closed."""

    NOTED = "noted", "Đang ghi"
    RECORDED = "recorded", "Đã ghi"
