from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import models

class Filter:
    def __init__(
        self,
        field_name: str | None = ...,
        *,
        label: str | None = ...,
        method: str | None = ...,
        **of_the_field: Any,
    ) -> None: ...

class CharFilter(Filter): ...
class ChoiceFilter(Filter): ...

class FilterSet:
    base_filters: ClassVar[Mapping[str, Filter]]
    def __init__(
        self, data: Mapping[str, object] | None = ..., queryset: models.QuerySet[Any] | None = ...
    ) -> None: ...
    def is_valid(self) -> bool: ...
    @property
    def form(self) -> forms.Form: ...
    @property
    def qs(self) -> Any: ...
