from django.apps import AppConfig


class Configuration(AppConfig):
    """Registers the checks that keep a demonstration from becoming production by accident."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401
