from django.urls import path

from evaluation.health import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("he-thong/", views.health, name="health"),
]
