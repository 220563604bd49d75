"""A demonstration never becomes production by accident."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import checks
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
SECRET = "x" * 50


def found(settings, **values):
    for name, value in values.items():
        setattr(settings, name, value)
    problems = [*checks.production_is_configured(None), *checks.no_embedded_secret_in_the_open(None)]
    return sorted(problem.id for problem in problems)


def test_a_demonstration_with_debug_needs_nothing(settings):
    assert found(settings, DEMONSTRATION=True, DEBUG=True) == []


def test_a_demonstration_others_can_reach_needs_its_own_secret(settings):
    embedded = settings.EMBEDDED_SECRET
    assert found(settings, DEMONSTRATION=True, DEBUG=False, SECRET_KEY=embedded) == ["config.E002"]


def test_production_with_everything_set_starts(settings):
    hosts = ["danhgia.example"]
    assert found(settings, DEMONSTRATION=False, DEBUG=False, SECRET_KEY=SECRET, ALLOWED_HOSTS=hosts) == []


def test_production_names_everything_that_is_missing(settings):
    values = {
        "DEMONSTRATION": False,
        "DEBUG": True,
        "SECRET_KEY": settings.EMBEDDED_SECRET,
        "ALLOWED_HOSTS": [],
    }
    assert found(settings, **values) == ["config.E001", "config.E002", "config.E003"]


@pytest.mark.django_db
def test_production_refuses_demonstration_accounts(settings):
    settings.DEMONSTRATION = False
    account = factories.UserFactory(is_demonstration=True)
    assert [problem.id for problem in checks.production_has_no_demonstration_accounts()] == ["config.E004"]
    account.is_active = False
    account.save()
    assert checks.production_has_no_demonstration_accounts() == []


def test_the_door_of_gunicorn_stays_shut_with_the_embedded_secret():
    environment = os.environ | {"DJANGO_DEBUG": "0", "DEMONSTRATION": "0", "ALLOWED_HOSTS": "danhgia.example"}
    environment.pop("SECRET_KEY", None)
    started = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert started.returncode != 0
    assert "SECRET_KEY chưa được đặt" in started.stderr
