"""How somebody can stand with what they hand in."""

from django.db import models


class Standing(models.TextChoices):
    """In the order in which a board counts them; whoever owes nothing stands at `NONE`."""

    IN = "in", "Đã nộp"
    OWED = "owed", "Chưa nộp"
    EXTENDED = "extended", "Gia hạn"
    OVERDUE = "overdue", "Trễ, chưa nộp"
    LATE = "late", "Nộp trễ"
    BACK = "back", "Chờ nộp lại"
    NONE = "none", "Không phải nộp"


COUNTED = tuple(one for one in Standing if one is not Standing.NONE)
OUTSTANDING = (Standing.OWED, Standing.EXTENDED, Standing.OVERDUE)
