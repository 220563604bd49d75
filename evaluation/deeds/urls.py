from django.urls import path

from evaluation.deeds.views import deeds, own, results

urlpatterns = [
    path("ket-qua/<int:unit>/<str:code>/", results.results, name="results"),
    path("ket-qua/<int:unit>/<str:code>/chuyen/", results.results_bulk, name="results_bulk"),
    path("ho-so/<int:pk>/ket-qua/", own.own_result, name="own_result"),
    path("ho-so/<int:pk>/ket-qua/da-xem/", own.result_seen, name="result_seen"),
    path("ho-so/<int:pk>/viec/", deeds.dossier_deeds, name="dossier_deeds"),
    path("ho-so/<int:pk>/viec/cho-xem/", deeds.dossier_share, name="dossier_share"),
    path("ho-so/<int:pk>/viec/thoi-cho-xem/", deeds.dossier_unshare, name="dossier_unshare"),
    path("ho-so/<int:pk>/viec/<str:move>/", deeds.dossier_move, name="dossier_move"),
]
