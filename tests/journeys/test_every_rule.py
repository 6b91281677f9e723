"""Each way of giving seats, walked by its pages from the procedure to the result that anyone can check."""

import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.applications import birth_date_of, make_call, nik_number
from factories.merit import given, make_reviewer, make_rubric, tasks_on
from factories.people import SETUP
from factories.planning import make_stage
from factories.selection import DIGITS, computed, its_hour_has_come, readers
from sanggar.applications.models import Application, Call
from sanggar.cores.lottery import verify
from sanggar.foundation import clock
from sanggar.foundation.dates import local_time
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.models import Draw, Outcome

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
OFFICE = "/desk/diskominfo-malang/youtuber-tiktok"
SELECTION, SCREENING = f"{OFFICE}/seleksi", f"{OFFICE}/pendaftaran"
PEOPLE = 5
LADDER = ((4, 4), (2, 2), (4, 2), (0, 2), (2, 0))
"""What the reviewers find, by the order of arrival: marks of 100, 50, 87.5, 12.5 and 37.5."""
RULES: dict[str, dict[str, str]] = {
    "lottery": {"source_kind": "dice"},
    "floor": {"source_kind": "dice", "floor": "40"},
    "merit": {"source_kind": "dice"},
    "first_come": {"order_meant": "on"},
}
SEATED: dict[str, set[int]] = {"merit": {0, 2}, "first_come": {0, 1}}
"""By the order of arrival, where no chance decides; else two of these may be."""
MAY: dict[str, set[int]] = {"lottery": {0, 1, 2, 3, 4}, "floor": {0, 1, 2}, **SEATED}


@pytest.mark.parametrize("rule", RULES)
def test_from_the_call_to_the_result(programme: Programme, officer: Account, signed_in: SignIn, rule: str) -> None:
    call, dewi = make_call(programme, make_stage(programme, seats=2)), signed_in(officer)
    announce(dewi, call, rule)
    people = [apply(number) for number in range(1, PEOPLE + 1)]
    for each in people:
        press(dewi, f"{SCREENING}/lamaran/{each.receipt}/", "terima/")
    press(dewi, f"{SCREENING}/buka/{call.slug}/tutup/", "tutup/", reason="Sudah cukup banyak pendaftar")
    if rule in ("floor", "merit"):
        have_marked(call, people, signed_in)
    draw = decide(dewi, call, signed_in)
    told = [own_page(each) for each in people]
    seated = {number for number, page in enumerate(told) if "Anda terpilih" in page}
    assert (len(seated), seated <= MAY[rule]) == (2, True)
    assert seated == SEATED.get(rule, seated)
    public = Client().get(f"/undian/{call.slug}/").content.decode()
    assert [each.receipt in public for each in people] == [
        number in MAY[rule] or rule != "floor" for number in range(5)
    ]
    bundle = Client().get(f"/undian/{call.slug}/bundle.json").content
    places = json.loads(bundle)["draws" if draw.is_lottery else "places"]
    assert verify.report(verify.read(bundle))["faults"] == []
    assert sum(each["outcome"] == Outcome.SELECTED for each in places) == 2


def announce(client: Client, call: Call, rule: str) -> None:
    """Written and published on its pages, before anybody has applied."""
    terms = {
        "rule": rule,
        "source_kind": "",
        "objection_days": "0",
        "answering_hours": "12",
        "deadline_time": "16:00",
        "venue": "Aula",
        "draw_at": f"{local_time(call.ends_at + timedelta(hours=2)):%Y-%m-%dT%H:%M}",
        **RULES[rule],
    }
    page = f"{SELECTION}/tata-cara/{call.slug}"
    press(client, f"{page}/ubah/", "", **terms)
    press(client, f"{page}/", "umumkan/")


def apply(number: int) -> Application:
    """On the public form, as on a phone."""
    answers = {
        "submission_id": str(uuid.uuid4()),
        "name": f"Pelamar Uji {number}",
        "nik": nik_number(number),
        "birth_date": birth_date_of(number).isoformat(),
        "sex": "L",
        "kelurahan": "35.73.02.1003",
        "phone": f"0812{number:08}",
        "track": "youtube",
        "category": "public",
        "motivation": "Ingin memasarkan keripik tempe buatan ibu.",
        "notice": "on",
        "step": "send",
    }
    answer = Client().post("/daftar/tahap-1/", answers)
    assert answer.status_code == 303, answer.content.decode()
    return Application.objects.get(submission_id=answers["submission_id"])


def have_marked(call: Call, people: list[Application], signed_in: SignIn) -> None:
    """Two reviewers, each on their own pages."""
    make_rubric(call)
    for name in ("Rini Penilai", "Rudi Penilai"):
        make_reviewer(call, name)
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    for number, each in enumerate(people):
        for task in tasks_on(each):
            levels = [one for one in given(task, *LADDER[number]) if one.level]
            chosen = {f"level_{one.criterion.ordinal}": one.level.pk for one in levels}
            page = f"/saya/penilaian/{call.slug}/{task.ordinal}/"
            press(signed_in(task.reviewer.account), page, "", act="selesai", **chosen)


def decide(client: Client, call: Call, signed_in: SignIn) -> Draw:
    """Frozen, the dice thrown where there are any, drawn, published."""
    page = f"{SELECTION}/undian/{call.slug}/"
    press(client, page, "bekukan/", understood="on")
    draw = its_hour_has_come(computed(Draw.objects.get(call=call)))
    for reader in readers(call.programme) if draw.has_seed else ():
        press(signed_in(reader), page, "dadu/", digits=DIGITS)
    press(client, page, "undi/")
    press(client, page, "umumkan/")
    draw.refresh_from_db()
    assert draw.is_published
    return draw


def press(client: Client, page: str, action: str, **typed: Any) -> None:
    """Send the form of this page that leads to `action`, or to the page itself, with what it carries."""
    shown = client.get(page)
    assert shown.status_code == 200, page
    forms = re.findall(r"<form\b([^>]*)>(.*?)</form>", shown.content.decode(), re.DOTALL)
    posted = [(re.search(r'action="([^"]+)"', head), body) for head, body in forms if 'method="post"' in head]
    by_target = {named[1] if named else page: body for named, body in posted}
    target = next(each for each in by_target if (each.endswith(action) if action else each == page))
    carried = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', by_target[target]))
    answer = client.post(target, {**carried, **typed})
    assert answer.status_code == 302, f"{page}: {answer.content.decode()}"


def own_page(application: Application) -> str:
    return Client().get(application.own_path).content.decode()
