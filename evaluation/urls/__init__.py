"""Routes of the round, by kind of question."""

from evaluation.urls import circumstances, collectives, dossiers, groups, home, lists, marks, plans, policies

urlpatterns = [
    *home.urlpatterns,
    *dossiers.urlpatterns,
    *circumstances.urlpatterns,
    *plans.urlpatterns,
    *marks.urlpatterns,
    *groups.urlpatterns,
    *lists.urlpatterns,
    *collectives.urlpatterns,
    *policies.urlpatterns,
]
