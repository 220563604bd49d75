from django.urls import path

from evaluation.views.pending import pending

urlpatterns = [
    path("ho-so/<int:pk>/ke-hoach/", pending, name="plan"),
    path("ke-hoach/", pending, name="plans_review"),
]
