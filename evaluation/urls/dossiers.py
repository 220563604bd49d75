from django.urls import path

from evaluation.views import dossiers

urlpatterns = [
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/<int:pk>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:pk>/can-cu/", dossiers.grounds, name="grounds"),
    path("ho-so/<int:pk>/lich-su/", dossiers.history, name="history"),
    path("ho-so/<int:pk>/in/", dossiers.prints, name="prints"),
]
