"""What is sealed."""

from django.db import models


class Sealed(models.TextChoices):
    MINUTES = "minutes", "Biên bản phiên họp hội đồng"
    LIST = "list", "Danh sách xếp loại"
    DECISION = "decision", "Quyết định xếp loại"
    REPLACED = "replaced", "Quyết định được thay thế"
    SENDING = "sending", "Bảng kê hồ sơ gửi"
    ARCHIVED = "archived", "Hồ sơ lưu trữ"
    YEAR_LIST = "year_list", "Danh sách xếp loại năm"
    YEAR = "year", "Kết quả xếp loại năm"
    YEAR_OLD = "year_old", "Kết quả xếp loại năm được thay thế"
