from django.urls import path

from evaluation.calendar import views

urlpatterns = [path("mo-ky/<str:code>/", views.open_round, name="open_round")]
