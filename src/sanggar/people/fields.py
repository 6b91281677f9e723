"""Form fields that name people, and where they live."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError, as_validation_error
from sanggar.foundation.models import Region
from sanggar.foundation.regions import villages_within
from sanggar.people.actions import account_with_email
from sanggar.people.models import Account, Organisation


class AccountField(forms.EmailField):
    """An account that exists, by the e-mail it signs in with: nobody needs to be listed to be named."""

    def clean(self, value: Any) -> Account | None:
        email = super().clean(value)
        if not email:
            return None
        try:
            return account_with_email(email)
        except DomainError as error:
            raise as_validation_error(error) from None


class VillageField(forms.ChoiceField):
    """A kelurahan of the office's region by its code, listed under its kecamatan."""

    def __init__(self, office: Organisation, **kwargs: Any) -> None:
        self.office = office
        super().__init__(choices=self._grouped, **kwargs)

    def _grouped(self) -> list[tuple[str, Any]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for village in villages_within(self.office.region_id).values():
            groups.setdefault(village.parent.name if village.parent else "", []).append((village.code, village.name))
        return [("", _("Pilih kelurahan")), *groups.items()]

    def clean(self, value: Any) -> Region | None:
        code = self.to_python(value)
        if not code and not self.required:
            return None
        if not code:
            raise ValidationError(self.error_messages["required"], code="required")
        if village := villages_within(self.office.region_id).get(code):
            return village
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
