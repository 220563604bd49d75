from django.urls import path

from evaluation.grounds import views

urlpatterns = [path("ho-so/<int:pk>/can-cu/", views.grounds, name="grounds")]
