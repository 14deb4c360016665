"""Django's settings, all of them derived from the few that config/environment.py declares."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.conf import global_settings

from alongside.config import environment, keys, languages, lines

SOURCE = Path(__file__).resolve().parent.parent
ALONGSIDE_MODE = environment.read("ALONGSIDE_MODE")
ALONGSIDE_IN_PRODUCTION = ALONGSIDE_MODE == "production"
ALONGSIDE_DATA_DIR = Path(environment.read("ALONGSIDE_DATA_DIR")).absolute()
ALONGSIDE_ORIGIN = environment.read("ALONGSIDE_ORIGIN").rstrip("/")
ALONGSIDE_NAME = environment.read("ALONGSIDE_NAME")
ALONGSIDE_EXIT_URL = environment.read("ALONGSIDE_EXIT_URL")
ALONGSIDE_RETURN_DAYS = environment.read_number("ALONGSIDE_RETURN_DAYS", least=3, most=30)
ALONGSIDE_BACKUP_KEY = environment.read("ALONGSIDE_BACKUP_KEY")
ALONGSIDE_BACKUP_DAYS = environment.read_number("ALONGSIDE_BACKUP_DAYS", least=1, most=365)
ALONGSIDE_CONTACT = environment.read("ALONGSIDE_CONTACT")
_secrets = keys.secrets(ALONGSIDE_MODE, ALONGSIDE_DATA_DIR)
SECRET_KEY = _secrets.secret_key
ALONGSIDE_DATA_KEYS = _secrets.data_keys
ALONGSIDE_LEDGER_KEY = _secrets.ledger_key

DEBUG = False
_origin = urlsplit(ALONGSIDE_ORIGIN)
ALLOWED_HOSTS = [_origin.hostname or "localhost", *([] if ALONGSIDE_IN_PRODUCTION else ["127.0.0.1"])]
CSRF_TRUSTED_ORIGINS = [ALONGSIDE_ORIGIN]
ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"

AREAS = [
    "home",
    "accountability",
    "matching",
    "commitments",
    "asks",
    "communities",
    "notices",
    "people",
    "ledger",
    "ui",
    "core",
]
INSTALLED_APPS = [
    *[f"alongside.{area}" for area in AREAS],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_linear_migrations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
if "ALONGSIDE_LINTING" in os.environ:
    INSTALLED_APPS.append("django_migration_linter")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "alongside.ui.middleware.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alongside.ui.middleware.Gzip",
    "alongside.core.readable.Readable",
    "alongside.core.unchanged.Unchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "alongside.people.middleware.SignedIn",
    "alongside.people.middleware.Reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.ui.middleware.Refusals",
    "alongside.core.once.Once",
]
ALONGSIDE_METRICS_KEY = environment.read("ALONGSIDE_METRICS_KEY")
if ALONGSIDE_METRICS_KEY:
    MIDDLEWARE.insert(0, "alongside.home.middleware.Counted")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "ui" / "components"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "alongside.ui.templatetags.ui",
                "alongside.ui.templatetags.kept",
            ],
        },
    }
]
FORM_RENDERER = "alongside.ui.forms.Renderer"
MESSAGE_STORAGE = "alongside.ui.adapters.WordsInACookie"

ALONGSIDE_SQLITE = ALONGSIDE_DATA_DIR / ("demo.sqlite3" if ALONGSIDE_MODE == "demo" else "alongside.sqlite3")
_sqlite = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": 600,
    "NAME": ALONGSIDE_SQLITE,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 120,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        " PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
    },
}
_database_url = environment.read("DATABASE_URL")
_postgresql: dict[str, Any] = (
    dict(dj_database_url.parse(_database_url, conn_max_age=600)) if _database_url else {}
)
# Values go apart from the statement, so that PostgreSQL plans what is asked again and again only once.
_planned_once = {"OPTIONS": {**_postgresql.get("OPTIONS", {}), "server_side_binding": True}}
DATABASES = {"default": {**_postgresql, **_planned_once} if _postgresql else _sqlite}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
_of_this_host = "__Host-" if _origin.scheme == "https" else ""
"""Browsers take such a cookie over TLS only, for every path, and never from or for another host."""
SESSION_ENGINE = "alongside.people.sessions"
SESSION_COOKIE_NAME = f"{_of_this_host}session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _origin.scheme == "https"
CSRF_USE_SESSIONS = False
CSRF_COOKIE_NAME = f"{_of_this_host}form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
ALONGSIDE_LEFT_COOKIE_NAME = f"{_of_this_host}left"
ALONGSIDE_WORDS_COOKIE_NAME = f"{_of_this_host}messages"
CSRF_FAILURE_VIEW = "alongside.ui.views.form_expired"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "alongside.people.passphrases.LongEnough"},
    {"NAME": "alongside.people.passphrases.NotWellKnown"},
    {"NAME": "alongside.people.passphrases.NotAboutThisPlace"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:desk"
LOGOUT_REDIRECT_URL = "home:front"

ACCOUNT_ADAPTER = "alongside.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_DISPLAY = "alongside.people.adapters.displayed"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SIGNUP_REDIRECT_URL = "people:first"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _origin.scheme == "https" else 0
"""The proxy that holds the certificate says last from which line somebody came. What stands before it is not read."""
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/300s/key",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,3/h/key",
    "reset_password_from_key": "60/m/ip",
    "return_start": "10/d/user",
    "return_code": "60/m/ip",
}
ACCOUNT_FORMS = {
    "signup": "alongside.people.forms.SignUpForm",
    "login": "alongside.people.forms.SignInForm",
    "change_password": "alongside.people.forms.NewPassphraseForm",
    "reset_password": "alongside.people.forms.LostPassphraseForm",
    "reset_password_from_key": "alongside.people.forms.FreshPassphraseForm",
    "reauthenticate": "alongside.people.forms.AgainForm",
    "add_email": "alongside.people.forms.MailForm",
}
PASSWORD_RESET_TIMEOUT = 60 * 60
MFA_ADAPTER = "alongside.people.adapters.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "alongside.people.forms.PasskeyForm",
    "edit_webauthn": "alongside.people.forms.PasskeyNameForm",
    "authenticate": "alongside.people.forms.CodeForm",
    "reauthenticate": "alongside.people.forms.CodeAgainForm",
    "activate_totp": "alongside.people.forms.FirstCodeForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = ALONGSIDE_NAME
MFA_RECOVERY_CODE_COUNT = 10
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ALONGSIDE_IN_PRODUCTION
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": IN_MEMORY},
}

LANGUAGE_CODE = "en"
ALONGSIDE_LANGUAGES_DIR = ALONGSIDE_DATA_DIR / "languages"
_languages = languages.languages(environment.read("ALONGSIDE_LANGUAGES"), ALONGSIDE_LANGUAGES_DIR)
LANGUAGES = [(one.code, one.name) for one in _languages]
LANGUAGES_BIDI = [*global_settings.LANGUAGES_BIDI, *languages.introduce(_languages)]
ALONGSIDE_ADDED_LANGUAGES = [one.code for one in _languages if one.is_added]
LOCALE_PATHS = [ALONGSIDE_LANGUAGES_DIR]
LANGUAGE_COOKIE_NAME = f"{_of_this_host}language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"
ALONGSIDE_TIME_ZONE = environment.read("ALONGSIDE_TIME_ZONE")

STATIC_URL = "/static/"
STATIC_ROOT = ALONGSIDE_DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "alongside.ui.adapters.PublishedFiles"},
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()

_mail = urlsplit(environment.read("ALONGSIDE_MAIL_URL"))
EMAIL_BACKEND = (
    "alongside.notices.adapters.NeutralBackend"
    if _mail.hostname
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
if ALONGSIDE_IN_PRODUCTION:
    lines.refuse_open_ones(mail=_mail, database=DATABASES["default"])
EMAIL_USE_TLS, EMAIL_USE_SSL = "tls" in parse_qs(_mail.query), _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.read("ALONGSIDE_MAIL_FROM")
ALONGSIDE_SENDS_MAIL = bool(_mail.hostname)

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SILENCED_SYSTEM_CHECKS = ["security.W008"]
"""The proxy that holds the certificate redirects to https; behind it every request is plain."""
SECURE_HSTS_SECONDS = 63_072_000 if _origin.scheme == "https" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _origin.scheme == "https" else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "alongside.config.logs.Plain"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"alongside": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
