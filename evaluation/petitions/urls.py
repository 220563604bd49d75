from django.urls import path

from evaluation.petitions import views

urlpatterns = [
    path("kien-nghi/", views.petitions, name="petitions"),
    path("kien-nghi/tep/<int:pk>/", views.petition_file, name="petition_file"),
    path("kien-nghi/<int:pk>/<str:move>/", views.petition_move, name="petition_move"),
    path("ho-so/<int:pk>/kien-nghi/", views.petition, name="petition"),
    path("ho-so/<int:pk>/kien-nghi/gui/", views.petition_put, name="petition_put"),
]
