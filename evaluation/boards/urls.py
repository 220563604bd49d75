from django.urls import path

from evaluation.boards.views import boards, nudges

urlpatterns = [
    path("theo-doi/", boards.boards, name="boards"),
    path("theo-doi/<int:unit>/<str:code>/", boards.unit_board, name="unit_board"),
    path("theo-doi/<int:unit>/<str:code>/nhac/<str:step>/", nudges.nudge, name="nudge"),
]
