"""The review's pages at the desk: rubric, reviewers, sharing, marks; who may see and who may act."""

import csv
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.merit import given, make_review_call, make_reviewer, review, review_all, tasks_on
from factories.people import SETUP
from factories.seen import seen_at
from factories.selection import make_screened_call
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.models import Reviewer, ReviewTask, Rubric, TaskState
from sanggar.selection.queries import proposed_sharing, tasks_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
BASE = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/penilaian/tahap-1/"
READING = ("", "rubrik/", "penilai/", "pembagian/", "nilai/")


def sent(**values: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **values}


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_review_call(programme)


# --- who may
def test_to_another_office_no_page_exists(call: Call, stranger: Account, signed_in: SignIn) -> None:
    client = signed_in(stranger)
    receipt = call.applications.all()[0].receipt
    assert {client.get(f"{BASE}{word}").status_code for word in (*READING, f"nilai/{receipt}/")} == {404}


def test_the_inspector_reads_everything_and_changes_nothing(call: Call, inspector: Account, signed_in: SignIn) -> None:
    review_all(call)
    client, task = signed_in(inspector), ReviewTask.objects.all()[0]
    receipt = task.application.receipt
    assert {client.get(f"{BASE}{word}").status_code for word in (*READING, f"nilai/{receipt}/")} == {200}
    pages = [client.get(f"{BASE}{word}").content.decode() for word in (*READING, f"nilai/{receipt}/")]
    assert [page.count('method="post"') for page in pages] == [pages[0].count('method="post"')] * len(pages)
    writing = (
        *("rubrik/mulai/", "rubrik/ketentuan/", "rubrik/terbitkan/", "rubrik/kriteria/", "rubrik/kriteria/1/"),
        *("rubrik/kriteria/1/hapus/", "penilai/tunjuk/", f"penilai/{task.reviewer_id}/"),
        *(f"penilai/{task.reviewer_id}/benturan/", "pembagian/", f"pembagian/{task.pk}/alihkan/"),
        f"nilai/{receipt}/ketiga/",
    )
    assert {client.post(f"{BASE}{word}", sent()).status_code for word in writing} == {403}


def test_a_reviewer_has_no_desk(call: Call, signed_in: SignIn) -> None:
    reviewer = call.reviewers.all()[0]
    assert {signed_in(reviewer.account).get(f"{BASE}{word}").status_code for word in READING} == {404}


def test_an_officer_who_reviews_sees_no_marks_until_the_list_is_frozen(
    call: Call, officer: Account, signed_in: SignIn
) -> None:
    review_all(call)
    client = signed_in(officer)
    assert client.get(f"{BASE}nilai/").status_code == 200
    merit.appoint_reviewer(call, email=officer.email, name="", capacity=50, by=SETUP, at=clock.now())
    place = Reviewer.objects.get(account=officer)
    merit.declare_conflicts(place, names=[], by=officer.actor, at=clock.now())
    one = ReviewTask.objects.all()[0]
    task = ReviewTask.objects.create(
        reviewer=place, application=one.application, ordinal=1, revision=1, assigned_at=clock.now()
    )
    receipt = one.application.receipt
    shut = [client.get(f"{BASE}{word}") for word in ("nilai/", f"nilai/{receipt}/")]
    assert [(page.status_code, "Selesaikan penilaian Anda dulu" in page.content.decode()) for page in shut] == [
        (403, True),
        (403, True),
    ]
    assert "Keketatan" not in client.get(f"{BASE}penilai/").content.decode()
    review(task, 2, 2)
    assert client.get(f"{BASE}nilai/").status_code == 403  # more may come to be read
    Call.objects.filter(pk=call.pk).update(frozen_at=clock.now())
    assert client.get(f"{BASE}nilai/").status_code == 200


# --- rubric
def test_a_rubric_begins_from_the_example_and_is_written_and_published(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call, client = make_screened_call(programme, 2), signed_in(officer)
    assert "Mulai dari contoh" in client.get(f"{BASE}rubrik/").content.decode()
    client.post(f"{BASE}rubrik/mulai/", sent())
    client.post(
        f"{BASE}rubrik/ketentuan/",
        sent(readers="3", threshold="20", shows_link="on", **seen_at(client, f"{BASE}rubrik/ketentuan/")),
    )
    criterion = {"name": "Karya", "hint": "", "weight": "2", "level_4": "Sudah ada", "level_0": "Belum ada"}
    client.post(f"{BASE}rubrik/kriteria/", sent(**criterion))
    client.post(
        f"{BASE}rubrik/kriteria/4/",
        sent(**(criterion | {"name": "Karya lama"}), **seen_at(client, f"{BASE}rubrik/kriteria/4/")),
    )
    client.post(f"{BASE}rubrik/kriteria/1/hapus/", sent(**seen_at(client, f"{BASE}rubrik/kriteria/1/")))
    client.post(f"{BASE}rubrik/terbitkan/", sent(**seen_at(client, f"{BASE}rubrik/")))
    rubric = Rubric.objects.get(call=call)
    names = list(rubric.criteria.values_list("name", flat=True))
    assert (rubric.readers, rubric.threshold, rubric.shows_link, rubric.is_published) == (3, 20, True, True)
    assert names == ["Manfaat bagi orang lain", "Kesungguhan", "Karya lama"]


def test_a_criterion_with_one_level_is_refused_on_its_field(call: Call, officer: Account, signed_in: SignIn) -> None:
    page = signed_in(officer).post(
        f"{BASE}rubrik/kriteria/", sent(name="Karya", weight="1", level_4="Ada", reason="Uji")
    )
    assert (page.status_code, "#id_level_4" in page.content.decode(), call.rubric.criteria.count()) == (422, True, 2)


def test_a_locked_rubric_offers_no_change_and_refuses_one(call: Call, officer: Account, signed_in: SignIn) -> None:
    review_all(call)
    client = signed_in(officer)
    assert "Tambah kriteria" not in client.get(f"{BASE}rubrik/").content.decode()
    refused = client.post(f"{BASE}rubrik/kriteria/1/hapus/", sent(**seen_at(client, f"{BASE}rubrik/kriteria/1/")))
    assert (refused.status_code, call.rubric.criteria.count()) == (409, 2)


# --- reviewers
def test_a_reviewer_is_appointed_changed_and_kept_from_an_application(
    call: Call, officer: Account, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    client.post(f"{BASE}penilai/tunjuk/", sent(email="baru@contoh.example", name="Nina Baru", capacity="7"))
    place = Reviewer.objects.get(account__email="baru@contoh.example")
    client.post(f"{BASE}penilai/{place.pk}/", sent(capacity="9", active="on"))
    receipt = call.applications.all()[0].receipt
    wrong = client.post(f"{BASE}penilai/{place.pk}/benturan/", sent(receipt="YT-0000-0000", reason="Kakak"))
    client.post(f"{BASE}penilai/{place.pk}/benturan/", sent(receipt=receipt.lower(), reason="Kakak"))
    place.refresh_from_db()
    assert (place.capacity, wrong.status_code, place.conflicts.get().application.receipt) == (9, 422, receipt)


# --- sharing
def test_the_sharing_that_is_shown_is_carried_out_once(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call = make_review_call(programme, shared=False)
    client = signed_in(officer)
    page = client.get(f"{BASE}pembagian/").content.decode()
    shown = sent(digest=proposed_sharing(call).digest)
    assert "12 penilaian dibagikan." in page
    assert [client.post(f"{BASE}pembagian/", shown).status_code for _ in range(2)] == [302, 302]
    assert ReviewTask.objects.count() == 12


def test_a_sharing_that_no_longer_holds_is_shown_anew(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call = make_review_call(programme, shared=False)
    shown = sent(digest=proposed_sharing(call).digest)
    make_reviewer(call, "Penilai Baru")
    page = signed_in(officer).post(f"{BASE}pembagian/", shown)
    assert (page.status_code, ReviewTask.objects.count()) == (409, 0)
    assert "Keadaan berubah" in page.content.decode()


# --- marks
def test_the_table_shows_raw_and_corrected_side_by_side_and_sorts_by_them(
    call: Call, officer: Account, signed_in: SignIn
) -> None:
    severe = call.reviewers.order_by("pk")[0]
    for task in ReviewTask.objects.all():
        review(task, *((2, 2) if task.reviewer == severe else (4, 4)))
    client = signed_in(officer)
    page = client.get(f"{BASE}nilai/?sort=-mentah").content.decode()
    assert "83,33" in page
    assert page.index("100,00") < page.index("75,00")
    assert "−33,33" in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"{BASE}nilai/?format=csv").content.decode("utf-8-sig"))))
    assert {row["Nilai terkoreksi"] for row in rows} <= {"83.33", "83,33"}
    assert len(rows) == 6
    found = client.get(f"{BASE}nilai/?q={call.applications.all()[0].receipt}").context["listing"]
    assert found.page.paginator.count == 1
    assert client.get(f"{BASE}nilai/?keadaan=selisih").context["listing"].page.paginator.count == 4


def test_a_third_reader_is_called_from_the_application_s_page(call: Call, officer: Account, signed_in: SignIn) -> None:
    one, other = tasks_on(call.applications.all()[0])
    review(one, 4, 4)
    review(other, 0, 0)
    client, page = signed_in(officer), f"{BASE}nilai/{one.application.receipt}/"
    assert "Panggil penilai ketiga" in client.get(page).content.decode()
    assert [client.post(f"{page}ketiga/", sent()).status_code for _ in range(2)] == [302, 409]
    assert (len(tasks_on(one.application)), "Panggil" in client.get(page).content.decode()) == (3, False)


def test_an_unbegun_review_is_handed_on(call: Call, officer: Account, signed_in: SignIn) -> None:
    task = ReviewTask.objects.all()[0]
    free = call.reviewers.exclude(tasks__application=task.application).get()
    taken = call.reviewers.exclude(pk__in=(free.pk, task.reviewer_id)).get()
    client, page = signed_in(officer), f"{BASE}pembagian/{task.pk}/alihkan/"
    assert client.post(page, sent(reviewer=taken.pk, reason="Cuti")).status_code == 422
    assert client.post(page, sent(reviewer=free.pk, reason="Cuti")).status_code == 302
    assert tasks_of(free).filter(application=task.application).exists()


def test_the_draw_and_the_cockpit_lead_to_the_review(call: Call, officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    for page in ("seleksi/undian/tahap-1/", ""):
        assert BASE in client.get(f"/desk/diskominfo-malang/youtuber-tiktok/{page}").content.decode()


def test_the_overview_says_what_is_missing_until_nothing_is(call: Call, officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    assert "12 penilaian belum selesai." in client.get(BASE).content.decode()
    task = ReviewTask.objects.all()[0]
    merit.save_scores(task, given=given(task, 2, None), by=task.reviewer.account.actor, at=clock.now())
    review_all(call)
    assert ReviewTask.objects.filter(state=TaskState.BEGUN).count() == 1
    review(task, 2, 2)
    assert "Nilai siap dipakai" in client.get(BASE).content.decode()
