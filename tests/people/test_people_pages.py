"""The desk of people: rights of the office, the audit record, the demo mailbox."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client

from factories.databases import behind_its_back
from factories.people import SETUP, make_account
from sanggar.foundation import audit, clock
from sanggar.foundation.models import AuditBatch, AuditEntry
from sanggar.people import actions
from sanggar.people.models import Account, Organisation, Role
from sanggar.people.pages.verbs import verb_label
from sanggar.planning import actions as planning
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
PEOPLE = "/desk/orang/diskominfo-malang/"


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


# --- rights of the office -------------------------------------------------------------------------------------------
def test_the_administrator_opens_an_account_with_its_first_right(
    office: Organisation, administrator: Account, signed_in: SignIn
) -> None:
    browser = signed_in(administrator)
    assert browser.get("/desk/orang/")["Location"] == PEOPLE
    form = {"name": "Tono", "email": "Tono@contoh.example", "role": "treasurer"} | once()
    for _click in range(2):
        page = browser.post(f"{PEOPLE}akun-baru/", form, follow=True).content.decode()
    assert "Tono boleh membayar sebagai bendahara di Diskominfo Kota Malang sejak" in page
    account = Account.objects.get(email="tono@contoh.example")
    assert (account.has_usable_password(), account.grants.get().given_by) == (False, "Anton Administrator")
    entries = AuditEntry.objects.filter(verb="people.open_account", organisation_id=str(office.pk))
    assert entries.count() == 1


def test_the_administrator_gives_and_ends_a_right_and_the_history_stays(
    officer: Account, administrator: Account, signed_in: SignIn
) -> None:
    browser = signed_in(administrator)
    browser.post(f"{PEOPLE}beri-hak/", {"account": officer.email, "role": "pptk"} | once())
    grant = officer.grants.get(role=Role.PPTK)
    question = browser.get(f"{PEOPLE}hak/{grant.pk}/akhiri/").content.decode()
    assert "Dewi Pengelola boleh mengajukan pembayaran (PPTK) di Diskominfo Kota Malang" in question
    browser.post(f"{PEOPLE}hak/{grant.pk}/akhiri/", {"reason": "Tugas selesai."} | once())
    page = browser.get(f"{PEOPLE}?keadaan=berakhir").content.decode()
    assert "Tugas selesai." in page
    assert "Dewi Pengelola boleh mengelola program" not in page


@pytest.mark.parametrize(
    ("path", "form", "told"),
    [
        ("akun-baru/", {"name": "😀", "email": "a@contoh.example", "role": "pptk"}, "Nama"),
        ("akun-baru/", {"name": "Tono", "email": "tono", "role": "pptk"}, "tidak lengkap"),
        ("akun-baru/", {"name": "Tono", "email": "a@contoh.example", "role": "inspector"}, "Pilih"),
        ("akun-baru/", {"name": "Tono", "email": "dewi.pengelola@contoh.example", "role": "pptk"}, "Sudah ada akun"),
        ("beri-hak/", {"account": "siapa@contoh.example", "role": "pptk"}, "Belum ada akun aktif"),
        ("beri-hak/", {"account": "dewi.pengelola@contoh.example", "role": "officer"}, "sudah memegang hak ini"),
        ("beri-hak/", {"account": "anton.administrator@contoh.example", "role": "pptk"}, "Hak Anda sendiri"),
    ],
)
def test_what_can_not_be_given_is_told_and_what_was_typed_is_kept(
    path: str, form: dict[str, str], told: str, officer: Account, administrator: Account, signed_in: SignIn
) -> None:
    before = AuditEntry.objects.count()
    response = signed_in(administrator).post(PEOPLE + path, form | once())
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert form.get("email", form.get("account", "")) in page
    assert AuditEntry.objects.count() == before


def test_the_right_of_an_inspector_is_shown_but_not_the_office_s_to_end(
    inspector: Account, administrator: Account, signed_in: SignIn
) -> None:
    browser = signed_in(administrator)
    page = browser.get(f"{PEOPLE}?peran=inspector").content.decode()
    assert "Ines Inspektorat boleh membaca semua data di Kota Malang tanpa mengubahnya" in page
    assert "/akhiri/" not in page
    assert browser.post(f"{PEOPLE}hak/{inspector.grants.get().pk}/akhiri/", {"reason": "x"} | once()).status_code == 404


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.INSPECTOR, 200),
        (Role.BUDGET_AUTHORITY, 200),
        (Role.OFFICER, 403),
        (Role.PPTK, 403),
        (Role.PPK_SKPD, 403),
        (Role.TREASURER, 403),
        (Role.MENTOR, 404),
    ],
)
def test_overseers_read_the_rights_and_only_the_administrator_writes_them(
    role: Role, reads: int, officer: Account, office: Organisation, signed_in: SignIn
) -> None:
    grant = officer.grants.get()
    browser = signed_in(make_account("Siapa Saja", role, office))
    assert browser.get(PEOPLE).status_code == reads
    before = AuditEntry.objects.count()
    addresses = [f"{PEOPLE}akun-baru/", f"{PEOPLE}beri-hak/", f"{PEOPLE}hak/{grant.pk}/akhiri/"]
    refused = 404 if reads == 404 else 403
    assert {browser.get(address).status_code for address in addresses} == {refused}
    assert {browser.post(address, once()).status_code for address in addresses} == {refused}
    assert AuditEntry.objects.count() == before


def test_another_office_s_people_are_not_found(
    administrator: Account, other_office: Organisation, stranger: Account, signed_in: SignIn
) -> None:
    browser = signed_in(administrator)
    foreign = f"/desk/orang/{other_office.slug}/"
    addresses = [foreign, f"{foreign}akun-baru/", f"{foreign}beri-hak/", "/desk/orang/tidak-ada/"]
    assert {browser.get(address).status_code for address in addresses} == {404}
    grant = stranger.grants.get()
    assert browser.post(f"{PEOPLE}hak/{grant.pk}/akhiri/", {"reason": "x"} | once()).status_code == 404
    assert stranger.grants.filter(ended_at=None).count() == 1


def test_someone_who_oversees_several_offices_chooses(
    inspector: Account, other_office: Organisation, signed_in: SignIn
) -> None:
    page = signed_in(inspector).get("/desk/orang/").content.decode()
    assert PEOPLE in page
    assert f"/desk/orang/{other_office.slug}/" in page


# --- the record -----------------------------------------------------------------------------------------------------
def test_each_overseer_reads_the_record_of_their_own_offices(
    programme: Programme,
    stranger: Account,
    other_office: Organisation,
    inspector: Account,
    administrator: Account,
    budget_authority: Account,
    signed_in: SignIn,
) -> None:
    ours = AuditEntry.objects.get(verb="planning.create_programme")
    theirs = AuditEntry.objects.get(verb="people.give_grant", organisation_id=str(other_office.pk))

    def seen(who: Account) -> list[bool]:
        page = signed_in(who).get("/desk/rekaman/").content.decode()
        return [f"/desk/rekaman/{entry.ref}/" in page for entry in (ours, theirs)]

    assert (seen(inspector), seen(administrator), seen(budget_authority)) == (
        [True, True],
        [True, False],
        [True, False],
    )
    browser = signed_in(administrator)
    assert [browser.get(f"/desk/rekaman/{e.ref}/").status_code for e in (ours, theirs)] == [200, 404]
    assert signed_in(stranger).get("/desk/rekaman/").status_code == 403


def test_who_inspects_a_region_reads_what_stands_in_no_office_s_books(
    office: Organisation, inspector: Account, administrator: Account, signed_in: SignIn
) -> None:
    at = clock.now()
    installation = audit.record("people.test", office, by=SETUP, at=at)
    within = audit.record("people.test", office, by=SETUP, at=at, details={"region": "35.73.05"})
    around = audit.record("people.test", office, by=SETUP, at=at, details={"region": "35"})
    elsewhere = audit.record("people.test", office, by=SETUP, at=at, details={"region": "35.07"})
    entries = (installation, within, around, elsewhere)

    def seen(who: Account) -> list[int]:
        browser = signed_in(who)
        return [browser.get(f"/desk/rekaman/{entry.ref}/").status_code for entry in entries]

    assert (seen(inspector), seen(administrator)) == ([200, 200, 200, 404], [404] * 4)


def test_the_record_is_found_by_act_by_actor_and_by_date(
    programme: Programme, officer: Account, administrator: Account, signed_in: SignIn
) -> None:
    with time_machine.travel(clock.now() - timedelta(days=10), tick=False):
        planning.change_programme(programme, name="Lama", by=officer.actor, at=clock.now())
    planning.change_programme(programme, name="Baru", by=SETUP, at=clock.now())
    browser = signed_in(administrator)

    def found(query: str) -> list[str]:
        rows = browser.get(f"/desk/rekaman/?format=csv&{query}").content.decode("utf-8-sig").splitlines()[1:]
        return [row.split(",")[1] for row in rows]

    assert found("perbuatan=planning.change_programme") == [SETUP.label, "Dewi Pengelola"]
    assert found(f"pelaku={officer.pk}") == ["Dewi Pengelola"]
    assert found("perbuatan=planning.change_programme&masa=7") == [SETUP.label]
    assert found("perbuatan=planning.change_programme&masa=30") == [SETUP.label, "Dewi Pengelola"]


def test_the_record_says_whether_it_is_sealed_and_shows_its_head(
    programme: Programme, administrator: Account, signed_in: SignIn
) -> None:
    browser = signed_in(administrator)
    assert "Sebagian rekaman menunggu disegel" in browser.get("/desk/rekaman/").content.decode()
    audit.seal_pending(clock.now())
    page = browser.get("/desk/rekaman/").content.decode()
    assert "Semua rekaman sudah disegel" in page
    assert audit.head() in page
    entry = AuditEntry.objects.get(verb="planning.create_programme")
    detail = browser.get(f"/desk/rekaman/{entry.ref}/").content.decode()
    assert "membuat program (planning.create_programme)" in detail
    assert "Disegel dalam berkas segel nomor 1" in detail
    assert "sambungannya ke berkas sebelumnya cocok" in detail
    assert f"sanggar audit verify --head {audit.head()}" in page
    for noted, told in (
        (audit.head().upper(), "Ada: sidik berkas segel nomor 1"),
        ("0" * 64, "Tidak ada berkas segel"),
    ):
        assert told in browser.get(f"/desk/rekaman/?sidik={noted}").content.decode()


def test_an_entry_of_a_batch_that_does_not_hold_says_so(
    programme: Programme, administrator: Account, signed_in: SignIn
) -> None:
    audit.seal_pending(clock.now())
    with behind_its_back():
        AuditBatch.objects.update(previous="f" * 64)
    entry = AuditEntry.objects.get(verb="planning.create_programme")
    told = signed_in(administrator).get(f"/desk/rekaman/{entry.ref}/").content.decode()
    assert "Segelnya tidak cocok" in told
    assert "batch 1 does not name the batch before it" in told


def test_an_act_without_a_translation_is_still_told() -> None:
    assert verb_label("people.give_grant") == "memberi hak"
    assert verb_label("unheard_of.new_act") == "new act"


def test_an_entry_is_told_in_words_not_in_the_record_s_notation(
    programme: Programme, officer: Account, administrator: Account, signed_in: SignIn
) -> None:
    details = {"fields": ["name", "seats"], "seats": {"from": 50, "to": 45}, "day": "2026-11-23", "on": True}
    details |= {
        "before": {"starts_at": "2026-11-23T02:00:00+00:00", "venue": "Aula"},
        "amount": 1_500_000,
        "code": "2026-99-99",
        "driver": {"from": "stage", "to": "seat"},
        "name": "stage",
    }
    entry = audit.record(
        "planning.change_meeting", programme, by=officer.actor, at=clock.now(), place=programme.place, details=details
    )
    facts = dict(signed_in(administrator).get(f"/desk/rekaman/{entry.ref}/").context["facts"])
    told = {str(key): value for key, value in facts.items()}
    expected = {
        "Isian": "name, seats",
        "Kursi": "50 → 45",
        "day": "23 November 2026",
        "on": "ya",
        "Sebelumnya": "Mulai: 23 November 2026 09.00 WIB; Tempat: Aula",
        "Jumlah": "Rp1.500.000",
        "code": "2026-99-99",
        "Dihitung": "per tahap → per kursi peserta",
        "Nama": "stage",
    }
    assert {key: told.get(key) for key in expected} == expected


# --- the mailbox ----------------------------------------------------------------------------------------------------
@pytest.fixture
def mailbox(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "sanggar.foundation.mail.MailboxBackend"
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.DEMO_LOGINS = tmp_path / "demo-logins.tsv"
    settings.DEMO_LOGINS.touch()
    EmailMessage("Penawaran kursi", "Balas di https://contoh.example/x\n", to=["sri@contoh.example"]).send()
    return tmp_path / "mail"


def test_letters_of_a_demo_are_read_at_the_desk(mailbox: Path, officer: Account, signed_in: SignIn) -> None:
    browser = signed_in(officer)
    page = browser.get("/desk/kotak-surat/").content.decode()
    (name,) = (path.stem for path in mailbox.glob("*.eml"))
    assert f"/desk/kotak-surat/{name}/" in page
    letter = browser.get(f"/desk/kotak-surat/{name}/").content.decode()
    assert 'href="https://contoh.example/x"' in letter
    assert "Tidak ada surat" in browser.get("/desk/kotak-surat/?q=lain").content.decode()
    assert browser.get("/desk/kotak-surat/tidak-ada/").status_code == 404


def test_each_office_reads_its_own_letters(
    mailbox: Path, officer: Account, stranger: Account, administrator: Account, signed_in: SignIn
) -> None:
    """Ours: what we wrote, and what was sent about our accounts. What belongs to no office shows in neither."""
    (ownerless,) = (path.stem for path in mailbox.glob("*.eml"))
    ours = actions.open_account(
        email="baru@contoh.example",
        name="Baru",
        place=officer.grants.get().organisation.place,
        by=SETUP,
        at=clock.now(),
    )
    for to, office in (("peserta@contoh.example", officer.grants.get().organisation_id), (ours.email, "")):
        headers = {"X-Sanggar-Office": str(office)} if office else None
        EmailMessage(f"Kepada {to}", "Isi\n", to=[to], headers=headers).send()
    told = {who.name: signed_in(who).get("/desk/kotak-surat/").context["letters"] for who in (officer, stranger)}
    assert {name: sorted(letter.to for letter in found) for name, found in told.items()} == {
        officer.name: ["baru@contoh.example", "peserta@contoh.example"],
        stranger.name: [],
    }
    names = [letter.name for letter in told[officer.name]]
    assert [signed_in(officer).get(f"/desk/kotak-surat/{name}/").status_code for name in names] == [200, 200]
    hidden = [*names, ownerless]
    assert [signed_in(stranger).get(f"/desk/kotak-surat/{name}/").status_code for name in hidden] == [404] * 3


def test_the_mailbox_is_for_officers_and_administrators(
    mailbox: Path, administrator: Account, inspector: Account, treasurer: Account, signed_in: SignIn
) -> None:
    answers = [signed_in(who).get("/desk/kotak-surat/").status_code for who in (administrator, inspector, treasurer)]
    assert answers == [200, 403, 403]


def test_where_no_demo_was_loaded_nobody_reads_the_letters_of_others(
    mailbox: Path, settings: Any, officer: Account, administrator: Account, signed_in: SignIn
) -> None:
    """By the reset link of a colleague an officer would become the treasurer."""
    settings.DEMO_LOGINS.unlink()
    (name,) = (path.stem for path in mailbox.glob("*.eml"))
    for who in (officer, administrator):
        browser = signed_in(who)
        assert browser.get("/desk/kotak-surat/").status_code == 404
        assert browser.get(f"/desk/kotak-surat/{name}/").status_code == 404
        assert "/desk/kotak-surat/" not in browser.get("/desk/").content.decode()


def test_where_mail_leaves_the_house_there_is_no_mailbox(officer: Account, signed_in: SignIn) -> None:
    assert signed_in(officer).get("/desk/kotak-surat/").status_code == 404
    assert signed_in(officer).get("/desk/kotak-surat/sesuatu/").status_code == 404


def test_who_is_not_signed_in_is_asked_to() -> None:
    for address in (PEOPLE, "/desk/rekaman/", "/desk/kotak-surat/", "/desk/program-baru/"):
        assert Client().get(address)["Location"].endswith(f"/?next={address}")


def test_a_right_ends_the_moment_it_is_taken(
    officer: Account, programme: Programme, administrator: Account, signed_in: SignIn
) -> None:
    browser, plan = signed_in(officer), "/desk/diskominfo-malang/youtuber-tiktok/rencana/"
    assert browser.get(plan).status_code == 200
    actions.end_grant(officer.grants.get(), by=administrator.actor, at=clock.now(), reason="Pindah.")
    assert browser.get(plan).status_code == 404
