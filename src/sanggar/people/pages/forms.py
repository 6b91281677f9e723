"""Forms of accounts and rights."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.names import clean_name
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm
from sanggar.people.fields import AccountField
from sanggar.people.models import Role

# An inspector's right is for a region and given by `sanggar inspector`; a participant's comes with the enrolment.
GIVEN_HERE = [choice for choice in Role.choices if choice[0] not in (Role.INSPECTOR, Role.PARTICIPANT)]


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
