"""How many applied is one number, by one name, wherever it is told."""

from collections.abc import Callable

import pytest
from django.test import Client

from factories.applications import apply, apply_many, make_call
from factories.selection import make_procedure
from sanggar.applications.models import Application, ApplicationState
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"


def test_who_withdrew_or_repeats_a_nik_is_no_applicant_anywhere(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    """Seven applications: one withdrawn, one with a NIK that is there already, one refused, four still wait."""
    call, client = make_call(programme), signed_in(officer)
    make_procedure(call, quotas={"sex": {"L": (0, 50), "P": (0, 50)}})
    *_others, refused, gone = [apply(call), *apply_many(call, 5)]
    apply(call)
    Application.objects.filter(pk=gone.pk).update(state=ApplicationState.WITHDRAWN)
    Application.objects.filter(pk=refused.pk).update(state=ApplicationState.REFUSED)
    Application.objects.update(changed_at=clock.now())
    pages = {
        "/diskominfo-malang/youtuber-tiktok/": "5 pendaftar",
        DESK: "5 pendaftar",
        f"{DESK}pendaftaran/buka/{call.slug}/": "7 lamaran masuk: 5 pendaftar, dan 2 ditarik",
        f"{DESK}seleksi/tata-cara/{call.slug}/": "4 dari 5 pendaftar masih dapat ikut.",
    }
    [row] = client.get(f"{DESK}pendaftaran/").context["listing"].page
    assert (row.applicants, row.received) == (5, 7)
    found = {page: " ".join(client.get(page).content.decode().split()) for page in pages}
    assert {page: told in found[page] for page, told in pages.items()} == dict.fromkeys(pages, True)
