from django.urls import path

from evaluation.files import views

EVIDENCE = "ho-so/<int:pk>/minh-chung/"

urlpatterns = [
    path("tep/<int:pk>/", views.file_download, name="file_download"),
    path(EVIDENCE, views.evidence, name="evidence"),
    path(f"{EVIDENCE}<int:task>/", views.evidence_task, name="evidence_task"),
    path(f"{EVIDENCE}tep/<int:file>/bo/", views.evidence_remove, name="evidence_remove"),
]
