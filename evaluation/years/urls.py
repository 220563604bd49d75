from django.urls import path

from evaluation.years.views import acts, lists, ratings, replacements

urlpatterns = [
    path("nam/<int:year>/danh-sach/", lists.year_lists, name="year_lists"),
    path("nam/<int:year>/danh-sach/lap/", lists.year_list_draw_up, name="year_list_draw_up"),
    path("danh-sach-nam/<int:pk>/", acts.year_list, name="year_list"),
    path("danh-sach-nam/<int:pk>/chot/", acts.year_list_close, name="year_list_close"),
    path("danh-sach-nam/<int:pk>/ty-le/", acts.year_list_rate, name="year_list_rate"),
    path("danh-sach-nam/<int:pk>/cong-bo/", ratings.year_list_publish, name="year_list_publish"),
    path("danh-sach-nam/<int:pk>/xem-lai/", ratings.year_list_reopen, name="year_list_reopen"),
    path("nam/<int:year>/thay-the/<int:pk>/", replacements.replacement, name="replacement"),
    path(
        "nam/<int:year>/thay-the/<int:pk>/rut/",
        replacements.replacement_withdraw,
        name="replacement_withdraw",
    ),
    path("ket-qua-nam/<int:pk>/", ratings.year_rating, name="year_rating"),
]
