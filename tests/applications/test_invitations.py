"""Categories with their own seats, and the codes that open those which are not for everyone."""

import json
import uuid
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import answers_for, apply, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_programme
from factories.races import race
from sanggar.applications import actions
from sanggar.applications.documents.invitations import slips_data
from sanggar.applications.models import Application, Call, InvitationCode, InvitationUse
from sanggar.applications.pages import invited
from sanggar.applications.pages.facts import call_facts
from sanggar.applications.pages.in_order import read_in_order
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Organisation
from sanggar.planning.models import Programme
from sanggar.selection.features import features_of

pytestmark = pytest.mark.django_db
FORM = "/daftar/tahap-1/"
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/buka/tahap-1/"
SHUT = "Belum ada kode undangan yang berlaku"


@pytest.fixture
def call(programme: Programme) -> Call:
    return invited_call(programme)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def invited_call(programme: Programme) -> Call:
    """Communities come by invitation, with fifteen seats."""
    call = make_call(programme, published=False)
    given = {"name": "Komunitas KIM", "name_en": "KIM groups", "seats": 15, "needs_code": True}
    actions.write_category(call, key="community", by=SETUP, at=clock.now(), **given)
    actions.publish_call(call, by=SETUP, at=clock.now())
    return call


def codes(call: Call, count: int = 1, allowed: int = 1) -> list[str]:
    made = actions.make_codes(
        call, "community", count=count, allowed=allowed, note="KIM Sukun", by=SETUP, at=clock.now()
    )
    return [each.code for each in made]


def sent(number: int = 1, **more: Any) -> dict[str, Any]:
    people = ("3573055708039001", "3573011203959002", "3573021010909009")
    born = (date(2003, 8, 17), date(1995, 3, 12), date(1990, 10, 10))
    return {
        "submission_id": str(uuid.uuid4()),
        "step": "send",
        "name": "Sulastri",
        "nik": people[number - 1],
        "birth_date": born[number - 1].isoformat(),
        "sex": "P",
        "kelurahan": "35.73.05.1004",
        "phone": "0812 3456 7890",
        "track": "youtube",
        "category": "community",
        "motivation": "Ingin memasarkan keripik tempe.",
        "notice": "on",
    } | more


# --- categories ------------------------------------------------------------------------------------------------------
def test_the_public_reads_each_category_with_its_seats_and_door(call: Call) -> None:
    told = "Komunitas KIM · 15 kursi · dengan kode undangan"
    for address in (FORM, "/diskominfo-malang/youtuber-tiktok/"):
        assert told in Client().get(address).content.decode()


def test_a_category_of_the_office_s_own_is_chosen_and_read_everywhere(desk: Client, programme: Programme) -> None:
    call = make_call(programme, published=False)
    given = {"once": str(uuid.uuid4()), "name": "Admin kelurahan", "name_en": "Village admins", "seats": "5"}
    assert desk.post(f"{ROOM}susun/kategori/", given).status_code == 302
    call.refresh_from_db()
    actions.publish_call(call, by=SETUP, at=clock.now())
    assert Client().post(FORM, sent(category="k1")).status_code == 303
    application = Application.objects.get()
    assert application.category_name == "Admin kelurahan"
    assert "Admin kelurahan" in Client().get(application.own_path).content.decode()
    assert features_of(call)["category"].values["k1"] == "Admin kelurahan"
    queue = desk.get("/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/lamaran/?category=k1").content.decode()
    assert ("Admin kelurahan" in queue, application.receipt in queue) == (True, True)


def test_seats_of_categories_never_promise_more_than_the_stage_has(programme: Programme) -> None:
    call = make_call(programme, published=False)
    write = partial(actions.write_category, call, by=SETUP, at=clock.now(), name_en="x")
    write(key="public", name="Umum", seats=40)
    with pytest.raises(actions.TooManyCategorySeats):
        write(key="civil_servant", name="ASN", seats=11)
    with pytest.raises(actions.CategoryNameTaken):
        write(name="umum")


def test_after_publication_only_the_name_of_a_category_changes(call: Call) -> None:
    write = partial(actions.write_category, call, key="community", by=SETUP, at=clock.now(), name_en="KIM")
    write(name="KIM dan lainnya", seats=15, needs_code=True)
    assert call.category_of("community").name == "KIM dan lainnya"
    for change in ({"seats": 20, "needs_code": True}, {"seats": 15, "needs_code": False}):
        with pytest.raises(actions.CallPublished):
            write(name="KIM", **change)
    with pytest.raises(actions.CallPublished):
        actions.remove_category(call, "public", by=SETUP, at=clock.now())


def test_a_category_keeps_its_name_once_somebody_applied_and_the_record_keeps_both(call: Call) -> None:
    write = partial(actions.write_category, call, key="community", by=SETUP, at=clock.now(), seats=15, needs_code=True)
    write(name="KIM", name_en="KIM")
    told = json.loads(AuditEntry.objects.filter(verb="applications.write_category").latest("pk").details)
    assert (told["words_before"]["name"], told["words"]["name"]) == ("Komunitas KIM", "KIM")
    apply(call)
    with pytest.raises(actions.CategoryChosen):
        write(name="ASN", name_en="Civil servants")
    write(name="KIM", name_en="KIM")


# --- codes -----------------------------------------------------------------------------------------------------------
def test_with_a_code_one_applies_once_and_the_same_form_again_gets_the_same_receipt(call: Call) -> None:
    (code,) = codes(call)
    form = sent(invitation_code=code.lower().replace("-", " "))
    first, again = Client().post(FORM, form), Client().post(FORM, form)
    assert (first.status_code, first["Location"]) == (303, again["Location"])
    kept = InvitationCode.objects.get()
    assert (kept.uses, InvitationUse.objects.get().code, code in kept.code_sealed) == (1, kept, False)


@pytest.mark.parametrize("wrong", ["none", "used", "revoked", "other"])
def test_every_wrong_code_is_refused_in_the_same_words(call: Call, wrong: str) -> None:
    (code,) = codes(call)
    if wrong == "used":
        apply(call, numbered_answers(call, 3, category="community", invitation_code=code))
    if wrong == "revoked":
        actions.revoke_code(InvitationCode.objects.get(), by=SETUP, at=clock.now())
    typed = {"none": "2222-2222-2222", "other": "'; DROP TABLE"}.get(wrong, code)
    for step in ("check", "send"):
        page = Client().post(FORM, sent(step=step, invitation_code=typed))
        assert (page.status_code, "Kode ini tidak berlaku untuk kategori" in page.content.decode()) == (422, True)


def test_without_a_code_the_category_is_closed_and_another_one_needs_none(call: Call) -> None:
    refused = Client().post(FORM, sent())
    assert (refused.status_code, "memerlukan kode undangan" in refused.content.decode()) == (422, True)
    (code,) = codes(call)
    assert Client().post(FORM, sent(category="public", invitation_code=code)).status_code == 303
    assert InvitationCode.objects.get().uses == 0


def test_who_changes_into_the_category_needs_a_code_then_and_not_again(call: Call) -> None:
    application = apply(call)
    (code,) = codes(call)
    into = answers_for(call, nik="", category="community", motivation="Lain.")
    with pytest.raises(actions.InvitationNeeded):
        actions.edit_application(application, into, by=application.actor, at=clock.now())
    address = f"{application.own_path}ubah/"
    form = {name: value for name, value in sent().items() if name not in ("nik", "notice", "step", "submission_id")}
    form["revision"] = "1"
    assert Client().post(address, form).status_code == 422
    assert Client().post(address, form | {"invitation_code": code}).status_code == 302
    assert Client().post(address, form | {"motivation": "Sekali lagi.", "revision": "2"}).status_code == 302
    assert (Application.objects.get().category, InvitationCode.objects.get().uses) == ("community", 1)


def test_who_the_office_entered_in_the_category_edits_without_a_code(call: Call) -> None:
    imported = apply(call)
    Application.objects.update(category="community")  # as a list from elsewhere comes in: without a code
    form = {name: value for name, value in sent().items() if name not in ("nik", "notice", "step", "submission_id")}
    address = f"{imported.own_path}ubah/"
    form["revision"] = "1"
    assert Client().post(address, form | {"motivation": "Dengan ponsel sendiri."}).status_code == 302
    form["revision"] = "2"
    imported.refresh_from_db()
    assert (imported.motivation, imported.category) == ("Dengan ponsel sendiri.", "community")
    assert Client().post(address, form | {"category": "public"}).status_code == 302
    assert Client().post(address, form | {"revision": "3"}).status_code == 422


def test_guesses_are_limited_for_an_address(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invited, "TRIES", 2)
    tries = [
        Client().post(FORM, sent(step="check", invitation_code="2222-2222-2222"), REMOTE_ADDR="203.0.113.9")
        for _ in range(3)
    ]
    assert [each.status_code for each in tries] == [422, 422, 429]
    (code,) = codes(call)
    right = Client().post(FORM, sent(invitation_code=code), REMOTE_ADDR="203.0.113.9")
    assert (right.status_code, "Retry-After" in right) == (429, True)


@pytest.mark.usefixtures("call")
def test_a_draft_s_code_is_a_try_when_it_is_kept_and_none_when_the_page_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(invited, "TRIES", 3)
    away, guess = {"REMOTE_ADDR": "203.0.113.9"}, "2222-2222-2222"
    path = Client().post(FORM, sent(step="draft", invitation_code=guess), **away)["Location"]
    for version, step in (("1", "draft"), ("2", "check")):
        form = sent(step=step, invitation_code=guess, draft_version=version)
        assert Client().post(path, form, **away).status_code == 303
    assert [Client().get(f"{path}?periksa", **away).status_code for _ in range(4)] == [422] * 4
    late = Client().post(path, sent(step="draft", invitation_code=guess, draft_version="3"), **away)
    assert late.status_code == 429


def test_the_database_itself_holds_the_count(call: Call) -> None:
    codes(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationCode.objects.update(uses=2)


@pytest.mark.django_db(transaction=True)
def test_of_8_who_race_for_3_uses_exactly_3_come_in(office: Organisation) -> None:
    call = invited_call(make_programme(office))
    (code,) = codes(call, allowed=3)
    people = [numbered_answers(call, number, category="community", invitation_code=code) for number in range(1, 9)]
    outcomes = race([partial(apply, call, each) for each in people])
    assert outcomes == {"done": 3, "invitation_refused": 5}
    assert (InvitationCode.objects.get().uses, Application.objects.count()) == (3, 3)
    assert AuditEntry.objects.filter(verb="applications.submit").count() == 3


def test_the_lane_leaves_invitations_to_the_pages(call: Call) -> None:
    facts = call_facts("tahap-1")
    assert facts is not None
    for more, is_taken in (
        ({"category": "public"}, True),
        ({}, False),
        ({"category": "public", "invitation_code": "x"}, False),
    ):
        read = read_in_order(facts, {name: [value] for name, value in sent(**more).items()})
        assert (read is not None) == is_taken


def test_an_officer_makes_prints_exports_and_revokes_codes(desk: Client, call: Call) -> None:
    form = {"once": str(uuid.uuid4()), "category": "community", "count": "3", "allowed": "2", "note": "KIM Sukun"}
    assert desk.post(f"{ROOM}kode/baru/", form).status_code == 302
    first, *_others = InvitationCode.objects.all()
    assert first.code in desk.get(f"{ROOM}kode/?format=csv").content.decode()
    assert desk.get(f"{ROOM}kode/cetak/")["Content-Type"] == "application/pdf"
    [slip, *_more] = slips_data(call, [first], at=clock.now())["slips"]
    assert slip == {"category": "Komunitas KIM · KIM Sukun", "code": first.code, "uses": "Berlaku untuk 2 lamaran."}
    assert desk.post(f"{ROOM}kode/{first.pk}/cabut/", {"once": str(uuid.uuid4())}).status_code == 302
    first.refresh_from_db()
    assert first.revoked_at is not None
    told = " ".join(AuditEntry.objects.values_list("details", flat=True))
    assert first.code not in told


def test_who_only_reads_sees_no_codes(call: Call, inspector: Account, signed_in: Callable[[Account], Client]) -> None:
    codes(call)
    assert signed_in(inspector).get(f"{ROOM}kode/").status_code == 403


def test_who_has_marked_a_category_is_not_told_to_mark_one(desk: Client, programme: Programme) -> None:
    call = make_call(programme, published=False)
    mark, marked = "Tandai sebuah kategori", "Kategori yang hanya dapat dipilih dengan kode belum dapat dimasuki"
    page = desk.get(f"{ROOM}kode/").content.decode()
    assert (mark in page, marked in page) == (True, False)
    given = {"name": "Komunitas KIM", "name_en": "KIM groups", "seats": 15, "needs_code": True}
    actions.write_category(call, key="community", by=SETUP, at=clock.now(), **given)
    page = desk.get(f"{ROOM}kode/").content.decode()
    assert (mark in page, marked in page) == (False, True)


# --- said before publishing ------------------------------------------------------------------------------------------
def test_who_publishes_is_told_of_a_category_that_no_code_opens_and_may_publish_all_the_same(
    desk: Client, programme: Programme
) -> None:
    call = make_call(programme, published=False)
    page = desk.get(f"{ROOM}terbitkan/")
    assert (page.status_code, SHUT in page.content.decode()) == (200, False)
    given = {"name": "Komunitas KIM", "name_en": "KIM groups", "seats": 15, "needs_code": True}
    actions.write_category(call, key="community", by=SETUP, at=clock.now(), **given)
    words = told_before_publishing(desk)
    assert words == ["Kategori “Komunitas KIM” hanya dapat dipilih dengan kode undangan, tetapi kodenya belum dibuat."]
    assert desk.post(f"{ROOM}terbitkan/", {"once": str(uuid.uuid4())}).status_code == 302
    call.refresh_from_db()
    assert call.published_at


def test_codes_that_are_revoked_or_used_up_open_nothing_and_one_that_is_left_does(
    desk: Client, programme: Programme
) -> None:
    call = make_call(programme, published=False)
    given = {"name": "Komunitas KIM", "name_en": "KIM groups", "seats": 15, "needs_code": True}
    actions.write_category(call, key="community", by=SETUP, at=clock.now(), **given)
    actions.write_category(call, key="guests", by=SETUP, at=clock.now(), **(given | {"name": "Tamu"}))
    codes(call, 2)
    first, second = call.invitation_codes.all()
    actions.revoke_code(first, by=SETUP, at=clock.now())
    none_for_guests = "Kategori “Tamu” hanya dapat dipilih dengan kode undangan, tetapi kodenya belum dibuat."
    assert told_before_publishing(desk) == [none_for_guests]
    InvitationCode.objects.filter(pk=second.pk).update(uses=1)
    all_gone = "Kategori “Komunitas KIM” hanya dapat dipilih dengan kode undangan, tetapi semua kodenya sudah habis"
    assert told_before_publishing(desk) == [f"{all_gone} dipakai atau dicabut.", none_for_guests]


def told_before_publishing(desk: Client) -> list[str]:
    """The warning, which leads to where codes are made."""
    answer = desk.get(f"{ROOM}terbitkan/")
    page = answer.content.decode()
    assert (SHUT in page, f'href="{ROOM}kode/baru/"' in page) == (True, True)
    return [each for each in answer.context["words"].codes_missing if each in page]
