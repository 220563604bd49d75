"""What a stored file can be: the allow-list of kinds, each with the endings that name it and the type it is given as."""

from django.db import models

_OFFICE = "application/vnd.openxmlformats-officedocument."


class Kind(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "văn bản Word (DOCX)"
    XLSX = "xlsx", "bảng tính Excel (XLSX)"
    PNG = "png", "ảnh PNG"
    JPEG = "jpeg", "ảnh JPEG"

    @property
    def endings(self) -> tuple[str, ...]:
        return ENDINGS[self]

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self]


ENDINGS = {
    Kind.PDF: (".pdf",),
    Kind.DOCX: (".docx",),
    Kind.XLSX: (".xlsx",),
    Kind.PNG: (".png",),
    Kind.JPEG: (".jpg", ".jpeg", ".jfif"),  # the last as Windows saves pictures of the web
}
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}spreadsheetml.sheet",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
}
