"""All routes."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("quan-tri/", admin.site.urls),
    path("", include("cadres.urls")),
    path("", include("notices.urls")),
    path("danh-muc/", include("catalog.urls")),
    path("", include("evaluation.urls")),
    path("", include("reporting.urls")),
]
