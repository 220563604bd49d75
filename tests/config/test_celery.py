"""The doorbell may be gone for a night."""

import socket

import pytest

from config.celery import app

MORE_THAN_CELERYS_OWN = 150


class EnoughError(Exception):
    """It would go on."""


def a_port_where_nobody_listens():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def test_worker_and_beat_ask_for_redis_again_for_as_long_as_it_is_gone():
    tried = []

    def failed(problem, pause):
        tried.append(pause)
        if len(tried) > MORE_THAN_CELERYS_OWN:
            raise EnoughError

    line = app.connection_for_read(f"redis://127.0.0.1:{a_port_where_nobody_listens()}/0")
    at_once = dict.fromkeys(("interval_start", "interval_step", "interval_max"), 0)
    with pytest.raises(EnoughError):
        line.ensure_connection(failed, app.conf.broker_connection_max_retries, **at_once)
