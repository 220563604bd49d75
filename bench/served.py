"""What gunicorn serves while a bench runs: the application as a province runs it, and beside it the bare view."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.wsgi import application as application  # first: it sets Django up

from config.urls import urlpatterns  # isort: skip
from evaluation.models import Dossier, Period  # isort: skip

settings.DEBUG = False  # no query is kept


def bare(request: HttpRequest) -> HttpResponse:
    """The session, the user, one indexed query for fifty dossiers of the round, and these as plain text."""
    rows = Dossier.objects.filter(period=PERIOD).order_by("unit_id")
    lines = "".join(
        f"<tr><td>{name}</td><td>{stage}</td><td>{total}</td></tr>"
        for name, stage, total in rows.values_list("cadre__full_name", "stage", "total")[:50]
    )
    return HttpResponse(f"{request.user.pk}<table>{lines}</table>")


PERIOD = Period.objects.current()
urlpatterns.append(path("bench-floor/", bare))
