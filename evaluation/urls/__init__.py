"""Routes of the round, by kind of question."""

from evaluation.urls import collectives, dossiers, home, lists, marks, plans, policies

urlpatterns = [
    *home.urlpatterns,
    *dossiers.urlpatterns,
    *plans.urlpatterns,
    *marks.urlpatterns,
    *lists.urlpatterns,
    *collectives.urlpatterns,
    *policies.urlpatterns,
]
