"""What all seven have in common: who may, how rows are searched, and that nothing in use is torn out."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import IntegrityError, OperationalError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from cadres import vietnamese
from cadres.admin.choices import Picks
from cadres.models import User
from cadres.permissions import administers

Rows = QuerySet | Sequence[Any]
Removal = tuple[list[str], dict[str, int], set[str], list[str]]

IN_USE = "dữ liệu khác đang dựa vào mục này; hãy ghi ngày kết thúc hoặc cho ngừng hoạt động"


class Ground(Picks, admin.ModelAdmin):
    """What all seven have in common: who may, how it is searched, and that nothing in use is torn out."""

    search_fields = ["search_text"]
    search_help_text = "Gõ có dấu hoặc không dấu; mọi từ đều phải có."
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return administers(request.user) and (obj is None or self.may_keep(request.user, obj))

    has_delete_permission = has_change_permission

    def may_keep(self, user: User, obj: Any) -> bool:
        return True

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who was overtaken between being asked and being written is asked again, and hears whose row stands there now.

        Two who write at once may also wait for each other: PostgreSQL ends one of them as a deadlock.
        """
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (IntegrityError, OperationalError):
            return super().changeform_view(request, *args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        for word in vietnamese.plain(search_term).split():
            queryset = queryset.filter(
                reduce(or_, (Q(**{f"{column}__contains": word}) for column in self.search_fields))
            )
        return queryset, False

    def response_action(self, request: HttpRequest, queryset: QuerySet, *where: Any) -> HttpResponse | None:
        """What is ticked is named by numbers; whatever else comes, comes from no page of ours."""
        if not all(one.isdecimal() and len(one) < 19 for one in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("Dòng được chọn không đọc được.")
        return super().response_action(request, queryset, *where)

    def get_deleted_objects(self, objs: Rows, request: HttpRequest) -> Removal:
        """Names nothing beyond these seven: what stands in the way may be a dossier, which an administrator does not read."""
        _, counts, _, protected = super().get_deleted_objects(objs, request)
        others = set(counts) - {str(self.opts.verbose_name_plural)}
        refused = [str(obj) for obj in objs if not self.has_delete_permission(request, obj)]
        in_the_way = [IN_USE] if protected or others else []
        return (
            [str(obj) for obj in objs],
            {str(self.opts.verbose_name_plural): len(objs)},
            set(refused),
            in_the_way,
        )
