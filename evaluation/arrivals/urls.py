from django.urls import path

from evaluation.arrivals import views

urlpatterns = [
    path("ho-so/<int:pk>/den-sau/", views.arrivals, name="arrivals"),
    path("ho-so/<int:pk>/den-sau/<int:arrival>/", views.arrival_keep, name="arrival_keep"),
]
