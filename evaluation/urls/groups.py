from django.urls import path

from evaluation.views import groups

urlpatterns = [
    path("danh-sach/nhom/", groups.groups, name="groups"),
    path("danh-sach/nhom/<int:pk>/", groups.group, name="group"),
    path("danh-sach/nhom/<int:pk>/doi-ten/", groups.group_rename, name="group_rename"),
    path("danh-sach/nhom/<int:pk>/chuyen/", groups.group_move, name="group_move"),
    path("danh-sach/nhom/<int:pk>/thu-tu/", groups.group_place, name="group_place"),
    path("danh-sach/nhom/<int:pk>/xoa/", groups.group_remove, name="group_remove"),
]
