"""The door that gunicorn opens; it stays shut while `config.checks` has an error."""

import gc
import os
from contextlib import suppress
from typing import Any

from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Request(WSGIRequest):
    """A charset in which nothing can be read is met by `pages.middleware.arrival`: here nobody could answer yet."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        with suppress(LookupError, ValueError):
            super()._set_content_type_params(meta)  # type: ignore[misc]  # Django's own, without a type


application = get_wsgi_application()
application.request_class = Request


def refuse_a_careless_start() -> None:
    """System checks run with manage.py only; a server started by gunicorn must ask them itself."""
    from config.checks import production_has_no_demonstration_accounts

    found = [*run_checks(), *production_has_no_demonstration_accounts()]
    if errors := [message for message in found if message.level >= ERROR]:
        raise ImproperlyConfigured(" ".join(f"{message.msg} ({message.id})" for message in errors))


def spare_the_collector() -> None:
    """A worker lives long, and what it has loaded now stays: looked through no more, in search of rings that are dead.

    A page of fifty rows makes tens of thousands of objects that die by themselves; with Python's threshold of 700 the
    collector would look through them dozens of times a page, a third of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


refuse_a_careless_start()
spare_the_collector()
