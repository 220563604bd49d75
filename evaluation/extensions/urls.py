from django.urls import path

from evaluation.extensions import views

urlpatterns = [
    path("gia-han/", views.extensions, name="extensions"),
    path("gia-han/<int:pk>/", views.extension, name="extension"),
    path("gia-han/<int:pk>/tra-loi/<str:move>/", views.extension_answer, name="extension_answer"),
    path("quy-dinh/<str:code>/gia-han/", views.extension_unit, name="extension_unit"),
    path("ho-so/<int:pk>/gia-han/<str:window>/", views.extension_person, name="extension_person"),
]
