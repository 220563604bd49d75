"""A file as an answer: an attachment that no browser opens in our name and no cache keeps.

Where a proxy stands before the application it sends the file itself (`X-Accel-Redirect`, `FILES_BEHIND`); else Django does. Whoever
answers with a file has asked its scope before.
"""

from urllib.parse import quote

from django.conf import settings
from django.db.models import Model
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from config.logging import deeds as log
from evaluation.files.storage import path

# Whatever was hidden in a file finds no origin, no script and no frame to act in. A proxy sets it anew (docs/operations.md).
SANDBOX = "sandbox; default-src 'none'"


def attachment(name: str, called: str, content_type: str) -> HttpResponseBase:
    """The file that lies under `name`, called as people know it; FileNotFoundError where it does not lie there."""
    place = path(name)
    response: HttpResponseBase
    if settings.FILES_BEHIND:
        place.stat()
        response = HttpResponse(content_type=content_type)
        response.headers["X-Accel-Redirect"] = settings.FILES_BEHIND + quote(name)
    else:
        response = FileResponse(place.open("rb"), content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, called) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response


def given(
    request: HttpRequest, row: Model, name: str, called: str, content_type: str, *, again: str = ""
) -> HttpResponseBase:
    """The file of this row; of one that lies there no more whoever asks is told (410), and the log. `again`: where it is made anew."""
    try:
        return attachment(name, called, content_type)
    except FileNotFoundError:
        log.error("file missing", row=row._meta.label, pk=row.pk)
        context = {"file": row, "called": called, "again": again}
        return render(request, "evaluation/files/missing.html", context, status=410)
