"""Which lists of a year there are, of which time, and where one can stand."""

from django.db import models

from evaluation.core.stages import ListKind


class YearKind(models.TextChoices):
    """Who rates whom: as on a quarter's lists, by the same values, so that the same rights hold."""

    UNIT_PROPOSAL = ListKind.UNIT_PROPOSAL.value, "Đơn vị đề nghị tỉnh xếp loại năm (Mục 3.1)"
    UNIT_DECISION = ListKind.UNIT_DECISION.value, "Đơn vị quyết định xếp loại năm (Mục 3.2, 3.3)"
    PROVINCE_DECISION = ListKind.PROVINCE_DECISION.value, "Tỉnh quyết định xếp loại năm (Mục 3.1)"


class YearSpan(models.TextChoices):
    """Of which time; halves are for those whom 3.3 binds to no quarter."""

    YEAR = "year", "Cả năm"
    FIRST_HALF = "first_half", "6 tháng đầu năm"
    SECOND_HALF = "second_half", "6 tháng cuối năm"


QUARTERS = {YearSpan.YEAR: (1, 2, 3, 4), YearSpan.FIRST_HALF: (1, 2), YearSpan.SECOND_HALF: (3, 4)}


class YearStage(models.TextChoices):
    DRAFT = "draft", "Đang xem xét"
    CLOSED = "closed", "Đã chốt"
    PUBLISHED = "published", "Đã công bố"


SHUT = (YearStage.CLOSED, YearStage.PUBLISHED)


class Measure(models.TextChoices):
    """What was done about somebody who failed two quarters (Mục 5)."""

    MOVED = "moved", "Điều động, bố trí công tác khác"
    DISMISSED = "dismissed", "Miễn nhiệm"
    RESIGNED = "resigned", "Cho từ chức, thôi giữ chức vụ"
    LEFT = "left", "Nghỉ hưu, thôi việc"
    KEPT = "kept", "Không thay thế (cấp có thẩm quyền đã xem xét riêng)"


class ReplacementStage(models.TextChoices):
    RECORDED = "recorded", "Đã ghi"
    WITHDRAWN = "withdrawn", "Đã rút"
