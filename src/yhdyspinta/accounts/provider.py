"""An organisation's sign-in by OpenID Connect. allauth looks for a module of this name.

allauth's own provider asks no nonce, and trusts the signature to the connection; here every token is checked whole
(OpenID Connect Core 1.0, 3.1.3.7).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

_ALGORITHMS = ["RS256", "PS256", "ES256"]
_LEEWAY = 60  # seconds between two clocks


class _Client(OAuth2Client):
    """Asks with a nonce, made of the state that only this session knows."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, str]) -> str:
        return super().get_redirect_url(authorization_url, scope, {**extra_params, "nonce": _nonce(str(self.state))})


class OrganisationSignIn(OpenIDConnectOAuth2Adapter):
    """Asks who came, and checks the answer."""

    client_class = _Client

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer tells of itself; it must be the one of the settings."""
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != settings.ENVIRONMENT.sign_in.issuer:
            raise OAuth2Error("The issuer calls itself by another name.")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """The address that is registered with the organisation: the installation's own where it has one."""
        path = reverse("openid_connect_callback", args=[self.provider_id])
        address = settings.ENVIRONMENT.address
        return f"{address}{path}" if address else request.build_absolute_uri(path)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        claims = self._claims(app, str(kwargs["response"].get("id_token", "")), _nonce(request.GET.get("state", "")))
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.claims = claims
        return login

    def _claims(self, app: SocialApp, id_token: str, nonce: str) -> dict[str, Any]:
        config = self.openid_config
        with get_adapter().get_requests_session() as session:
            reply = session.get(config["jwks_uri"])
            reply.raise_for_status()
        try:
            key = jwt.PyJWKSet.from_dict(reply.json())[jwt.get_unverified_header(id_token).get("kid", "")]
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=key,
                algorithms=_ALGORITHMS,
                issuer=config["issuer"],
                audience=app.client_id,
                leeway=_LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
            )
        except (jwt.PyJWTError, KeyError, ValueError) as error:
            raise OAuth2Error(f"The token is not valid: {error}") from error
        if not hmac.compare_digest(str(claims["nonce"]), nonce):
            raise OAuth2Error("The token answers another question.")
        return claims


class OrganisationProvider(OpenIDConnectProvider):
    """allauth's provider of the general kind, with our own way of asking; nothing of the answer is kept but who it is."""

    oauth2_adapter_class = OrganisationSignIn

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}


def _nonce(state: str) -> str:
    return hashlib.sha256(f"nonce {state}".encode()).hexdigest()


provider_classes = [OrganisationProvider]
