from django.urls import path

from evaluation.collectives.views import list as collectives
from evaluation.collectives.views import result as collectives_result

urlpatterns = [
    path("ket-qua-tap-the/", collectives.collectives, name="collectives"),
    path("ket-qua-tap-the/<int:unit>/<str:code>/", collectives_result.collective, name="collective"),
    path(
        "ket-qua-tap-the/<int:unit>/<str:code>/linh-vuc/",
        collectives_result.collective_fields,
        name="collective_fields",
    ),
    path(
        "ket-qua-tap-the/<int:unit>/<str:code>/<str:move>/",
        collectives_result.collective_move,
        name="collective_move",
    ),
]
