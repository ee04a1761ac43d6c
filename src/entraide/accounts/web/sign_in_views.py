"""allauth's pages that change how a person signs in, each with its ledger entry in the same transaction."""

from typing import Any

from allauth.account.views import PasswordChangeView, PasswordResetFromKeyView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.http import HttpResponse

from entraide.accounts import services
from entraide.accounts.models import Person
from entraide.kernel.clock import now


class Entered:
    """The change and its entry are written together, or neither is."""

    what: str
    request: Any

    def changed(self) -> Person:
        """Whose sign-in changes."""
        person = self.request.user
        assert isinstance(person, Person)
        return person

    def form_valid(self, form: Any) -> HttpResponse:
        """Do what allauth does, and tell the ledger."""
        person = self.changed()
        with transaction.atomic():
            services.note_security_change(person, self.what, acting=person, at=now())
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response


class ChangePassword(Entered, PasswordChangeView):  # type: ignore[misc]
    what = "password_changed"


class ResetPassword(Entered, PasswordResetFromKeyView):  # type: ignore[misc]
    what = "password_reset_by_mail"

    def changed(self) -> Person:
        person = self.reset_user
        assert isinstance(person, Person)
        return person


class ActivateApp(Entered, ActivateTOTPView):  # type: ignore[misc]
    what = "app_activated"


class DeactivateApp(Entered, DeactivateTOTPView):  # type: ignore[misc]
    what = "app_deactivated"


class GenerateCodes(Entered, GenerateRecoveryCodesView):  # type: ignore[misc]
    what = "recovery_codes_generated"
