"""What a worker of gunicorn settles before it answers."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_worker_keeps_what_it_loaded_out_of_the_collectors_way():
    """In a process of its own, and without a database: the check for demonstration accounts is asked in production alone."""
    asked = "import gc, config.wsgi; print(gc.get_threshold()[0] > 10_000, gc.get_freeze_count() > 100_000)"
    environment = os.environ | {"DJANGO_DEBUG": "1", "DEMONSTRATION": "1"}
    told = subprocess.check_output([sys.executable, "-c", asked], cwd=ROOT, env=environment, text=True)
    assert told.split() == ["True", "True"]
