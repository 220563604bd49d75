"""One chain for the province: each seal holds the digest of a row and of the seal before it."""

from django.db import models

from evaluation.archive.stages import Sealed


class Chain(models.Model):
    """The one row that whoever seals holds, so that seals follow one another; it says how long the chain is, and its end."""

    length = models.PositiveBigIntegerField("số niêm phong", default=0)
    head = models.CharField("mã cuối sổ", max_length=64, blank=True)

    class Meta:
        verbose_name = "sổ niêm phong"
        verbose_name_plural = "sổ niêm phong"

    def __str__(self) -> str:
        return f"{self.length} · {self.head[:16]}"


class Seal(models.Model):
    """Written in the transaction of the deed that it seals, once, and never changed.

    `digest` is of what the row says (`evaluation.archive.tells.sealed`), `chained` of this seal and the one before it.
    """

    number = models.PositiveBigIntegerField("số", primary_key=True)
    kind = models.CharField("loại", max_length=10, choices=Sealed.choices)
    row = models.PositiveBigIntegerField("dòng")
    digest = models.CharField("mã đối chiếu", max_length=64)
    previous = models.CharField("mã trước", max_length=64, blank=True)
    chained = models.CharField("mã nối tiếp", max_length=64)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "niêm phong"
        verbose_name_plural = "niêm phong"
        ordering = ["number"]
        constraints = [models.UniqueConstraint("kind", "row", name="seal_once")]

    def __str__(self) -> str:
        return f"{self.number}-{self.digest[:16]}"
