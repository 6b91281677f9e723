"""Own data: to see, to take away, to correct, to object to, to have erased; and what nobody else sees of it."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client

from factories.applications import SULASTRI, answers_for, apply, make_call, numbered_answers
from factories.mentoring import make_mentor
from factories.people import SETUP, make_account
from factories.rights import ask, end, where_it_stands
from factories.training import make_cohort_of, make_enrolment
from sanggar.applications import data_letters
from sanggar.applications.actions import RightAskedAlready, answer_right, edit_application, withdraw_application
from sanggar.applications.models import Application, ApplicationState, Consent, RightsKind, RightsRequest
from sanggar.applications.queries import consents_in_force, texts_in_force
from sanggar.foundation import by_hand, clock
from sanggar.foundation.audit import erase_personal, subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.journeys import open_participant_account
from sanggar.people.actions import set_term
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def application(programme: Programme) -> Application:
    call = make_call(programme)
    texts = texts_in_force(call)
    return apply(call, email="sulastri@contoh.example", disability_need="Juru bahasa isyarat", consents=texts)


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Kartolo Wulandari")


def send(client: Client, address: str, **typed: str) -> int:
    form = client.get(address).context["form"]
    return client.post(address, {"once": str(form["once"].value()), **typed}).status_code


def copy_of(client: Client, address: str) -> dict[str, list[dict[str, object]]]:
    told = json.loads(client.get(f"{address}salinan.json").content)
    assert told["format"] == "sanggar-own-data-1"
    found: dict[str, list[dict[str, object]]] = {}
    for holding in told["holdings"]:
        found.setdefault(holding["table"], []).extend(holding["rows"])
    return found


def desk(programme: Programme, part: str = "") -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/data-pribadi/{part}"


# --- to see and take away
def test_the_copy_holds_what_was_told_and_no_nik(client: Client, application: Application) -> None:
    own = f"{application.own_path}data/"
    (told,) = copy_of(client, own)["applications.Application"]
    assert (told["name"], told["birth_date"], told["nik_prefix"], told["disability_need_sealed"]) == (
        "Sulastri", "2003-08-17", "357305", "Juru bahasa isyarat",
    )  # fmt: skip
    for page in (own, f"{own}salinan.json", f"{own}salinan.pdf"):
        answer = client.get(page)
        assert (answer.status_code, answer["Cache-Control"], SULASTRI in answer.content.decode(errors="ignore")) == (
            200, "no-store", False,
        )  # fmt: skip
    assert client.get(f"{own}salinan.pdf").content.startswith(b"%PDF-")


def test_the_copy_holds_what_stood_there_before_a_change_as_long_as_the_record_does(
    client: Client, application: Application
) -> None:
    given = answers_for(application.call, nik="", email="sulastri@contoh.example", motivation="Ingin\nberjualan.")
    edit_application(application, given, by=application.actor, at=clock.now())
    own = f"{application.own_path}data/"
    sent, changed = copy_of(client, own)["applications.ApplicationEvent"]
    before = "Motivasi: Ingin memasarkan keripik tempe buatan ibu lewat video."
    assert ("before" in sent, changed["before"]) == (False, before)
    assert "Isi sebelum diubah" in client.get(own).content.decode()
    erase_personal([subject_of(application)])
    assert "before" not in copy_of(client, own)["applications.ApplicationEvent"][1]


def test_what_was_never_asked_is_not_in_the_copy(client: Client, application: Application) -> None:
    (told,) = copy_of(client, f"{application.own_path}data/")["applications.Application"]
    assert [name for name in ("family_card_sealed", "channel_url", "own_answers_told") if name in told] == []


def test_a_contested_application_reads_like_one_that_waits(client: Client, application: Application) -> None:
    rival = apply(application.call, name="Orang Lain")
    assert rival.state == ApplicationState.CONTESTED
    told = [copy_of(client, f"{each.own_path}data/")["applications.Application"][0] for each in (application, rival)]
    assert told[0]["told_state"] == told[1]["told_state"] == "Menunggu diperiksa"
    page = client.get(f"{rival.own_path}data/").content.decode()
    assert [word for word in ("NIK ganda", "contested", "Sulastri") if word in page] == []


def test_a_link_tells_of_the_person_only_where_it_proves_them(client: Client, enrolment: Enrolment) -> None:
    own = f"{enrolment.application.own_path}data/"
    assert "people.Person" in copy_of(client, own)
    Application.objects.filter(pk=enrolment.application_id).update(phone="+6281299990000")
    told = copy_of(client, own)
    assert ("people.Person" in told, "training.Enrolment" in told) == (False, True)


def test_who_is_signed_in_reads_their_account_person_and_parts_and_nobody_else_s(
    enrolment: Enrolment, signed_in: SignIn, programme: Programme
) -> None:
    other = make_enrolment(enrolment.cohort, "Orang Lain")
    account = open_participant_account(enrolment, by=SETUP, at=clock.now())
    client = signed_in(account)
    told = copy_of(client, "/saya/data/")
    assert [row["name"] for table in ("people.Person", "people.Account") for row in told[table]] == [
        "Kartolo Wulandari", "Kartolo Wulandari",
    ]  # fmt: skip
    assert [row["receipt"] for row in told["applications.Application"]] == [enrolment.application.receipt]
    assert [row["language"] for row in told["people.Account"]] == ["Bahasa Indonesia"]
    assert other.application.receipt not in client.get("/saya/data/").content.decode()
    assert client.get("/saya/data/salinan.pdf").content.startswith(b"%PDF-")


def test_a_mentor_and_somebody_without_any_programme_read_their_own_too(
    programme: Programme, signed_in: SignIn, stranger: Account
) -> None:
    mentor = make_mentor(programme)
    assert copy_of(signed_in(mentor.account), "/saya/data/")["mentoring.Mentor"][0]["programme"] == programme.name
    alone = signed_in(stranger)
    assert [alone.get(page).status_code for page in ("/saya/data/", "/saya/data/salinan.pdf")] == [200, 200]
    assert alone.get("/saya/data/minta/erasure/").status_code == 404


def test_each_consent_is_withdrawn_by_itself(client: Client, application: Application) -> None:
    first, *others = consents_in_force(application)
    page = client.get(f"{application.own_path}data/")
    once = str(page.context["confirm"]["once"].value())
    answer = client.post(f"{application.own_path}data/tarik/{first.text.mark}/", {"once": once})
    assert (answer.status_code, len(others)) == (302, 1)
    assert list(consents_in_force(application)) == others
    assert Consent.objects.get(pk=first.pk).withdrawn_at is not None


# --- to ask
@pytest.mark.parametrize("kind", RightsKind.values)
def test_asking_starts_the_clock_of_three_days(client: Client, application: Application, kind: str) -> None:
    address = f"{application.own_path}data/minta/{kind}/"
    assert send(client, address, text="Nama saya salah tulis.") == 302
    (asked,) = RightsRequest.objects.all()
    assert (asked.kind, asked.due_at - asked.asked_at) == (kind, timedelta(hours=72))
    assert asked.text == "Nama saya salah tulis."
    assert "salah tulis" not in asked.text_sealed
    assert "Menunggu jawaban" in client.get(f"{application.own_path}data/").content.decode()
    assert send(client, address, text="Sekali lagi.") == 422
    assert AuditEntry.objects.filter(verb="applications.ask_right", actor_id=application.receipt).count() == 1


def test_the_clock_is_the_office_s_own_setting_from_its_day_on(
    application: Application, administrator: Account
) -> None:
    office = application.programme.organisation
    given = {"days": 2, "basis": "Perwali uji", "since": clock.today()}
    set_term(office, "answer", by=administrator.actor, at=clock.now(), **given)  # type: ignore[arg-type]  # kinds differ
    asked = ask(application)
    assert (asked.due_at - asked.asked_at, asked.clock_basis) == (timedelta(days=2), "Perwali uji")


def test_a_kind_that_is_none_and_a_wrong_link_lead_nowhere(client: Client, application: Application) -> None:
    assert client.get(f"{application.own_path}data/minta/lain/").status_code == 404
    assert client.get(f"/lamaran/{application.receipt}/{'0' * 26}/data/").status_code == 404


def test_before_asking_for_erasure_it_is_told_what_stands_in_the_way(client: Client, enrolment: Enrolment) -> None:
    page = client.get(f"{enrolment.application.own_path}data/minta/erasure/").content.decode()
    assert "pelatihan yang sedang berjalan" in page


def test_who_is_signed_in_asks_about_an_application_or_the_account(
    enrolment: Enrolment, signed_in: SignIn, programme: Programme
) -> None:
    account = open_participant_account(enrolment, by=SETUP, at=clock.now())
    client = signed_in(account)
    for about in (f"lamaran-{enrolment.application_id}", f"program-{programme.pk}"):
        assert send(client, "/saya/data/minta/objection/", about=about, text="Jangan.") == 302
    assert [(r.application, r.account) for r in RightsRequest.objects.order_by("pk")] == [
        (enrolment.application, None), (None, account),
    ]  # fmt: skip
    assert send(client, "/saya/data/minta/objection/", about="lamaran-999999", text="Jangan.") == 422


# --- the office answers
def test_the_desk_sees_the_most_urgent_first_and_the_cockpit_says_so(
    application: Application, officer: Account, signed_in: SignIn
) -> None:
    late = ask(apply(application.call, numbered_answers(application.call, 1)))
    RightsRequest.objects.filter(pk=late.pk).update(
        asked_at=clock.now() - timedelta(days=4), due_at=clock.now() - timedelta(days=1)
    )
    ask(application)
    client = signed_in(officer)
    page = client.get(desk(application.programme))
    assert [row.pk for row in page.context["listing"].page] == [late.pk, late.pk + 1]
    assert "Terlambat" in page.content.decode()
    cockpit = client.get(f"/desk/{application.programme.organisation.slug}/{application.programme.slug}/")
    assert next((todo.text, todo.note) for todo in cockpit.context["todos"] if "data pribadi" in todo.text) == (
        "Jawab 2 permohonan data pribadi",
        "1 lewat tenggat",
    )


def test_a_granted_erasure_is_done_at_once_and_the_letter_still_finds_its_way(
    application: Application, officer: Account, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    withdraw_application(application, by=application.actor, at=clock.now())
    asked = ask(application)
    address = desk(application.programme, f"{asked.pk}/")
    assert send(signed_in(officer), address, outcome="granted", answer="Data Anda sudah dihapus.") == 302
    assert Application.objects.get(pk=application.pk).erased_at is not None
    data_letters.send_rights_answer.func(asked.pk)
    (letter,) = mailoutbox
    assert (letter.to, "sudah dihapus" in str(letter.body)) == (["sulastri@contoh.example"], True)
    assert where_it_stands("sulastri@", "+6281234567890", "keripik tempe") == []
    data_letters.send_rights_answer.func(asked.pk)
    assert len(mailoutbox) == 1


def test_an_erasure_that_may_not_be_yet_is_refused_kindly_and_changes_nothing(
    application: Application, officer: Account, signed_in: SignIn
) -> None:
    asked = ask(application)
    address = desk(application.programme, f"{asked.pk}/")
    client = signed_in(officer)
    assert "masih berjalan" in client.get(address).content.decode()
    assert send(client, address, outcome="granted", answer="Ya.") == 422
    asked.refresh_from_db()
    assert (asked.is_open, Application.objects.get(pk=application.pk).erased_at) == (True, None)
    assert send(client, address, outcome="refused", answer="Masih berjalan.") == 422  # without a ground
    assert send(client, address, outcome="refused", answer="Masih berjalan.", basis="UU 27/2022 ps. 15") == 302


def test_a_granted_correction_mends_name_and_contact_also_of_a_frozen_list(
    application: Application, officer: Account, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    Application.objects.filter(pk=application.pk).update(frozen_at=clock.now())
    asked = ask(application, "correction", "Nama saya Sulastri Ningsih.")
    typed = {"name": "Sulastri Ningsih", "phone": "0812-3456-7890", "email": "baru@contoh.example"}
    address = desk(application.programme, f"{asked.pk}/")
    assert send(signed_in(officer), address, outcome="granted", answer="Sudah.", **typed) == 302
    application.refresh_from_db()
    assert (application.name, application.email) == ("Sulastri Ningsih", "baru@contoh.example")
    data_letters.send_rights_answer.func(asked.pk)
    assert mailoutbox[0].to == ["baru@contoh.example"]


def test_who_has_no_address_is_told_by_the_office_and_reads_it_on_the_page(
    client: Client, programme: Programme, officer: Account
) -> None:
    application = apply(make_call(programme))
    asked = ask(application, "objection", "Jangan pakai foto saya.")
    answer_right(asked, outcome="granted", answer="Foto tidak dipakai.", by=officer.actor, at=clock.now())
    data_letters.send_rights_answer.func(asked.pk)
    (letter,) = by_hand.waiting(programme.shelf, clock.now())
    assert letter.key == f"rights {asked.pk}"
    assert "Foto tidak dipakai." in client.get(f"{application.own_path}data/").content.decode()


def test_two_officers_do_not_answer_twice(application: Application, officer: Account, signed_in: SignIn) -> None:
    asked = ask(application, "objection")
    client, address = signed_in(officer), desk(application.programme, f"{asked.pk}/")
    page = client.get(address).context["form"]
    answer_right(asked, outcome="granted", answer="Ya.", by=officer.actor, at=clock.now())
    typed = {"once": str(page["once"].value()), "outcome": "refused", "answer": "Tidak.", "basis": "UU"}
    assert client.post(address, typed).status_code == 422
    assert RightsRequest.objects.get().outcome == "granted"


def test_only_who_runs_the_programme_reads_what_people_ask(
    application: Application, stranger: Account, inspector: Account, treasurer: Account, signed_in: SignIn
) -> None:
    asked = ask(application)
    for part in ("", f"{asked.pk}/", "tahan/"):
        address = desk(application.programme, part)
        assert [signed_in(who).get(address).status_code for who in (stranger, inspector, treasurer)] == [404, 403, 403]
    elsewhere = make_account("Pengelola Lain", Role.OFFICER, stranger.grants.get().organisation)  # type: ignore[arg-type]
    assert signed_in(elsewhere).post(desk(application.programme, f"{asked.pk}/")).status_code == 404


def test_data_is_held_back_and_let_go_at_the_desk(
    application: Application, officer: Account, signed_in: SignIn
) -> None:
    client, programme = signed_in(officer), application.programme
    assert send(client, desk(programme, "tahan/"), receipt="YT-2222-2222", reason="Perkara") == 422
    assert send(client, desk(programme, "tahan/"), receipt=application.receipt.lower(), reason="Perkara") == 302
    (hold,) = programme.legal_holds.all()
    assert hold.application == application
    ((_, form),) = client.get(desk(programme)).context["holds"]
    lifting = desk(programme, f"tahan/{hold.pk}/akhiri/")
    assert client.post(lifting, {"once": str(form["once"].value())}).status_code == 302
    assert programme.legal_holds.filter(lifted_at=None).count() == 0


def test_the_same_cannot_wait_twice_whoever_comes_first(application: Application) -> None:
    ask(application)
    with pytest.raises(RightAskedAlready):
        ask(application)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        ask(application, "objection")
    assert RightsRequest.objects.count() == 2


def test_a_participant_s_data_are_kept_until_their_term_and_the_page_says_the_day(
    client: Client, enrolment: Enrolment, programme: Programme
) -> None:
    with time_machine.travel("2026-11-26 09:00:00+00:00"):
        end(programme, days_ago=0)
        page = client.get(f"{enrolment.application.own_path}data/").content.decode()
    assert "25 November 2031" in page
