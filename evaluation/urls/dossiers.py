from django.urls import path

from evaluation.views.pending import pending

urlpatterns = [
    path("ho-so/", pending, name="dossiers"),
    path("ho-so/<int:pk>/", pending, name="dossier"),
    path("ho-so/<int:pk>/can-cu/", pending, name="grounds"),
    path("ho-so/<int:pk>/lich-su/", pending, name="history"),
    path("ho-so/<int:pk>/in/", pending, name="prints"),
]
