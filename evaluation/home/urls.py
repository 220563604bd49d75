from django.urls import path

from evaluation.home.views import dossiers, home

urlpatterns = [
    path("", home.home, name="home"),
    path("ky/<str:code>/", home.choose_period, name="choose_period"),
    path("ngay-trinh-dien/", home.day, name="day"),
    path("bien-nhan/<int:pk>/", home.receipt, name="receipt"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/<int:pk>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:pk>/lich-su/", dossiers.history, name="history"),
    path("ho-so/<int:pk>/in/", dossiers.prints, name="prints"),
]
