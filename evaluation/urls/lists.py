from django.urls import path

from evaluation.views.pending import pending

urlpatterns = [
    path("hoi-dong/", pending, name="councils"),
    path("danh-sach/", pending, name="rating_lists"),
    path("danh-sach/<int:pk>/", pending, name="rating_list"),
]
