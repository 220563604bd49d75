"""What is asked of PostgreSQL beside what a province's own address of it asks."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKED = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['options'])"


def test_options_of_the_address_are_kept_and_have_the_last_word():
    """In a process of its own, which only reads the settings."""
    address = "postgres://somebody@127.0.0.1/none?options=-c%20search_path%3Down"
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_DEBUG": "1",
    }
    told = subprocess.check_output([sys.executable, "-c", ASKED], cwd=ROOT, env=environment, text=True)
    assert told.split()[1::2] == [
        "jit=off",
        "random_page_cost=1.1",
        "idle_in_transaction_session_timeout=5min",
        "search_path=own",
    ]
