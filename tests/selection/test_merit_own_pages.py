"""The reviewer's own pages: blind, one's own tasks alone, first the declaration, others' marks last."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from factories.merit import given, make_review_call, make_reviewer, review, review_all, tasks_on
from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.selection import make_procedure
from sanggar.applications.models import Application, Call
from sanggar.foundation import clock
from sanggar.foundation.phones import format_phone
from sanggar.people.models import Account, Organisation
from sanggar.planning.actions import end_programme_grant
from sanggar.planning.models import ProgrammeGrant
from sanggar.selection.actions import merit
from sanggar.selection.letters import send_appointment, send_new_reviews
from sanggar.selection.models import Reviewer, ReviewTask, TaskState
from sanggar.selection.pages.merit.blinding import HIDDEN, blinded
from sanggar.selection.queries import tasks_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HOME = "/saya/penilaian/"
BASE = f"{HOME}tahap-1/"


def sent(**values: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **values}


def marks(task: ReviewTask, *points: int | None, act: str = "selesai", note: str = "") -> dict[str, Any]:
    chosen = {
        f"level_{each.criterion.ordinal}": str(each.level.pk) for each in given(task, *points) if each.level is not None
    }
    return sent(act=act, note_1=note, **chosen)


@pytest.fixture(scope="module")
def shared_out(kept: None) -> int:
    return make_review_call(make_programme(make_office())).pk


@pytest.fixture
def call(shared_out: int, db: None) -> Call:
    return Call.objects.get(pk=shared_out)


@pytest.fixture
def office(call: Call) -> Organisation:
    return call.programme.organisation


@pytest.fixture
def rini(call: Call) -> Reviewer:
    return call.reviewers.order_by("pk")[0]


def page_of(task: ReviewTask) -> str:
    return f"{BASE}{task.ordinal}/"


# --- blind
def test_no_page_of_a_reviewer_tells_who_applied(call: Call, rini: Reviewer, signed_in: SignIn) -> None:
    """Every applicant's motivation names them, with their number and address, as people do."""
    for each in call.applications.all():
        told = (
            f"Saya {each.name}, hubungi {format_phone(each.phone)} atau {each.email or 'x@y.example'}, lihat @kanalku."
        )
        Application.objects.filter(pk=each.pk).update(
            motivation=f"{told} Nomor saya {each.receipt}. Ingin jualan keripik.",
            channel_url=f"https://youtube.com/@{each.pk}rahasia",
        )
    client = signed_in(rini.account)
    review(tasks_of(rini)[0], 2, 2)
    is_done = [each.is_done for each in tasks_of(rini)]
    assert (is_done, is_done[-1]) == (sorted(is_done), True)
    addresses = ["/saya/", HOME, BASE, f"{BASE}pernyataan/", *(page_of(task) for task in tasks_of(rini))]
    addresses += [f"{page_of(task)}benturan/" for task in tasks_of(rini)]
    pages = "\n".join(client.get(address).content.decode() for address in addresses)
    secret = [
        secret
        for each in call.applications.all()
        for secret in (each.name, each.receipt, each.phone, each.phone[3:], format_phone(each.phone), each.nik_prefix,
                       f"{each.pk}rahasia", "@kanalku", each.email)
        if secret and secret in pages
    ]  # fmt: skip
    assert (secret, "Pelamar Uji" in pages, pages.count("Ingin jualan keripik.") >= 4) == ([], False, True)


def test_the_channel_is_shown_only_where_the_rubric_says_so(call: Call, rini: Reviewer, signed_in: SignIn) -> None:
    Application.objects.update(channel_url="https://youtube.com/@kanal")
    task, client = tasks_of(rini)[0], signed_in(rini.account)
    assert "youtube.com/@kanal" not in client.get(page_of(task)).content.decode()
    merit.set_rubric(call.rubric, readers=2, threshold=25, shows_link=True, reason="Uji", by=SETUP, at=clock.now())
    page = client.get(page_of(task)).content.decode()
    assert ("youtube.com/@kanal" in page, "Kanal dapat membuka siapa pelamarnya" in page) == (True, True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nama saya SULASTRI.", f"Nama saya {HIDDEN}."),
        ("WA 0812-3456-7890 ya", f"WA {HIDDEN} ya"),
        ("Tulis ke sulastri@contoh.example", f"Tulis ke {HIDDEN}"),
        ("Lihat https://youtube.com/@x dan @keripik.ibu", f"Lihat {HIDDEN} dan {HIDDEN}"),
        ("Kantor (0341) 555-1234", f"Kantor {HIDDEN}"),
        ("IG sulastri_88, juga sulastrisulastri", f"IG {HIDDEN}, juga {HIDDEN}"),
        ("Kanal sulastri_keripik", f"Kanal {HIDDEN}"),
        ("Sulastriwati dan 2019/2020", "Sulastriwati dan 2019/2020"),
        ("Tahun 2026 saya jual 1.500 bungkus", "Tahun 2026 saya jual 1.500 bungkus"),
    ],
)
def test_what_is_struck_out_of_an_answer(text: str, shown: str) -> None:
    assert blinded(text, Application(name="Sulastri")) == shown


def test_a_name_and_a_text_that_were_made_to_be_slow_are_read_at_once() -> None:
    """Both are the applicant's: a regular expression of these parts would be tried in 10**30 ways."""
    text = "a" * 999 + "b"
    assert blinded(text, Application(name="aaa aaaa aaaaa")) == text


# --- one's own
def test_another_reviewers_tasks_and_calls_do_not_exist(call: Call, rini: Reviewer, signed_in: SignIn) -> None:
    other = call.reviewers.order_by("pk")[1]
    last = tasks_of(other).order_by("-ordinal")[0]
    ReviewTask.objects.filter(pk=last.pk).update(ordinal=77)
    client = signed_in(rini.account)
    assert [client.get(f"{BASE}77/{word}").status_code for word in ("", "benturan/")] == [404, 404]
    assert client.post(f"{BASE}77/", sent(act="selesai")).status_code == 404


def test_who_is_no_reviewer_of_the_call_finds_nothing(call: Call, officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    assert [client.get(f"{BASE}{word}").status_code for word in ("", "pernyataan/", "1/")] == [404] * 3
    assert "Anda belum menjadi penilai" in client.get(HOME).content.decode()


def test_a_right_that_ended_closes_every_page(call: Call, rini: Reviewer, signed_in: SignIn) -> None:
    grant = ProgrammeGrant.objects.get(account=rini.account)
    end_programme_grant(grant, by=SETUP, at=clock.now(), reason="Selesai")
    client = signed_in(rini.account)
    assert [client.get(f"{BASE}{word}").status_code for word in ("", "1/")] == [404, 404]


# --- the declaration first
def test_nothing_is_shown_before_the_declaration(call: Call, signed_in: SignIn) -> None:
    late = make_reviewer(call, "Lambat Penilai", declared=False)
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    client, task = signed_in(late.account), tasks_of(late)[0]
    for address in (BASE, page_of(task)):
        assert client.get(address).headers["Location"] == f"{BASE}pernyataan/"
    assert client.post(f"{BASE}pernyataan/", sent(names="Ani")).status_code == 422
    client.post(f"{BASE}pernyataan/", sent(names="Pelamar Uji 1\n\nOrang Lain", declared="on"))
    late.refresh_from_db()
    assert (late.declared_at is not None, late.conflicts.count()) == (True, 1)
    assert client.get(BASE).status_code == 200


# --- reviewing
def test_a_draft_is_kept_then_the_review_is_finished_and_others_are_shown(
    call: Call, rini: Reviewer, signed_in: SignIn
) -> None:
    task, client = tasks_of(rini)[0], signed_in(rini.account)
    (other,) = [each for each in tasks_on(task.application) if each.reviewer != rini]
    review(other, 0, 4)
    assert "Penilai lain" not in client.get(page_of(task)).content.decode()
    client.post(page_of(task), marks(task, 4, None, act="simpan", note="Menarik"))
    draft = client.get(page_of(task)).content.decode()
    assert ("Menarik" in draft, draft.count("checked")) == (True, 1)
    client.post(page_of(task), marks(task, 4, 2, note="Menarik"))
    page = client.get(page_of(task)).content.decode()
    assert [word in page for word in ("Penilai lain 1", "25,00", "87,50", "Menarik")] == [True] * 4
    assert other.reviewer.account.name not in page


def test_a_review_with_a_gap_is_told_at_its_question_and_keeps_what_was_typed(
    call: Call, rini: Reviewer, signed_in: SignIn
) -> None:
    task, client = tasks_of(rini)[0], signed_in(rini.account)
    page = client.post(page_of(task), marks(task, 4, None, note="Sudah ditulis"))
    text = page.content.decode()
    assert (page.status_code, "#id_level_2_0" in text, "Sudah ditulis" in text, text.count("checked")) == (
        422, True, True, 1,
    )  # fmt: skip
    task.refresh_from_db()
    assert task.state == TaskState.ASSIGNED


def test_a_double_click_finishes_once(call: Call, rini: Reviewer, signed_in: SignIn) -> None:
    task, client = tasks_of(rini)[0], signed_in(rini.account)
    form = marks(task, 4, 4)
    assert [client.post(page_of(task), form).status_code for _ in range(2)] == [302, 200]
    assert task.events.filter(to_state=TaskState.DONE).count() == 1


def test_a_conflict_recognised_while_reading_passes_the_application_on(
    call: Call, rini: Reviewer, signed_in: SignIn
) -> None:
    task, client = tasks_of(rini)[0], signed_in(rini.account)
    client.post(f"{page_of(task)}benturan/", sent(reason="Tetangga saya"))
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    assert client.get(page_of(task)).status_code == 404
    assert [each.reviewer == rini for each in tasks_on(task.application)] == [False, False]


def test_my_page_says_what_waits_until_nothing_does(call: Call, rini: Reviewer, signed_in: SignIn) -> None:
    client = signed_in(rini.account)
    assert "4 lamaran menunggu penilaian Anda" in client.get("/saya/").content.decode()
    review_all(call)
    page = client.get("/saya/").content.decode()
    assert ("4 lamaran menunggu" in page, "Belum ada lamaran yang menunggu penilaian Anda" in page) == (False, True)


# --- a long list
def test_the_list_is_filtered_by_state_comes_in_pages_and_as_a_file(
    call: Call, rini: Reviewer, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = tasks_of(rini)
    review(first, 4, 2)
    client = signed_in(rini.account)

    def listed(query: str) -> list[bool]:
        page = client.get(f"{BASE}{query}").content.decode().partition('class="todo"')[2]
        return [f'href="{page_of(task)}"' in page for task in (first, *others)]

    assert listed("") == [True] * (len(others) + 1)
    assert listed("?keadaan=done") == [True, *[False] * len(others)]
    assert listed("?keadaan=assigned") == [False, *[True] * len(others)]
    assert "Tidak ada yang cocok" in client.get(f"{BASE}?keadaan=begun").content.decode()
    file = client.get(f"{BASE}?keadaan=done&format=csv")
    assert (file["Content-Type"].split(";")[0], file.content.decode().count("\n")) == ("text/csv", 2)
    assert [person.name for person in call.applications.all() if person.name in file.content.decode()] == []
    assert "page=2" not in client.get(BASE).content.decode()
    monkeypatch.setattr("sanggar.selection.pages.merit.mine.AT_ONCE", 2)
    assert "page=2" in client.get(BASE).content.decode()


def test_a_draft_with_nothing_chosen_begins_no_review(call: Call, rini: Reviewer, signed_in: SignIn) -> None:
    task = tasks_of(rini)[0]
    client = signed_in(rini.account)
    client.post(page_of(task), marks(task, None, None, act="simpan"))
    task.refresh_from_db()
    assert task.state == TaskState.ASSIGNED
    client.post(page_of(task), marks(task, None, None, act="simpan", note="Baca lagi"))
    task.refresh_from_db()
    assert task.state == TaskState.BEGUN


def test_once_the_list_is_frozen_a_reviewer_reads_that_the_rest_is_not_used(
    call: Call, rini: Reviewer, officer: Account, signed_in: SignIn
) -> None:
    begun = tasks_of(rini)[0]
    review(begun, 2, 2)
    left = tasks_of(rini).count() - 1
    Call.objects.filter(pk=call.pk).update(frozen_at=clock.now())
    told = f"{left} penilaian Anda yang belum selesai tidak dipakai lagi."
    client = signed_in(rini.account)
    assert [told in client.get(page).content.decode() for page in (HOME, BASE)] == [True, True]
    sharing = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/penilaian/tahap-1/pembagian/"
    page = signed_in(officer).get(sharing)
    assert (page.status_code, "Bagikan sekarang" in page.content.decode()) == (200, False)


def test_where_the_rule_uses_no_marks_any_more_the_form_says_so(call: Call, rini: Reviewer, signed_in: SignIn) -> None:
    client, page = signed_in(rini.account), f"{BASE}{tasks_of(rini)[0].ordinal}/"
    told = "Tata cara yang diumumkan tidak memakai nilai."
    assert told not in client.get(page).content.decode()
    make_procedure(call)
    assert told in client.get(page).content.decode()


# --- in their own language
def test_a_reviewer_who_reads_english_reads_the_call_s_english_title(
    call: Call, rini: Reviewer, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    Call.objects.filter(pk=call.pk).update(title_en="Applications for the first stage")
    client, task = signed_in(rini.account), tasks_of(rini)[0]
    addresses = ("/saya/", HOME, BASE, f"{BASE}pernyataan/", page_of(task), f"{page_of(task)}benturan/")
    for language, title, other in (("id", call.title, "Applications"), ("en", "Applications", call.title)):
        client.cookies["bahasa"] = language
        pages = [client.get(address).content.decode() for address in addresses]
        Account.objects.filter(pk=rini.account.pk).update(language=language)
        send_appointment.call(rini.pk)
        send_new_reviews.call(rini.pk, 2)
        told = [*pages, *(str(letter.body) for letter in mailoutbox[-2:])]
        assert [(title in each, other in each) for each in told] == [(True, False)] * 8
