from django.urls import path

from evaluation.views import collectives, collectives_result

urlpatterns = [
    path("ket-qua-tap-the/", collectives.collectives, name="collectives"),
    path("ket-qua-tap-the/<int:unit>/<str:code>/", collectives_result.collective, name="collective"),
    path(
        "ket-qua-tap-the/<int:unit>/<str:code>/<str:move>/",
        collectives_result.collective_move,
        name="collective_move",
    ),
]
