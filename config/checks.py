"""What a production installation must have before it starts. Production is whatever is not a demonstration."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError


@register()
def production_is_configured(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Refuse DEBUG, the embedded secret and open hosts as soon as demonstration mode is off."""
    if settings.DEMONSTRATION:
        return []
    problems: list[CheckMessage] = []
    if settings.DEBUG:
        problems.append(Error("DJANGO_DEBUG phải tắt khi vận hành thật.", id="config.E001"))
    if settings.SECRET_KEY == settings.EMBEDDED_SECRET or len(settings.SECRET_KEY) < 40:
        problems.append(Error("SECRET_KEY chưa được đặt (ít nhất 40 ký tự).", id="config.E002"))
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        problems.append(Error("ALLOWED_HOSTS chưa được đặt.", id="config.E003"))
    return problems


@register()
def no_embedded_secret_in_the_open(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Without DEBUG even a demonstration is reachable by others: it needs a secret of its own."""
    if settings.DEMONSTRATION and not settings.DEBUG and settings.SECRET_KEY == settings.EMBEDDED_SECRET:
        return [Error("SECRET_KEY chưa được đặt.", id="config.E002")]
    return []


def production_has_no_demonstration_accounts() -> list[CheckMessage]:
    """Their password is printed on the sign-in page of every demonstration. Asked at start, when the database is there."""
    if settings.DEMONSTRATION:
        return []
    try:
        found = get_user_model().objects.filter(is_demonstration=True, is_active=True).exists()
    except DatabaseError:
        return []  # not migrated yet: there are no accounts at all
    return [Error("Cơ sở dữ liệu còn tài khoản trình diễn.", id="config.E004")] if found else []


@register()
def pdf_can_be_made(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """WeasyPrint needs Pango; without it the import itself fails."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return [
            Warning(
                "Chưa in được PDF: thiếu thư viện Pango.",
                hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore",
                id="config.W001",
            )
        ]
    return []
