"""Settings of the Tillit server.

Environment: TILLIT_SECRET_KEY, TILLIT_HOSTS, TILLIT_ORIGINS, TILLIT_HTTPS, TILLIT_DEBUG, TILLIT_VAR,
TILLIT_GUIDELINES (a folder of guideline files, law-se.toml among them), TILLIT_DATABASE (postgresql://…; none means
SQLite in the var folder), TILLIT_SMTP (host:port), TILLIT_SMTP_USER, TILLIT_SMTP_PASSWORD, TILLIT_SMTP_TLS,
TILLIT_MAIL_FROM, TILLIT_CLAMD (socket or host:port), TILLIT_DEMO, TILLIT_CONTACT (for security.txt), TILLIT_ADDRESS,
TILLIT_PROXIES (how many proxies stand before the server).
"""

from csp.constants import NONE, SELF

from tillit.config.database import database_settings
from tillit.config.environment import ROOT, flag, folder, number, secret_key, smtp_server, text, words
from tillit.config.login import CODE_LASTS, IDLE, LOGIN_APPS, LOGIN_MIDDLEWARE, LONGEST, login_settings
from tillit.config.logs import logging_settings

VAR_DIR = folder("TILLIT_VAR", ROOT / "var")
GUIDELINES_DIR = folder("TILLIT_GUIDELINES", ROOT / "guidelines")
QUESTIONS_DIR = ROOT / "questions"
EXAMINATIONS_DIR = ROOT / "examinations"
AGREEMENTS_DIR = ROOT / "agreements"
BURDEN_DIR = ROOT / "burden"
EXAMPLES_DIR = ROOT / "examples"

DEBUG = flag("TILLIT_DEBUG")
SECRET_KEY = secret_key(VAR_DIR)
ALLOWED_HOSTS = words("TILLIT_HOSTS", "localhost,127.0.0.1,testserver")
CSRF_TRUSTED_ORIGINS = words("TILLIT_ORIGINS", "")

ROOT_URLCONF = "tillit.config.urls"
WSGI_APPLICATION = "tillit.config.wsgi.application"
DATABASES = {"default": database_settings(VAR_DIR, text("TILLIT_DATABASE"))}
CACHES = {
    "default": {  # rate limits; shared by all workers
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
KEYS_DIR = VAR_DIR / "keys"
ANCHORS_DIR = VAR_DIR / "anchors"
FILES_DIR = VAR_DIR / "files"
CLAMD = text("TILLIT_CLAMD")
# Files are held in memory only: what belongs in an own space is never written unsealed, not even for a moment.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # all fields of a form but its files
DEMO = flag("TILLIT_DEMO")
PROXIES = number("TILLIT_PROXIES", 0)
CONTACT = text("TILLIT_CONTACT")
ADDRESS = text("TILLIT_ADDRESS", "http://127.0.0.1:8000").rstrip("/")  # where links in mail lead
SMTP = smtp_server()
MAIL_FROM = text("TILLIT_MAIL_FROM", "tillit@localhost")
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    *LOGIN_APPS,
    "django.contrib.staticfiles",
    "csp",
    "tillit.store",
    "tillit.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tillit.config.headers.private_pages",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    *LOGIN_MIDDLEWARE,
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "tillit.web.busy.TryAgain",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "tillit.web.frame.frame",
            ]
        },
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
CSRF_COOKIE_AGE = None  # until the browser is closed, like the answers
SESSION_IDLE = IDLE
SESSION_LONGEST = LONGEST
LOGIN_CODE_LASTS = CODE_LASTS
globals().update(login_settings(https=HTTPS, debug=DEBUG or DEMO, proxies=PROXIES))
CSRF_FAILURE_VIEW = "tillit.web.texts.errors.form_expired"

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings("DEBUG" if DEBUG else "INFO")
