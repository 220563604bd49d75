from typing import Any, Self

from django.db import models
from tree_queries.query import TreeQuerySet

class TreeNode(models.Model):
    objects: Any
    tree_depth: int
    tree_path: list[int]

    class Meta:
        abstract = True

    def ancestors(self, *, include_self: bool = ...) -> TreeQuerySet[Self]: ...
    def descendants(self, *, include_self: bool = ...) -> TreeQuerySet[Self]: ...
