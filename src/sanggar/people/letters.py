"""Letters to account holders, sent by the worker; they are given ids, never addresses or links."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django_tasks import task

from sanggar.foundation.mail import send_letter
from sanggar.people.models import Account


@task()
def send_welcome(account_id: int) -> None:
    """Tell someone that an account was opened for them, with the link by which they set their password."""
    account = Account.objects.get(pk=account_id)
    if not account.has_usable_password():
        context = {"account": account, "sign_in": reverse("account_request_login_code"), "path": password_path(account)}
        send_letter("people/letters/welcome", context, to=account.email, language=account.language)


@task()
def send_passkey_news(account_id: int, *, is_new: bool) -> None:
    """Tell someone that a passkey of their account came or went, in case it was not them."""
    account = Account.objects.get(pk=account_id)
    context = {"account": account, "is_new": is_new, "path": reverse("mfa_index")}
    send_letter("people/letters/passkey", context, to=account.email, language=account.language)


def password_path(account: Account) -> str:
    """Where a password can be set once; the link dies with the first use and after PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})
