"""Django's settings. What may differ between installations is in `env`."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from llif.config import env

ROOT = Path(__file__).resolve().parents[1]
SECRET_KEY = env.secret_key()
DEBUG = env.DEBUG
ALLOWED_HOSTS = env.ALLOWED_HOSTS
ROOT_URLCONF = "llif.config.urls"
WSGI_APPLICATION = "llif.config.wsgi.application"
LLIF_HOME = env.HOME

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "llif.access",
    "llif.portfolio",
    "llif.publishing",
]
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database(url: str) -> dict[str, object]:
    """SQLite under LLIF_HOME, or PostgreSQL named as `postgresql://user:password@host:port/name`."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": env.HOME / "llif.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL", "timeout": 20},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
    }


DATABASES = {"default": database(env.DATABASE_URL)}

# Long work waits in the database for a worker: `llif serve` brings one along, `llif worker` is one.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]

MIDDLEWARE = [
    "llif.publishing.middleware.content_security_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "llif.publishing.middleware.language_of_address",
    "llif.publishing.api.door.door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "llif.publishing.guard.Guard",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "publishing" / "templates"],
        "OPTIONS": {"environment": "llif.publishing.environment.environment"},
    },
]
# Signing in: local accounts, and the organisation's own provider where the environment names one.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "llif.publishing.signing.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.BEHIND_PROXY else 0
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
SOCIALACCOUNT_ADAPTER = "llif.publishing.signing.Provided"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
LLIF_OIDC_ID, LLIF_OIDC_NAME, LLIF_OIDC_ROLES_CLAIM = "organisation", env.OIDC_NAME, env.OIDC_ROLES_CLAIM
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [provider] if (provider := env.oidc(LLIF_OIDC_ID)) else [],
        "SCOPE": ["openid", "profile"],  # no address is asked for, and none is kept
    }
}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
LOGIN_URL, LOGIN_REDIRECT_URL = "/sign-in/", "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Attempts to sign in are counted here, for all threads and processes of one machine.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": env.HOME / "cache"}}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not env.INSECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_FAILURE_VIEW = "llif.publishing.pages.mishaps.forged"
SECURE_HSTS_SECONDS = 0 if env.INSECURE else 365 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# The names of static files bear a hash of their content (publishing.assets), so a browser may keep them for good.
STATIC_URL = "/static/"
STATIC_ROOT = env.STATIC
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_IMMUTABLE_FILE_TEST = r"-[0-9a-f]{10}\.[a-z]+$"
WHITENOISE_MAX_AGE = 0

# Faults go to stderr, where whoever runs the service looks; Django would mail them to nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
