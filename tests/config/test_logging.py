"""Lines of requests and deeds, as an installation keeps them."""

import io
import json
import logging
from contextlib import suppress

import pytest
from django.db import transaction
from structlog.stdlib import ProcessorFormatter
from structlog.testing import capture_logs

from cadres.machine import record
from config.logging import lines
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    """What production writes, line by line."""
    out = io.StringIO()
    options = dict(lines(debug=False)["formatters"]["line"])
    assert options.pop("()") is ProcessorFormatter
    handler = logging.StreamHandler(out)
    handler.setFormatter(ProcessorFormatter(**options))
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_deed_is_told_by_its_name_its_row_and_who_did_it(django_capture_on_commit_callbacks):
    dossier, user = factories.DossierFactory(), factories.UserFactory()
    with capture_logs() as told, django_capture_on_commit_callbacks(execute=True):
        record(dossier, "submit", "Nộp", by=user, reason="Không ghi vào đây")
    assert told == [
        {
            "event": "deed",
            "log_level": "info",
            "deed": "submit",
            "row": "evaluation.Dossier",
            "pk": dossier.pk,
            "user": user.pk,
        }
    ]


def test_a_deed_that_is_undone_is_not_told(django_capture_on_commit_callbacks):
    with capture_logs() as told, django_capture_on_commit_callbacks(execute=True):
        undo_after(lambda: record(factories.DossierFactory(), "submit", "Nộp", by=None))
    assert told == []


def undo_after(deed):
    with suppress(ZeroDivisionError), transaction.atomic():
        deed()
        1 / 0


def test_production_writes_a_line_of_json_with_its_moment(written, client):
    client.get("/dang-nhap/")
    (line,) = written()
    assert line.keys() == {
        "event",
        "level",
        "timestamp",
        "request_id",
        "user",
        "method",
        "route",
        "status",
        "milliseconds",
    }
    assert (line["event"], line["level"], line["route"], line["status"]) == ("request", "info", "login", 200)


def test_what_other_loggers_warn_of_is_json_too_with_its_traceback(written):
    try:
        raise ValueError("no such row")
    except ValueError:
        logging.getLogger("elsewhere").exception("Không đọc được %s", "tệp")
    (line,) = written()
    assert (line["event"], line["level"]) == ("Không đọc được tệp", "error")
    assert line["exception"].endswith("ValueError: no such row")


def test_development_writes_lines_that_one_reads():
    (formatter,) = lines(debug=True)["formatters"].values()
    told = formatter["processors"][-1](None, "info", {"event": "request", "level": "info", "route": "people"})
    assert "route=people" in told
    assert not told.startswith("{")
