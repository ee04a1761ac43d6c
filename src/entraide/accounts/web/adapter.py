"""Where allauth's sign-in meets the house: nobody signs up, and what happens is entered in the ledger."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from entraide.accounts import services
from entraide.accounts.models import Person
from entraide.kernel.clock import now


class HouseAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by e-mail address and password, for people whom an administrator added."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not go together."),
        "too_many_login_attempts": _("Too many failed attempts. Wait a few minutes, then try again."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator adds people."""
        return False

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Note the sign-in and put the pages into the person's language."""
        assert isinstance(user, Person)
        methods = tuple(
            dict.fromkeys(str(done["method"]) for done in get_authentication_records(request, user))
        )
        services.note_sign_in(user, acting=user, at=now(), methods=methods)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        speak(response, user.language)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Note the sign-out, then end the session."""
        if isinstance(request.user, Person):
            services.note_sign_out(request.user, acting=request.user, at=now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note that somebody failed to sign in."""
        services.note_failed_sign_in(str(credentials.get("email") or ""), at=now())


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps and recovery codes encrypted under the node's own key."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode("utf-8")).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode("ascii")).decode("utf-8")


def speak(response: HttpResponse, language: str) -> None:
    """From the next page on, the node speaks this language to the person."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    translation.activate(language)


def _box() -> Fernet:
    key = hashlib.sha256(b"entraide.accounts.second_step\x00" + settings.SECRET_KEY.encode("utf-8")).digest()
    return Fernet(base64.urlsafe_b64encode(key))
