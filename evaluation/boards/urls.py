from django.urls import path

from evaluation.boards.views import boards, calendar, nudges

urlpatterns = [
    path("theo-doi/", boards.boards, name="boards"),
    path("theo-doi/<int:unit>/<str:code>/", boards.unit_board, name="unit_board"),
    path("theo-doi/<int:unit>/<str:code>/nhac/<str:step>/", nudges.nudge, name="nudge"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/duong-dan/", calendar.calendar_link, name="calendar_link"),
    path("lich/<str:token>.ics", calendar.feed, name="feed"),
]
