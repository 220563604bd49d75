"""What is sealed."""

from django.db import models


class Sealed(models.TextChoices):
    LIST = "list", "Danh sách xếp loại"
    DECISION = "decision", "Quyết định xếp loại"
    REPLACED = "replaced", "Quyết định được thay thế"
    SENDING = "sending", "Bảng kê hồ sơ gửi"
    ARCHIVED = "archived", "Hồ sơ lưu trữ"
