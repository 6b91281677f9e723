"""Passkeys: added, named and removed on one's account page, used on the sign-in page. The ceremony is allauth's."""

import json
import time
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    raise_if_reauthentication_required,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.people.access import DeskRequest
from sanggar.people.actions import add_passkey, remove_passkey, rename_passkey
from sanggar.people.pages.forms import PasskeyForm, PasskeyNameForm
from sanggar.people.queries import passkeys_of
from sanggar.people.second_factors import SIGNED_IN_AT

View = Callable[..., HttpResponse]


class ProveByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    template_name = "people/prove_by_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | {"options": json.dumps(page["js_data"]["request_options"])}

    def form_invalid(self, form: Any) -> HttpResponse:
        """For allauth goes on to the sign-in page, which sends on who is signed in."""
        page: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return page


sign_in = login_not_required(LoginWebAuthnView.as_view())
prove = ProveByPasskey.as_view()


def surely_theirs(view: View) -> View:
    """Also for the app's codes, which allauth would let whoever has neither password nor passkey switch on at any time.

    Behind a password, code or passkey given a moment ago. Who has neither password nor codes may have come in a
    moment ago instead: by letter or link, as after the loss of the device that held the passkey.
    """

    @wraps(view)
    def opened(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        age = time.time() - request.session.get(SIGNED_IN_AT, 0)
        ways = get_reauthentication_flows(request.user)
        has_secret = any(way.get("types") != [Authenticator.Type.WEBAUTHN] for way in ways)
        if not has_secret and age <= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return view(request, *args, **kwargs)
        if not ways:
            return render(request, "people/sign_in_again.html", status=403)
        raise_if_reauthentication_required(request, app="allauth.mfa")
        return view(request, *args, **kwargs)

    return opened


def own_passkey(view: View) -> View:
    """Give a view the passkey of its address; one that is gone is told so on the account page."""

    @surely_theirs
    @wraps(view)
    def opened(request: DeskRequest, pk: int) -> HttpResponse:
        passkey = passkeys_of(request.user).filter(pk=pk).first()
        if passkey is None:
            messages.info(request, _("Kunci sandi itu sudah tidak ada."))
            return redirect("mfa_index")
        return view(request, passkey)

    return opened


@surely_theirs
def add(request: DeskRequest) -> HttpResponse:
    form = PasskeyForm(request.POST or None, account=request.user)
    if form.is_valid() and form.carry_out(partial(add_passkey, request.user), by=request.actor, at=clock.now()):
        record_authentication(request, request.user, "mfa", type=Authenticator.Type.WEBAUTHN, reauthenticated=True)
        messages.success(request, _("Kunci sandi ditambahkan. Mulai sekarang Anda dapat masuk dengannya."))
        return redirect("mfa_index")
    page = {"form": form, "options": json.dumps(auth.begin_registration(request.user, passwordless=True))}
    return render(request, "people/add_passkey.html", page, status=422 if form.errors else 200)


@own_passkey
def rename(request: DeskRequest, passkey: Authenticator) -> HttpResponse:
    form = PasskeyNameForm(request.POST or None, initial={"name": passkey.data["name"]})
    if form.is_valid() and form.carry_out(partial(rename_passkey, passkey), by=request.actor, at=clock.now()):
        return redirect("mfa_index")
    page = {"form": form, "passkey": passkey}
    return render(request, "people/rename_passkey.html", page, status=422 if form.errors else 200)


@own_passkey
def remove(request: DeskRequest, passkey: Authenticator) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(remove_passkey, passkey), by=request.actor, at=clock.now()):
        messages.success(request, _("Kunci sandi dihapus. Hapus juga dari perangkat Anda, agar tidak ditawarkan lagi."))
        return redirect("mfa_index")
    page = {"form": form, "passkey": passkey}
    return render(request, "people/remove_passkey.html", page, status=422 if form.errors else 200)
