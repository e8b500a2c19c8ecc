"""Django's settings. What may differ between installations is in `env`."""

from pathlib import Path
from urllib.parse import urlsplit

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
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
    }


DATABASES = {"default": database(env.DATABASE_URL)}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "llif.publishing.middleware.content_security_policy",
    "llif.publishing.middleware.language_of_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "publishing" / "templates"],
        "OPTIONS": {"environment": "llif.publishing.environment.environment"},
    },
]
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
