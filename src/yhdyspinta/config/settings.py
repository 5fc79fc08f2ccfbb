"""Django's settings, made from the one frozen object of `environment`."""

from __future__ import annotations

import sys
from pathlib import Path

from csp.constants import NONE, SELF

from yhdyspinta import environment
from yhdyspinta.accounts import signing_in
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.domain.text import LANGUAGES as PRODUCT_LANGUAGES
from yhdyspinta.organisations.connection import connection_settings
from yhdyspinta.organisations.mail_server import mail_settings
from yhdyspinta.web.organisation import organisation

try:
    ENVIRONMENT = environment.read()
    ORGANISATION = organisation(ENVIRONMENT.organisation)
except YhdyspintaError as error:
    # A person reads this on a terminal: the sentence, no traceback.
    sys.exit(str(error))

_PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False  # Django's debug pages show settings and code; the log has the traceback.
SECRET_KEY = ENVIRONMENT.secret
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    *signing_in.APPS,
    "yhdyspinta.organisations",
    "yhdyspinta.accounts",
    "yhdyspinta.needs",
    "yhdyspinta.phenomena",
    "yhdyspinta.cooperation",
    "yhdyspinta.attention",
    "yhdyspinta.web",
]
MIDDLEWARE = [
    "yhdyspinta.web.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    signing_in.MIDDLEWARE,
    "yhdyspinta.web.middleware.AreasMiddleware",
    "yhdyspinta.web.middleware.ExplainMiddleware",
    "yhdyspinta.web.middleware.FollowingMiddleware",
]
ROOT_URLCONF = "yhdyspinta.config.urls"
WSGI_APPLICATION = "yhdyspinta.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "environment": "yhdyspinta.web.jinja.environment",
            "context_processors": ["yhdyspinta.web.rooms.unsent.form_inputs"],
            "autoescape": True,
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    },
    {  # for the library's own map of the site; it comes second, since it would find our templates too
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
    },
]

# Reading needs no database; what people write lives here.
DATABASES = {"default": connection_settings(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

globals().update(mail_settings(ENVIRONMENT))
LANGUAGE_OF_LETTERS = "yhdyspinta.attention.queries.letters.language_chosen"  # for letters that are written below the choice
ADDRESS_OF_OBJECT = "yhdyspinta.web.rooms.objects.address"  # for letters, which are written below the pages
globals().update(signing_in.account_settings(ENVIRONMENT))

LANGUAGE_CODE = PRODUCT_LANGUAGES[0]
LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [_PACKAGE / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "yhdyspinta.config.formats"
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"  # stored in UTC, shown in Helsinki

STATIC_URL = "/static/"
# Served from the package itself: nothing to collect, links carry the version of the code.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
LARGEST_FILE = 30_000_000  # bytes, of a file that a person gives
LARGEST_REQUEST = LARGEST_FILE + 100_000  # with the fields beside it
FILE_UPLOAD_HANDLERS = ["yhdyspinta.web.uploads.Bounded"]
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.production
SECURE_HSTS_PRELOAD = ENVIRONMENT.production
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.production
CSRF_COOKIE_NAME = "__Host-csrf" if ENVIRONMENT.production else "csrf"
CSRF_FAILURE_VIEW = "yhdyspinta.web.errors.forged"
# W008: TLS ends at the proxy in front, which also redirects to it; a redirect from here would loop.
SILENCED_SYSTEM_CHECKS = ["security.W008"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "yhdyspinta.web.logs.formatter", "style": ENVIRONMENT.log_format}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
