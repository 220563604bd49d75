"""What a production installation must have before it starts."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def production_is_no_demonstration(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Refuse to start without DEBUG while the secret is the embedded one or the demonstration is switched on."""
    if settings.DEBUG:
        return []
    problems: list[CheckMessage] = []
    if settings.SECRET_KEY == settings.EMBEDDED_SECRET or len(settings.SECRET_KEY) < 40:
        problems.append(Error("SECRET_KEY chưa được đặt (ít nhất 40 ký tự).", id="config.E001"))
    if settings.DEMONSTRATION:
        problems.append(Error("DEMONSTRATION phải tắt khi vận hành thật.", id="config.E002"))
    if not settings.ALLOWED_HOSTS:
        problems.append(Error("ALLOWED_HOSTS chưa được đặt.", id="config.E003"))
    return problems


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
