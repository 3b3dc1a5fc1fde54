"""Settings of the Tillit server.

Environment: TILLIT_SECRET_KEY, TILLIT_HOSTS, TILLIT_ORIGINS, TILLIT_HTTPS, TILLIT_DEBUG, TILLIT_VAR,
TILLIT_GUIDELINES (a folder of guideline files, law-se.toml among them).
"""

from csp.constants import NONE, SELF

from tillit.config.environment import ROOT, flag, folder, secret_key, words
from tillit.config.logs import logging_settings

VAR_DIR = folder("TILLIT_VAR", ROOT / "var")
GUIDELINES_DIR = folder("TILLIT_GUIDELINES", ROOT / "guidelines")
QUESTIONS_DIR = ROOT / "questions"
EXAMPLES_DIR = ROOT / "examples"

DEBUG = flag("TILLIT_DEBUG")
SECRET_KEY = secret_key(VAR_DIR)
ALLOWED_HOSTS = words("TILLIT_HOSTS", "localhost,127.0.0.1,testserver")
CSRF_TRUSTED_ORIGINS = words("TILLIT_ORIGINS", "")

ROOT_URLCONF = "tillit.config.urls"
WSGI_APPLICATION = "tillit.config.wsgi.application"
DATABASES: dict[str, dict[str, str]] = {}  # nothing is stored about the visitor: docs/decisions/0002
INSTALLED_APPS = ["django.contrib.staticfiles", "csp", "tillit.web"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tillit.config.headers.private_pages",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "svenska")]
LOCALE_PATHS = [ROOT / "src" / "tillit" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
STATICFILES_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {"staticfiles": {"BACKEND": STATICFILES_BACKEND}}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

HTTPS = flag("TILLIT_HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^halsa/$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # until the browser is closed, like the answers
CSRF_FAILURE_VIEW = "tillit.web.texts.errors.form_expired"

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings("DEBUG" if DEBUG else "INFO")
