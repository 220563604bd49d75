"""3.1: the groups of similar posts."""

from django.db import models

from cadres.fields import Line
from evaluation.core.models.periods import Period


class SimilarGroup(models.Model):
    """People whom the province rates among themselves in one round; their dossiers and their lists point to it."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="groups")
    name = Line("tên nhóm", max_length=120)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "nhóm chức danh tương đồng"
        verbose_name_plural = "nhóm chức danh tương đồng"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint("period", "name", name="similar_group_once")]

    def __str__(self) -> str:
        return self.name
