"""Forms of accounts, rights and passkeys."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.names import clean_name
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm, KitForm
from sanggar.people.fields import AccountField
from sanggar.people.models import Account, Role
from sanggar.people.queries import passkey_with_credential

# An inspector's right is for a region and given by `sanggar inspector`; a participant's comes with the enrolment.
GIVEN_HERE = [choice for choice in Role.choices if choice[0] not in (Role.INSPECTOR, Role.PARTICIPANT)]
MANGLED = (TypeError, ValueError, LookupError, AttributeError)
"""What the reading of an answer stumbles over that no browser of ours made."""


class RightForm(ActForm):
    """A right for the whole office."""

    account = AccountField(label=_("Email akun"))
    role = forms.ChoiceField(label=_("Hak"), choices=[("", _("Pilih hak")), *GIVEN_HERE])


class AccountForm(ActForm):
    """A new account with its first right."""

    name = ReadField(clean_name, label=_("Nama"))
    email = forms.EmailField(
        label=_("Email"), help_text=_("Tautan untuk membuat kata sandi dikirim ke alamat ini."), max_length=254
    )
    role = forms.ChoiceField(label=_("Hak pertama"), choices=[("", _("Pilih hak")), *GIVEN_HERE])


class PasskeyNameForm(ActForm):
    name = forms.CharField(label=_("Nama kunci"), help_text=_("Misalnya: ponsel saya."), max_length=60)


class PasskeyForm(PasskeyNameForm):
    """A new passkey: `credential` is what the device made of the challenge that the page held."""

    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Perangkat Anda belum membuat kunci. Coba sekali lagi.")},
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["name"].required = False  # the device has its key by now; it is not refused for want of a name

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"] or gettext("Kunci sandi"))

    def clean_credential(self) -> dict[str, Any]:
        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            if not passkey_with_credential(self.account, credential):  # sent twice, it was proved the first time
                auth.complete_registration(credential)
        except MANGLED as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return credential


class PasskeyProof(KitForm, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """The answer of a passkey on the sign-in page, after a password, or to prove who one is (`settings.MFA_FORMS`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"user": None, **kwargs})

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except MANGLED as error:
            raise get_adapter().validation_error("incorrect_code") from error
