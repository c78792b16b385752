"""Every setting of the site, in one file, from the environment only (docs/operate.md lists the variables)."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from parvis.config import environment as env
from parvis.config.offered import (  # noqa: F401  settings of their own, read by name
    ACT_WORDS,
    AFTER_RESTORE,
    COUNT_SOURCES,
    EVENT_LINKS,
    FINDS_THINGS,
    NAMES_THINGS,
    PURGES,
    ROOMS,
    SEARCH_SOURCES,
    STAFF_LINKS,
    WAITING_SOURCES,
)
from parvis.core.languages import INTERFACE_LANGUAGES

try:
    _environment = env.current()
    PRODUCTION = env.PRODUCTION.value(_environment)
    DATA = env.DATA.value(_environment)
    SEARCH_LOG = env.SEARCH_LOG.value(_environment)
    MEANING = env.MEANING.value(_environment)
    KIOSK_IDLE_MINUTES = env.KIOSK_IDLE.value(_environment)
    OFFERS_KEPT_DAYS = env.OFFERS_KEPT.value(_environment)
    FETCH_PRIVATE = env.FETCH_PRIVATE.value(_environment)
    BIND = env.BIND.value(_environment)
    PORT = env.PORT.value(_environment)
    ORIGIN = env.ORIGIN.value(_environment) or f"http://localhost:{PORT}"
    WORKERS = env.WORKERS.value(_environment)
    MAIL_SERVER = env.MAIL.value(_environment)  # None: nothing is mailed, people are called
    SEATS_WORK = env.SEATS_WORK.value(_environment)
    _mail_from = env.MAIL_FROM.value(_environment)
    _database = env.DATABASE.value(_environment)
    _hosts = env.HOSTS.value(_environment)
    _secret = env.SECRET.value(_environment)
except env.SettingError as error:
    raise ImproperlyConfigured(str(error)) from error

PACKAGE = Path(__file__).resolve().parent.parent
DATA.mkdir(parents=True, exist_ok=True)


def _kept_secret(path: Path) -> str:
    """Return the signing key kept in ``path``, made on first use and readable by its owner only."""
    if not path.exists():
        made = path.with_suffix(f".{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):  # the first process wins, a second one reads its key
            path.hardlink_to(made)
        made.unlink()
    return path.read_text().strip()


def _named(origin: str) -> str:
    """Return the host of ``origin`` as Django compares it: without its port, an IPv6 address in brackets."""
    host = urlsplit(origin).hostname or ""
    return f"[{host}]" if ":" in host else host


SECRET_KEY = _secret or _kept_secret(DATA / "secret_key")
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", _named(ORIGIN), *_hosts]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "csp",
    "allauth",
    "parvis.accounts.allauth_tables.OnlyTables",
    "allauth.mfa",
    *ROOMS,
]
try:
    import django_linear_migrations  # noqa: F401  a tool of developers, absent in production
except ModuleNotFoundError:
    INSTALLED_APPS.remove("django_linear_migrations")

MIDDLEWARE = [
    "parvis.core.middleware.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "parvis.core.middleware.AskNothing",
    "parvis.core.middleware.MayBeKept",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "parvis.core.middleware.LeadUp",
    "parvis.core.middleware.ManyFields",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "parvis.accounts.middleware.StaffOnly",
    "parvis.core.carry.CarryAlong",
]

ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"
CSRF_FAILURE_VIEW = "parvis.core.views.errors.expired_form"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "parvis.core.page.page"],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "parvis.core.templatetags.notebook",
                "parvis.core.templatetags.parts",
                "parvis.core.templatetags.said",
            ],
        },
    },
]


def _opened(path: Path) -> str:
    """Return the name by which SQLite opens the file ``path`` but never makes it: a moved file must stay missed, not be
    replaced by an empty one (config/command.py makes the first)."""
    return f"{path.resolve().as_uri()}?mode=rw"


# One connection a worker's thread here too: opening one costs three times as much as a small page (core/sqlite).
_SQLITE: dict[str, Any] = {
    "ENGINE": "parvis.core.sqlite",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA secure_delete=ON;",
    },
}
# One connection a worker's thread, kept and looked at before each page: a gone server is refused at once (503), and the
# next page after its return finds it. A pool in front would make every visitor wait for its own retries.
# Values travel beside a statement, not in it: what PostgreSQL writes of one that failed then holds no visitor's words.
_POSTGRESQL = {"connect_timeout": 2, "tcp_user_timeout": 2000, "server_side_binding": True}

SQLITE_FILE: Path | None  # the database's file, None with PostgreSQL
if _database.startswith(("postgres://", "postgresql://")):
    SQLITE_FILE = None
    _read: dict[str, Any] = {**dj_database_url.parse(_database)}
    _options = {**_read.get("OPTIONS", {}), **_POSTGRESQL}
    DATABASES = {"default": {**_read, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "OPTIONS": _options}}
else:
    _file = Path(_database.removeprefix("sqlite:///")) if _database else DATA / "parvis.sqlite3"
    SQLITE_FILE = _file
    DATABASES = {"default": {**_SQLITE, "NAME": _opened(_file), "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}}

SEARCH_FOLLOW = True  # a served site keeps its index near its database (search/follower.py); tests do it by hand

# Staff alone sign in (docs/adr/0010); sessions act under /LANG/staff/ only (accounts/middleware.py).
AUTH_USER_MODEL = "accounts.Staff"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "parvis.accounts.domain.sessions"
SESSION_COOKIE_NAME = "__Host-staff" if PRODUCTION else "staff"
AWAKE_COOKIE_NAME = "__Host-awake" if PRODUCTION else "awake"
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # allauth's are keyed on addresses; ours on the account (accounts/domain/slowing.py)
MFA_ADAPTER = "parvis.accounts.adapter.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Parvis"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# Mails go to people who left a contact for a date that is cancelled or moved (seats/domain/notices.py), to nobody else.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_SERVER else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = _mail_from or f"no-reply@{_named(ORIGIN)}"
EMAIL_TIMEOUT = 10
if MAIL_SERVER:
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SERVER.security == "ssl", MAIL_SERVER.security == "starttls"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "en"
LANGUAGES = list(INTERFACE_LANGUAGES.items())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
IMAGES = DATA / "images"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 86400

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = 1800
CSRF_COOKIE_NAME = "__Host-form" if PRODUCTION else "form"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["parvis.core.uploads.Bounded"]

# The program's own sentences only: no request line, no address, no query ever reaches a log (docs/privacy.md).
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "parvis.core.logs.Discreet"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},  # a logger without a handler would write to stderr after all
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "parvis": {"level": "INFO"},
    },
}
