from django.urls import path

from evaluation.views.pending import pending

urlpatterns = [
    path("ho-so/<int:pk>/tu-danh-gia/", pending, name="assessment"),
    path("ho-so/<int:pk>/tham-dinh/", pending, name="appraisal"),
    path("tham-dinh/", pending, name="appraisals"),
]
