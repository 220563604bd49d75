"""How somebody can stand with what they hand in."""

from django.db import models


class Standing(models.TextChoices):
    """In the order in which a board counts them; whoever owes nothing stands at `NONE`, whom 3.3 does not bind at `UNBOUND`."""

    IN = "in", "Đã nộp"
    OWED = "owed", "Chưa nộp"
    EXTENDED = "extended", "Gia hạn"
    OVERDUE = "overdue", "Muộn, chưa nộp"
    LATE = "late", "Nộp muộn"
    BACK = "back", "Chờ nộp lại"
    UNBOUND = "unbound", "Không bắt buộc (Mục 3.3)"
    NONE = "none", "Không phải nộp"


OWE_NOTHING = (Standing.UNBOUND, Standing.NONE)
COUNTED = tuple(one for one in Standing if one not in OWE_NOTHING)
OUTSTANDING = (Standing.OWED, Standing.EXTENDED, Standing.OVERDUE)
