"""What a change would do is told before anybody answers for it: whether its quotas hold, and whom they leave out."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.applications import accept_together, apply, apply_together, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_stage
from factories.selection import computed, dice_hour, freeze, make_procedure, make_screened_call, readers
from sanggar.applications.actions import close_call
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw, LotteryWork, Procedure, ProposedChange

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/seleksi"
EVEN = {"track": {"youtube": (1, 2), "tiktok": (1, 2)}}


def words(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def propose(call: Call, by: Account, quotas: Any) -> ProposedChange:
    terms = actions.Terms("lottery", "dice", quotas=quotas, objection_days=0, venue="Aula", draw_at=dice_hour(call))
    return actions.write_procedure(call, terms, reason="Uji", by=by.actor, at=clock.now()).proposals.get()


def proposed_page(programme: Programme, signed_in: SignIn, quotas: Any) -> str:
    """Of eight people, half of each track, for three seats; as the second person reads it."""
    call, (first, second) = make_screened_call(programme, people=8, seats=3), readers(programme)
    make_procedure(call, quotas=EVEN)
    propose(call, first, quotas)
    return words(signed_in(second).get(f"{ROOM}/tata-cara/{call.slug}/").content)


def test_the_second_person_reads_that_proposed_quotas_can_not_be_met(programme: Programme, signed_in: SignIn) -> None:
    page = proposed_page(programme, signed_in, {"sex": {"L": (0, 1), "P": (2, 3)}})
    assert "Dengan perubahan ini kuota belum dapat dipenuhi" in page
    assert "Tidak dapat dipenuhi: Jenis kelamin, Laki-laki paling banyak 1 (orangnya 8)." in page
    assert "Tidak dapat dipenuhi: Jenis kelamin, Perempuan paling sedikit 2 (orangnya 0)." in page
    assert "Kuota yang masih berlaku dapat dipenuhi" in page
    assert "Tegaskan" in page


def test_the_second_person_reads_whom_proposed_quotas_leave_out(programme: Programme, signed_in: SignIn) -> None:
    page = proposed_page(programme, signed_in, {"track": {"youtube": (3, 3), "tiktok": (0, 0)}})
    assert "Dengan perubahan ini kuota dapat dipenuhi" in page
    assert "4 orang yang sudah mendaftar tidak akan berpeluang terpilih" in page
    assert "Jalur: TikTok (4)" in page
    assert "Jalur: YouTube (4)" not in page


def test_the_second_person_reads_people_and_bounds_of_proposed_quotas_beside_those_in_force(
    programme: Programme, signed_in: SignIn
) -> None:
    page = proposed_page(programme, signed_in, {"track": {"youtube": (3, 3), "tiktok": (0, 0)}})
    rows = ("Kelompok Orang Kuota usulan Kuota yang berlaku", "Jalur: YouTube 4 3 1–2", "Jalur: TikTok 4 0 1–2")
    assert [row in page for row in rows] == [True] * 3


def test_a_group_that_had_no_quota_says_so_beside_the_proposed_one(programme: Programme, signed_in: SignIn) -> None:
    page = proposed_page(programme, signed_in, {"sex": {"L": (0, 3), "P": (0, 3)}})
    rows = ("Jenis kelamin: Laki-laki 8 0–3 tidak ada", "Jenis kelamin: Perempuan 0 0–3 tidak ada")
    assert [row in page for row in rows] == [True] * 2


def test_groups_over_specific_data_are_named_to_who_may_know_alone(programme: Programme, signed_in: SignIn) -> None:
    """Two of four need support, and have a chance by the quotas that count still."""
    call, (officer, pptk) = make_call(programme, make_stage(programme, seats=2)), readers(programme)
    make_procedure(call, quotas={"disability": {"yes": (0, 2), "no": (0, 2)}})
    for number in range(1, 5):
        apply(call, numbered_answers(call, number, disability_need="Juru bahasa isyarat" if number <= 2 else ""))
    propose(call, officer, {"disability": {"yes": (0, 0), "no": (2, 2)}})
    link, group = f"{ROOM}/tata-cara/{call.slug}/", "Kebutuhan disabilitas: ada kebutuhan (2)"
    pages = [words(signed_in(who).get(link).content) for who in (officer, pptk)]
    row = "Kebutuhan disabilitas: ada kebutuhan 2 0 0–2"
    assert [row in page for page in pages] == [True, False]
    assert "Kuota usulan Kuota yang berlaku" not in pages[1]
    assert ["tidak akan berpeluang terpilih" in page for page in pages] == [True, True]
    assert ["2 orang yang sudah mendaftar tidak akan" in page for page in pages] == [True, False]
    assert ["Jumlahnya tidak ditampilkan kepada Anda" in page for page in pages] == [False, True]
    assert [group in page for page in pages] == [True, False]


def test_a_change_that_leaves_nobody_out_says_nothing_of_it(programme: Programme, signed_in: SignIn) -> None:
    page = proposed_page(programme, signed_in, {"track": {"youtube": (0, 3), "tiktok": (0, 3)}})
    assert ("kuota dapat dipenuhi" in page, "tidak akan berpeluang" in page) == (True, False)


def test_what_can_no_longer_be_confirmed_says_why(programme: Programme, signed_in: SignIn) -> None:
    call, (first, second) = make_screened_call(programme, people=8, seats=3), readers(programme)
    make_procedure(call, quotas=EVEN)
    propose(call, first, {"track": {"youtube": (0, 3), "tiktok": (0, 3)}})
    Procedure.objects.filter(call=call).update(quotas={"track": {"youtube": [1, 3], "tiktok": [0, 2]}})
    page = words(signed_in(second).get(f"{ROOM}/tata-cara/{call.slug}/").content)
    assert ("Tidak dapat ditegaskan" in page, "sudah berubah. Muat ulang" in page) == (True, True)
    assert ("Tegaskan" in page, "Batalkan perubahan" in page) == (False, True)


# --- after the freeze ------------------------------------------------------------------------------------------------
def make_clashing_draw(programme: Programme) -> Draw:
    """One woman where two are asked for, and every seat of the men goes to one track."""
    call = make_call(programme, make_stage(programme, seats=3))
    youtube, tiktok = programme.tracks.get(code="youtube"), programme.tracks.get(code="tiktok")
    people = [("P", youtube), *[("L", youtube)] * 3, *[("L", tiktok)] * 4]
    apply_together(call, [numbered_answers(call, n, sex=sex, track=track) for n, (sex, track) in enumerate(people, 1)])
    accept_together(call.applications.all())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    quotas = {"sex": {"P": (2, 3), "L": (0, 1)}, "track": {"youtube": (3, 3), "tiktok": (0, 0)}}
    return freeze(call, quotas=quotas)


def test_before_a_proposal_is_accepted_it_is_told_whom_it_leaves_out(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = make_clashing_draw(programme)
    page = words(signed_in(officer).get(f"{ROOM}/undian/{draw.call.slug}/hitung-ulang/").content)
    assert "4 orang tidak berpeluang terpilih" in page
    assert "Bila usulan di bawah ini diterima" in page
    assert "Jenis kelamin: Laki-laki, Jalur: TikTok (4)" in page
    assert "Usulan; semula 2–3." in page


def test_quotas_typed_in_its_place_are_told_of_before_they_count(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw, client = make_clashing_draw(programme), signed_in(officer)
    link = f"{ROOM}/undian/{draw.call.slug}/hitung-ulang/"
    shown = client.get(link)
    proposal = {field.html_name: field.value() for field in shown.context["form"] if field.value()}
    typed = proposal | {"reason": "Perempuannya satu", "q_sex_P": "1-3", "q_sex_L": "0-2", "once": str(uuid.uuid4())}
    assert typed["told_of"]
    other = typed | {"q_sex_P": "2-3", "q_sex_L": "0-1"}  # as it was: still clashes
    refused = client.post(link, other)
    assert (refused.status_code, "masih tidak dapat dipenuhi" in words(refused.content)) == (422, True)
    assert client.post(link, typed).status_code == 302  # the very proposal: it was read
    draw = computed(draw)
    assert (bool(draw.lottery), draw.entries.filter(chance=0).count()) == (True, 4)


def test_who_would_lose_every_chance_by_other_quotas_is_told_once(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    """The smallest change lets a man in; the officer lets a woman less be asked for and a man more: the same people."""
    draw, client = make_clashing_draw(programme), signed_in(officer)
    link = f"{ROOM}/undian/{draw.call.slug}/hitung-ulang/"
    typed = {"once": str(uuid.uuid4()), "reason": "Perempuannya satu", "q_sex_P": "1-3", "q_sex_L": "0-2"}
    typed |= {"q_track_youtube": "3", "q_track_tiktok": "0"}
    first = client.post(link, typed)
    told = "Belum dicatat. Dengan kuota yang Anda isi, mereka kehilangan semua peluang."
    assert (first.status_code, told in words(first.content)) == (422, True)
    assert LotteryWork.objects.get(draw=draw).fault == "clash"
    again = {field.html_name: field.value() for field in first.context["form"] if field.value()}
    assert client.post(link, again).status_code == 302
    assert computed(draw).lottery
