from django.urls import path

from evaluation.packages.views import acts, board, packages, papers

_PLACE = "gui-ho-so/<int:unit>/<str:code>/<str:slug>"

urlpatterns = [
    path("gui-ho-so/", board.board, name="packages"),
    path(f"{_PLACE}/", packages.package, name="package"),
    path(f"{_PLACE}/gui/", acts.package_send, name="package_send"),
    path(f"{_PLACE}/nhan/", acts.package_receive, name="package_receive"),
    path(f"{_PLACE}/tra-lai/", acts.package_give_back, name="package_give_back"),
    path(f"{_PLACE}/rut-lai/", acts.package_take_back, name="package_take_back"),
    path("gui-ho-so/lan/<int:pk>/", packages.sending, name="sending"),
    path("gui-ho-so/giay-to/<int:pk>/", papers.paper, name="package_paper"),
    path("gui-ho-so/giay-to/<int:pk>/chuyen/", papers.paper_move, name="package_paper_move"),
    path("gui-ho-so/giay-to/<int:pk>/rut/", papers.paper_remove, name="package_paper_remove"),
]
