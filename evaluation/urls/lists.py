from django.urls import path

from evaluation.views import council, deeds, lists, lists_acts, results

urlpatterns = [
    path("hoi-dong/", council.councils, name="councils"),
    path("hoi-dong/<int:unit>/<str:code>/", council.council, name="council"),
    path("danh-sach/", lists.rating_lists, name="rating_lists"),
    path("danh-sach/<int:pk>/", lists_acts.rating_list, name="rating_list"),
    path("danh-sach/<int:pk>/kiem-tra/", lists_acts.rating_list_check, name="rating_list_check"),
    path("danh-sach/<int:pk>/chot/", lists_acts.rating_list_close, name="rating_list_close"),
    path("danh-sach/<int:pk>/ty-le/", lists_acts.rating_list_rate, name="rating_list_rate"),
    path("ket-qua/<int:unit>/<str:code>/", results.results, name="results"),
    path("ket-qua/<int:unit>/<str:code>/chuyen/", results.results_bulk, name="results_bulk"),
    path("ho-so/<int:pk>/viec/", deeds.dossier_deeds, name="dossier_deeds"),
    path("ho-so/<int:pk>/viec/cho-xem/", deeds.dossier_share, name="dossier_share"),
    path("ho-so/<int:pk>/viec/thoi-cho-xem/", deeds.dossier_unshare, name="dossier_unshare"),
    path("ho-so/<int:pk>/viec/<str:move>/", deeds.dossier_move, name="dossier_move"),
]
