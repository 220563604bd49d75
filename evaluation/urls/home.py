from django.urls import path

from evaluation.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("ky/<str:code>/", home.choose_period, name="choose_period"),
    path("ngay-trinh-dien/", home.day, name="day"),
    path("bien-nhan/<int:pk>/", home.receipt, name="receipt"),
]
