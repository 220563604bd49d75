"""Routes of the bell."""

from django.urls import path

from notices import views

urlpatterns = [
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/<int:pk>/", views.notice_open, name="notice_open"),
    path("thong-bao/tuy-chon/", views.wishes, name="wishes"),
    path("thong-bao/da-xem/", views.notices_read, name="notices_read"),
]
