"""Django's and allauth's settings of sessions and of signing in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from yhdyspinta.environment import Environment

PROVIDER = "openid_connect"
ORGANISATION = "organisaatio"  # stands in the address to which the organisation's sign-in comes back
APPS = ("allauth", "allauth.account", "allauth.mfa", "allauth.socialaccount")
MIDDLEWARE = "allauth.account.middleware.AccountMiddleware"
CODE_SECONDS = 15 * 60


def account_settings(environment: Environment) -> dict[str, Any]:
    """Sessions live in the content database and end with the working day; counts of tries are shared by all processes."""
    proxies = 1 if environment.production else 0  # TLS ends at one proxy in front
    return {
        "AUTH_USER_MODEL": "accounts.Account",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": _PASSWORDS,
        "LOGIN_URL": "sign_in",
        "LOGIN_REDIRECT_URL": "own",
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_counted"}},
        "SESSION_COOKIE_NAME": "__Host-session" if environment.production else "session",
        "SESSION_COOKIE_AGE": 12 * 60 * 60,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_TRUSTED_ORIGINS": _origins(environment.address),
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "ALLAUTH_TRUSTED_PROXY_COUNT": proxies,
        "ACCOUNT_ADAPTER": "yhdyspinta.accounts.adapters.AccountAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # the code in the letter, and the organisation's word, are the proof
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,  # our own letter tells what to do
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": CODE_SECONDS,
        "ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS": 5,
        "ACCOUNT_RATE_LIMITS": {
            "request_login_code": "20/m/ip,3/m/key,10/h/key",
            "login_failed": "10/m/ip,5/300s/key",
            "send_letter": "60/h/user",
        },
        "MFA_ADAPTER": "yhdyspinta.accounts.adapters.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Yhdyspinta",
        "MFA_TOTP_TOLERANCE": 1,  # clocks of phones
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,  # nobody has an account without having shown that the address is theirs
        "SOCIALACCOUNT_ADAPTER": "yhdyspinta.accounts.adapters.OrganisationAdapter",
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_PROVIDERS": _providers(environment),
    }


_PASSWORDS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email",)}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]


def _origins(address: str) -> list[str]:
    """Behind the proxy that ends TLS a form comes from the installation's own address, which Django does not see by itself."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.scheme in ("http", "https") and parts.netloc else []


def _providers(environment: Environment) -> dict[str, Any]:
    known = environment.sign_in
    if known is None:
        return {}
    app = {
        "provider_id": ORGANISATION,
        "name": known.name,
        "client_id": known.client_id,
        "secret": known.secret,
        "settings": {"server_url": known.issuer, "oauth_pkce_enabled": True, "scope": ["openid", "profile", "email"]},
    }
    return {PROVIDER: {"APPS": [app]}}
