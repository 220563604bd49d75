from django.urls import path

from evaluation.council import views

urlpatterns = [
    path("hoi-dong/", views.councils, name="councils"),
    path("hoi-dong/<int:unit>/<str:code>/", views.council, name="council"),
]
