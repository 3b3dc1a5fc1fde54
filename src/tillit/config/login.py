"""How people log in: sessions, and the parts of django-allauth that Tillit uses (docs/decisions/0006).

There are no passwords, so nothing here is about them. Durations are in seconds.
"""

from typing import Any, Final

IDLE: Final = 30 * 60  # a session nobody uses ends
LONGEST: Final = 12 * 60 * 60  # and every session ends on the same day
CODE_LASTS: Final = 10 * 60
CODE_TRIES: Final = 5

#: "amount/time/whom": ip is the visitor's network, key the address or person in question.
RATE_LIMITS: Final = {
    "request_login_code": "20/m/ip,5/h/key",
    "guess_login_code": "30/m/ip",
    "try_login_code": f"{CODE_TRIES}/{CODE_LASTS}s/key",
    "use_login_code": f"1/{CODE_LASTS}s/key",
    "login_failed": "20/m/ip,5/300s/key",
    "passkey_login": "30/m/ip",
    "service_login": "30/m/ip",
}

#: For INSTALLED_APPS, after Django's own contenttypes and auth.
LOGIN_APPS: Final = [
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

#: For MIDDLEWARE, in this order, before the middleware that ask who it is.
LOGIN_MIDDLEWARE: Final = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tillit.web.sessions.bounded_sessions",
]


def login_settings(*, https: bool, debug: bool, proxies: int = 0) -> dict[str, Any]:
    """Return the settings by name, for `globals().update`. `proxies`: how many stand before the server."""
    return {**_cookies(https), **_allauth(debug), "ALLAUTH_TRUSTED_PROXY_COUNT": proxies}


def _cookies(https: bool) -> dict[str, Any]:
    """Sessions live in the database; their cookies belong to this host alone when there is HTTPS."""
    prefix = "__Host-" if https else ""
    return {
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_NAME": f"{prefix}tillit",
        "SESSION_COOKIE_AGE": LONGEST,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_NAME": f"{prefix}csrf",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": https,
        "SESSION_IDLE": IDLE,
        "SESSION_LONGEST": LONGEST,
        "LOGIN_CODE_LASTS": CODE_LASTS,
    }


def _allauth(debug: bool) -> dict[str, Any]:
    """What allauth is told: no passwords, no linking by address, no accounts made behind our back."""
    return {
        "AUTH_USER_MODEL": "store.Person",
        "AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/min-sida/",
        "LOGOUT_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "tillit.web.login.adapter.Adapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # a code that was typed is the proof
        "ACCOUNT_LOGIN_TIMEOUT": CODE_LASTS,
        "ACCOUNT_RATE_LIMITS": RATE_LIMITS,
        "SOCIALACCOUNT_ADAPTER": "tillit.web.login.identity.Services",
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 5,
        "MFA_ADAPTER": "tillit.web.login.adapter.FactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_ISSUER": "Tillit",
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_WEBAUTHN_USER_VERIFICATION": "required",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": debug,
    }
