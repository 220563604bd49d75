"""Settings of every installation, read from the environment (see .env.example).

With nothing set this is the embedded default: SQLite, no broker, demonstration mode. Production is `DJANGO_DEBUG=0`.
"""

from pathlib import Path

import bootstrap_wrapper
import environ

from config.logging import lines
from config.proxies import networks
from pages.uploads import MOST_FILES

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

EMBEDDED_SECRET = "chi-dung-cho-trinh-dien-va-phat-trien"  # noqa: S105 - refused in production by config.checks

DEBUG = env.bool("DJANGO_DEBUG", default=True)
DEMONSTRATION = env.bool("DEMONSTRATION", default=DEBUG)
DEMONSTRATION_PASSWORD = "trinh-dien-2026"  # noqa: S105 - shown on the sign-in page, in demonstration mode alone
SECRET_KEY = env("SECRET_KEY", default=EMBEDDED_SECRET)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"] if DEBUG else []
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config.apps.Configuration",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "template_partials",
    "tree_queries",
    "guardian",
    "cadres",
    "notices",
    "catalog",
    "evaluation",
    "reporting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pages.middleware.CompressedPages",
    "pages.middleware.told",
    "csp.middleware.CSPMiddleware",
    "pages.middleware.kept_clean",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pages.sessions.SignedInOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pages.middleware.signed",
    "pages.middleware.private_pages",
    "pages.middleware.arrival",
    "pages.middleware.refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "evaluation.home.context.frame",
            ],
            "builtins": ["cadres.templatetags.vietnamese"],
        },
    }
]
FORM_RENDERER = "pages.widgets.Widgets"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # An index here is the poorer for the columns that PostgreSQL keeps beside its keys, and no less right.
    SILENCED_SYSTEM_CHECKS = ["models.W040"]
    # Writers queue instead of failing: a deferred transaction that later wants to write is refused at once by SQLite.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL compiles a query that it thinks dear before it runs it: here that takes longer than the query itself.
    # Nor does it read from turning disks: what a round needs lies in memory, and an index reaches it as cheaply as a scan.
    # Whoever falls silent in the middle of a write (a machine asleep) lets go of its rows; of ours nobody pauses for so long.
    _asked = "-c jit=off -c random_page_cost=1.1 -c idle_in_transaction_session_timeout=5min"
    _of_server = DATABASES["default"].setdefault("OPTIONS", {})
    _of_server["options"] = f"{_asked} {_of_server.get('options', '')}".strip()
    # Shared by all processes, and gone with nothing else: how often somebody tried to sign in.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},  # with the usual 300 a guesser could crowd the counts out
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Letters: one digest a person and day. Unset, a demonstration writes them to its console and a province sends none.
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://" if DEBUG else "dummymail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds for which a mail server is waited for: nobody waits for it but the letters
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="danh-gia@localhost")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
SITE_URL = (env("SITE_URL", default="") or next(iter(CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")).rstrip(
    "/"
)
# A doorbell for the worker (config.celery): it is waited for a little, and nobody else waits for it at all.
CALENDAR_SECONDS = env.float("CALENDAR_SECONDS", default=30)  # between two rings
# Long jobs (reporting.jobs): how often beat rings for them, and how many processes beside a worker turn HTML into PDF.
EXPORT_SECONDS = env.float("EXPORT_SECONDS", default=5)
EXPORT_PROCESSES = env.int("EXPORT_PROCESSES", default=1 if DEBUG else 2)
CELERY_BROKER_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # not a hundred times, which is less than an hour
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "visibility_timeout": 3600,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # lines are told as everywhere (config.logging)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE = "Asia/Ho_Chi_Minh"

AUTH_USER_MODEL = "cadres.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
PASSWORD_HASHERS = ["config.hashers.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "config.passwords.Apart", "OPTIONS": {"user_attributes": ("username", "full_name", "email")}},
    {"NAME": "config.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "config.passwords.Uncommon"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "vi"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", bootstrap_wrapper.get_bootstrap_dir())]
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "media"))()
# Where the proxy finds MEDIA_ROOT, as its own internal location ("/_files/"): then it sends files, not the application.
FILES_BEHIND = env("FILES_BEHIND", default="")
# A directory of certificates (PEM): whoever they vouch for signs papers that the province trusts.
TRUST_ANCHORS = env("TRUST_ANCHORS", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
# What is uploaded is bounded before it is kept (pages.uploads); beyond 2.5 MB it lies in a temporary file, not in memory.
DATA_UPLOAD_MAX_NUMBER_FILES = 10 * MOST_FILES  # a page says that they are too many; so many nobody chose
FILE_UPLOAD_HANDLERS = [
    "pages.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_AGE = 10 * 60 * 60  # a working day, counted from the sign-in
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pages.sessions.token_refused"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What was refused is kept for auditors: so many attempts, for so many days (cadres.actions.attempts).
ATTEMPTS_KEPT = env.int("ATTEMPTS_KEPT", default=100_000)
ATTEMPTS_DAYS = env.int("ATTEMPTS_DAYS", default=400)
TRUSTED_PROXIES = networks(env.list("TRUSTED_PROXIES", default=[]))
SECURE_PROXY_SSL_HEADER = None if DEBUG else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from within, without the proxy
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=True)
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if SECURE_SSL_REDIRECT else 0)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'self'"],
        "object-src": ["'none'"],
    }
}

LOGGING = lines(debug=DEBUG)
