"""The life of a catalog version."""

from django.db import models


class Stage(models.TextChoices):
    DRAFT = "draft", "Bản nháp"
    SUBMITTED = "submitted", "Đã trình"
    APPROVED = "approved", "Đã phê duyệt"
    SUPERSEDED = "superseded", "Đã thay thế"


# What people plan from, or planned from: seen by everybody who works at the unit.
PUBLIC = (Stage.APPROVED, Stage.SUPERSEDED)
