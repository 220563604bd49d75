from django.urls import path

from evaluation.lists.views import acts, groups, index, parts, province

urlpatterns = [
    path("danh-sach/nhom/", groups.groups, name="groups"),
    path("danh-sach/nhom/<int:pk>/", groups.group, name="group"),
    path("danh-sach/nhom/<int:pk>/doi-ten/", groups.group_rename, name="group_rename"),
    path("danh-sach/nhom/<int:pk>/chuyen/", groups.group_move, name="group_move"),
    path("danh-sach/nhom/<int:pk>/thu-tu/", groups.group_place, name="group_place"),
    path("danh-sach/nhom/<int:pk>/xoa/", groups.group_remove, name="group_remove"),
    path("danh-sach/tinh/", province.province_table, name="province_table"),
    path("danh-sach/tinh/chon/", province.province_choose, name="province_choose"),
    path("danh-sach/tinh/quyet-dinh/", parts.province_decide, name="province_decide"),
    path("danh-sach/", index.rating_lists, name="rating_lists"),
    path("danh-sach/<int:pk>/", acts.rating_list, name="rating_list"),
    path("danh-sach/<int:pk>/kiem-tra/", acts.rating_list_check, name="rating_list_check"),
    path("danh-sach/<int:pk>/chot/", acts.rating_list_close, name="rating_list_close"),
    path("danh-sach/<int:pk>/ty-le/", acts.rating_list_rate, name="rating_list_rate"),
]
