"""The door that gunicorn opens; it stays shut while `config.checks` has an error."""

import os

from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def refuse_a_careless_start() -> None:
    """System checks run with manage.py only; a server started by gunicorn must ask them itself."""
    from config.checks import production_has_no_demonstration_accounts

    found = [*run_checks(), *production_has_no_demonstration_accounts()]
    if errors := [message for message in found if message.level >= ERROR]:
        raise ImproperlyConfigured(" ".join(f"{message.msg} ({message.id})" for message in errors))


refuse_a_careless_start()
