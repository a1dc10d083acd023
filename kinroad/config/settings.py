"""Settings of a running Kinroad. What a host must say, it says through the environment (docs/operations.md)."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kinroad.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
KINROAD_DATA = environment.data_folder()
KINROAD_KEYS = environment.keys_folder()
KINROAD_THREADS = int(os.environ.get("KINROAD_THREADS", "4"))
KINROAD_SOURCE_URL = os.environ.get("KINROAD_SOURCE_URL", "")
KINROAD_EXIT_URL = os.environ.get("KINROAD_EXIT_URL", "https://www.weather.gov/")
KINROAD_DEMO_TEXTS = os.environ.get("KINROAD_DEMO_TEXTS", "file")
KINROAD_DEMO_ANYWHERE = environment.flag("KINROAD_DEMO_ANYWHERE")
KINROAD_SECOND_KEY = environment.flag("KINROAD_SECOND_KEY", otherwise=True)
KINROAD_HTTPS = environment.flag("KINROAD_HTTPS")


def _secret() -> str:
    path = KINROAD_KEYS / "django.key"
    return path.read_bytes().hex() if path.exists() else os.urandom(32).hex()


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = environment.hosts()
ROOT_URLCONF = "kinroad.config.urls"
WSGI_APPLICATION = "kinroad.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "kinroad.home",
    "kinroad.interop",
    "kinroad.reporting",
    "kinroad.coaching",
    "kinroad.gatherings",
    "kinroad.resources",
    "kinroad.practical_help",
    "kinroad.workforce",
    "kinroad.service_log",
    "kinroad.consent",
    "kinroad.notifications",
    "kinroad.people",
    "kinroad.audit",
    "kinroad.design",
    "kinroad.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "leaflet",  # for its static files
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kinroad.people.views.here.WhoIsHere",
    "kinroad.people.views.sent_again.SentAgain",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "kinroad.design.environment.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "kinroad.config.frame.frame",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

KINROAD_DATABASE_ROLE = environment.database_role()
DATABASES = {"default": environment.database(KINROAD_DATA, threads=KINROAD_THREADS)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kinroad_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # tries are counted here: a few hundred would soon be pushed out
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["kinroad.people.queries.signed_in.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# NIST SP 800-63B-4 3.1.1: fifteen characters while a password is the only factor; no rules of composition.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kinroad.people.forms.passwords.LongEnough"},
    {"NAME": "kinroad.people.forms.passwords.HardToGuess"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/first-page"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kinroad.people.views.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "kinroad.people.forms.sign_in.SignInForm",
    "change_password": "kinroad.people.forms.account.NewPasswordForm",
}
ACCOUNT_LOGOUT_ON_GET = False
# Passkeys alone stand in allauth's tables; the app's secret and the spare codes in ours (people.models.second_key).
MFA_ADAPTER = "kinroad.people.views.adapter.KeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not KINROAD_HTTPS  # on this machine, at http://localhost
# Counted per address of the network; a shared device or a shelter's one line must not be locked out soon.
# Behind a proxy, the address it adds last: else everyone has the proxy's, and one stranger locks all of them out.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if KINROAD_HTTPS else 0
ACCOUNT_RATE_LIMITS = {
    "support": "30/h/ip",
    "support_draft": "60/m/ip",
    "coming": "30/h/ip",
    "welcome": "20/m/ip,200/h/ip",
    "way_in": "10/m/ip,30/h/ip",
    "kiosk": "20/m/key,300/h/key",  # one device at a door, whoever stands there
    "here": "90/m/key,600/h/key",  # one code on the wall, whoever opens it
    "kiosk_word": "5/h/key",  # one number or nickname
    "verify": "30/m/ip",
    "wrong": "20/h/ip",
    "shortlist": "60/h/ip",
    "feedback": "60/h/ip",  # a whole group may answer from the wireless of the center
}

# How often in how many seconds, by account and address, in each process (people.views.limits).
KINROAD_LIMITS = {
    "passkey": (20, 60),
    "search": (120, 60),  # a whole supper may look at the calendar from the wireless of the center
    "export": (20, 60),
    "program": (180, 60),  # what other programs read: feeds and the directory
}

SESSION_ENGINE = "kinroad.people.actions.device"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = KINROAD_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if KINROAD_HTTPS else "session"
KINROAD_DEVICE_COOKIE = "__Host-device" if KINROAD_HTTPS else "device"
CSRF_COOKIE_NAME = "__Host-form" if KINROAD_HTTPS else "form"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kinroad.home.views.trouble.form_expired"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if KINROAD_HTTPS]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_SSL_REDIRECT = KINROAD_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if KINROAD_HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if KINROAD_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = KINROAD_HTTPS
SECURE_HSTS_PRELOAD = KINROAD_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = (
    6 * 1024 * 1024
)  # rosters of 5 MB stay in memory and are never written to disk in the clear

# Messages (docs/operations.md). Without these, none are offered; each organization also switches its provider on.
KINROAD_ADDRESS = environment.public_address(https=KINROAD_HTTPS)
KINROAD_EMAIL = bool(os.environ.get("KINROAD_EMAIL"))
KINROAD_TEXT_URL = os.environ.get("KINROAD_TEXT_URL", "")
KINROAD_TEXT_ACCOUNT = os.environ.get("KINROAD_TEXT_ACCOUNT", "")
KINROAD_TEXT_TOKEN = os.environ.get("KINROAD_TEXT_TOKEN", "")
KINROAD_TEXT_FROM = os.environ.get("KINROAD_TEXT_FROM", "")
KINROAD_TEXT_KEY_HEADER = os.environ.get("KINROAD_TEXT_KEY_HEADER", "")
DEFAULT_FROM_EMAIL = os.environ.get("KINROAD_EMAIL_FROM", "webmaster@localhost")
globals().update(environment.mail())

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = KINROAD_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 365

# Logs hold no values of a person: path and status, never a body, a query or a traceback's locals.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "kinroad.config.logs.HideSecrets"}},
    "formatters": {
        "plain": {
            "()": "kinroad.config.logs.WithoutWords",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = [
    # Loopback and a proxy that speaks TLS: KINROAD_HTTPS turns these on.
    *([] if KINROAD_HTTPS else ["security.W004", "security.W008", "security.W011", "security.W016"]),
]
