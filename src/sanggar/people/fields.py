"""Form fields that name people."""

from typing import Any

from django import forms

from sanggar.foundation.errors import DomainError, as_validation_error
from sanggar.people.actions import account_with_email
from sanggar.people.models import Account


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
