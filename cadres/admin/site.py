"""The site itself: who comes in and by which door, and what it is called."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from cadres.actions.attempts import keep_refused
from cadres.permissions import administers
from cadres.visitors import tried

View = Callable[..., HttpResponseBase]


@login_not_required
def sign_in(request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
    """One way in: the application's page, which slows guessing. Who is in without the right is told so."""
    if request.user.is_authenticated and not administers(request.user):
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("login"))


def admits(request: HttpRequest) -> bool:
    """Whether this person keeps ground data."""
    return administers(request.user)


def door(view: View, cacheable: bool = False) -> View:
    """Each page of the site. Django leads away by itself whom it does not admit, so what they sent is kept before."""
    page = _django_door(view, cacheable)

    @wraps(page)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and request.user.is_authenticated and not admits(request):
            keep_refused(tried(request), PermissionDenied())
        return page(request, *args, **kwargs)

    return asked


# The site is Django's own, shared by its apps: who comes in, and by which door, is said here.
_django_door = admin.site.admin_view
admin.site.login = sign_in  # type: ignore[method-assign]
admin.site.has_permission = admits  # type: ignore[method-assign]
admin.site.admin_view = door  # type: ignore[method-assign, assignment]
admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = "Quản trị dữ liệu nền"
admin.site.index_title = "Tài khoản, đơn vị, cán bộ, chức vụ"
admin.site.site_url = "/"
admin.site.enable_nav_sidebar = False  # seven entries: the first page has them, the tables need the width
