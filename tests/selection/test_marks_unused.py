"""Where the rule uses no marks nobody is asked for any, and where the list is frozen no form asks for one."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from factories.merit import make_review_call, review, review_all, tasks_on
from factories.people import SETUP
from factories.selection import make_procedure
from sanggar.applications.models import Call
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.life import select_step
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import freeze_draw
from sanggar.selection.models import ReviewTask
from sanggar.selection.queries import waiting_reviews

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
BASE = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/penilaian/tahap-1/"
MISSING = "Yang masih perlu sebelum nilai dipakai"


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_review_call(programme)


def text_of(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.parametrize(("rule", "counts"), [("lottery", False), ("floor", True), ("first_come", False)])
def test_reviews_are_asked_for_only_where_the_rule_uses_marks(
    call: Call, officer: Account, signed_in: SignIn, rule: str, *, counts: bool
) -> None:
    drawn = rule != "first_come"
    make_procedure(call, rule=rule, source_kind="dice" if drawn else "", floor=50 if rule == "floor" else None)
    one, other = tasks_on(call.applications.all()[0])
    review(one, 4, 4)
    review(other, 0, 0)
    page, reader = text_of(signed_in(officer), BASE), ReviewTask.objects.all()[0].reviewer.account
    assert (MISSING in page, "Nilai tidak dipakai" in page) == (counts, not counts)
    assert bool(waiting_reviews(reader)) == counts
    assert (select_step(Figures(call.programme, clock.now())).figure == "Penilaian") == counts
    asked = [todo.text for todo in todos_of(officer, Figures(call.programme, clock.now()))]
    assert ("Panggil penilai ketiga: 1 lamaran" in asked) == counts
    own = text_of(signed_in(reader), "/saya/penilaian/tahap-1/")
    assert ("Tata cara yang diumumkan tidak memakai nilai." in own) == (not counts)


def test_as_long_as_no_rule_is_published_marks_may_count(call: Call, officer: Account, signed_in: SignIn) -> None:
    assert MISSING in text_of(signed_in(officer), BASE)
    reader = ReviewTask.objects.all()[0].reviewer
    (waiting,) = waiting_reviews(reader.account)
    assert waiting.following == min(reader.tasks.values_list("ordinal", flat=True))
    to_the_next = f'/saya/penilaian/tahap-1/{waiting.following}/">Baca lamaran berikutnya'
    assert to_the_next in text_of(signed_in(reader.account), "/saya/")


def test_after_the_freeze_no_form_is_filled_in_for_nothing(call: Call, officer: Account, signed_in: SignIn) -> None:
    task, last = ReviewTask.objects.order_by("pk")[0], ReviewTask.objects.order_by("pk").last()
    assert last is not None
    make_procedure(call)
    reader, page = signed_in(task.reviewer.account), f"/saya/penilaian/tahap-1/{task.ordinal}/"
    assert 'name="level_1"' in text_of(reader, page)
    freeze_draw(call, by=SETUP, at=clock.now())
    over = text_of(reader, page)
    assert ('name="level_1"' in over, "Penilaian sudah ditutup" in over) == (False, True)
    assert reader.post(page, {"once": str(uuid.uuid4()), "act": "simpan"}).status_code == 422
    assert "jadi penilaian sudah ditutup" in text_of(reader, "/saya/penilaian/tahap-1/")


def test_a_frozen_call_whose_marks_counted_asks_for_no_more(call: Call, officer: Account, signed_in: SignIn) -> None:
    make_procedure(call, rule="floor", floor=10)
    review_all(call)
    freeze_draw(call, by=SETUP, at=clock.now())
    ReviewTask.objects.update(state="begun", finished_at=None)
    page = text_of(signed_in(officer), BASE)
    assert (MISSING in page, "jadi penilaian sudah ditutup" in page) == (False, True)
