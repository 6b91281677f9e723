"""How the seats go, as every text of a call tells it: never more than its published procedure says."""

from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import apply, make_call
from factories.people import SETUP
from factories.selection import make_procedure
from sanggar.applications.actions import accept_for_draw
from sanggar.applications.letters import send_receipt
from sanggar.applications.models import Call, SeatsGo
from sanggar.applications.status import own_status
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Rule

pytestmark = pytest.mark.django_db

TOLD = {
    "lottery": "undian terbuka di antara semua yang memenuhi syarat. Tidak perlu berebut",
    "floor": "mencapai nilai minimum. Tidak perlu berebut",
    "merit": "Kursi diberikan menurut nilai tertinggi, tanpa undian.",
    "first_come": "Kursi diberikan kepada yang lebih dulu mendaftar di antara yang memenuhi syarat, tanpa undian.",
}
ANSWERED = {
    "lottery": "Tidak. Semua yang mendaftar sebelum ditutup dan memenuhi syarat ikut undian",
    "floor": "Tidak. Semua yang mendaftar sebelum ditutup, memenuhi syarat, dan mencapai nilai minimum",
    "merit": "Tidak. Nilai menentukan",
    "first_come": "Ya. Di antara yang memenuhi syarat",
}


def terms_of(rule: str) -> dict[str, Any]:
    source = "" if rule == "first_come" else "dice"
    return {"rule": rule, "source_kind": source, "objection_days": 0} | ({"floor": 60} if rule == "floor" else {})


def said_of_others(page: str, told: dict[str, str], rule: str) -> list[str]:
    return [other for other, words in told.items() if other != rule and words in page]


@pytest.mark.parametrize("rule", TOLD)
def test_every_text_of_a_call_follows_its_rule(client: Client, programme: Programme, rule: str) -> None:
    call = make_call(programme)
    make_procedure(call, **terms_of(rule))
    call.refresh_from_db()
    form = client.get(call.path).content.decode()
    application = apply(call, email="sulastri@contoh.example")
    send_receipt.call(application.pk)
    letter = mail.outbox[-1].body
    home = client.get(f"/{programme.organisation.slug}/{programme.slug}/").content.decode()
    for page in (form, letter, home):
        assert TOLD[rule] in " ".join(page.split())
        assert said_of_others(page, TOLD, rule) == []
    marked = rule in ("floor", "merit")
    assert ("Jawaban ini dinilai" in form, "Beberapa kalimat sudah cukup" in form) == (marked, not marked)
    assert f'<a href="/undian/{call.slug}/">Tata cara seleksi lengkap' in form
    assert ANSWERED[rule] in home
    assert said_of_others(home, ANSWERED, rule) == []
    assert ("Bagaimana saya tahu undiannya jujur?" in home) == (rule in ("lottery", "floor"))


@pytest.mark.parametrize("rule", TOLD)
def test_nothing_is_said_before_the_procedure_is_published(client: Client, programme: Programme, rule: str) -> None:
    call = make_call(programme)
    actions.write_procedure(call, actions.Terms(**terms_of(rule)), by=SETUP, at=clock.now())
    home = client.get(f"/{programme.organisation.slug}/{programme.slug}/").content.decode()
    page = client.get(call.path).content.decode() + home
    assert [words for words in (*TOLD.values(), *ANSWERED.values(), "berebut", "didahulukan") if words in page] == []


def test_a_changed_rule_changes_what_is_said(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    make_procedure(call)
    terms = actions.Terms(**terms_of("first_come"))
    actions.write_procedure(call, terms, reason="Diminta dewan", by=SETUP, at=clock.now())
    page = client.get(call.path).content.decode()
    assert (TOLD["first_come"] in page, TOLD["lottery"] in page) == (True, False)


def test_calls_that_differ_are_answered_one_by_one(client: Client, programme: Programme) -> None:
    make_procedure(make_call(programme))
    make_procedure(make_call(programme, slug="tahap-1b"), **terms_of("first_come"))
    home = client.get(f"/{programme.organisation.slug}/{programme.slug}/").content.decode()
    assert home.count("<b>Pendaftaran Tahap 1.</b> ") == 2
    assert (ANSWERED["lottery"] in home, ANSWERED["first_come"] in home) == (True, True)


@pytest.mark.parametrize(
    ("rule", "title", "text"),
    [
        ("lottery", "Masuk daftar undian", "ikut diundi setelah pendaftaran ditutup"),
        ("floor", "Memenuhi syarat", "Bila nilainya mencapai nilai minimum"),
        ("merit", "Memenuhi syarat", "menurut nilai tertinggi"),
        ("first_come", "Memenuhi syarat", "kepada yang lebih dulu mendaftar"),
    ],
)
def test_who_is_eligible_reads_what_comes_next(programme: Programme, rule: str, title: str, text: str) -> None:
    call = make_call(programme)
    make_procedure(call, **terms_of(rule))
    application = apply(Call.objects.get(pk=call.pk))
    accept_for_draw(application, by=SETUP, at=clock.now())
    status = own_status(application)
    assert (status.title, text in status.text) == (title, True)


def test_the_database_knows_only_these_rules_and_the_procedure_no_other(programme: Programme) -> None:
    call = make_call(programme)
    assert SeatsGo.choices == Rule.choices
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(seats_go="other")
