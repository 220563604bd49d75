from django.urls import path

from evaluation.council.views import lines, room, sessions

urlpatterns = [
    path("hoi-dong/", room.councils, name="councils"),
    path("hoi-dong/<int:unit>/<str:code>/", room.council, name="council"),
    path("hoi-dong/<int:unit>/<str:code>/mo-phien/", room.council_convene, name="council_convene"),
    path("hoi-dong/phien/<int:pk>/", sessions.council_session, name="council_session"),
    path("hoi-dong/phien/<int:pk>/thanh-phan/", sessions.council_seat, name="council_seat"),
    path("hoi-dong/phien/<int:pk>/y-kien/<int:dossier>/", lines.council_line, name="council_line"),
    path("hoi-dong/phien/<int:pk>/ket-thuc/", sessions.council_close, name="council_close"),
    path("hoi-dong/phien/<int:pk>/huy/", sessions.council_cancel, name="council_cancel"),
    path("hoi-dong/phien/<int:pk>/sua-bien-ban/", sessions.council_correct, name="council_correct"),
    path("hoi-dong/phien/<int:pk>/lich-su/", sessions.council_history, name="council_history"),
]
