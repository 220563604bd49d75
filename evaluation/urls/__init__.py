"""Routes of the round, by kind of question."""

from evaluation.urls import dossiers, home, lists, marks, plans

urlpatterns = [
    *home.urlpatterns,
    *dossiers.urlpatterns,
    *plans.urlpatterns,
    *marks.urlpatterns,
    *lists.urlpatterns,
]
