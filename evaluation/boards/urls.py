from django.urls import path

from evaluation.boards.views import boards

urlpatterns = [
    path("theo-doi/", boards.boards, name="boards"),
    path("theo-doi/<int:unit>/<str:code>/", boards.unit_board, name="unit_board"),
]
