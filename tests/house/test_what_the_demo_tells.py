"""What the demo's own record and its published tables of people give away."""

import json
from collections import Counter
from functools import partial

import pytest
from django.test import Client

from factories.auditing import Published, weak_points
from sanggar.applications.models import ApplicationState
from sanggar.applications.queries import open_calls
from sanggar.applications.signals import shared_values, sharing
from sanggar.cores.disclosure import safe_tables
from sanggar.cores.lottery import verify
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry, Channel, Message, MessageState
from sanggar.journeys.demo.composing import BEGINNERS_FIRST, EXPERIENCE
from sanggar.mentoring.models import RUNNING, Mentorship
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.reporting import people_tables
from sanggar.reporting.people_tables import ShownTable
from sanggar.reporting.queries import programme_report, public_summary
from sanggar.selection.models import Draw
from sanggar.training.models import Goal

pytestmark = [pytest.mark.django_db]


def read(tables: list[ShownTable]) -> list[Published]:
    found = []
    for table in tables:
        rows, columns = table.title.split(" × ")
        labels, cells = zip(*table.rows, strict=True)
        found.append(Published((rows, columns), labels, table.columns, cells))
    return found


def test_nobody_can_work_out_a_hidden_number_from_all_tables_of_page_and_report(
    demo: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = Programme.objects.get()
    public, desk = public_summary(programme).tables, programme_report(programme, clock.now()).tables
    assert sum(table.hidden for table in public) > 0
    monkeypatch.setattr(people_tables, "safe_tables", partial(safe_tables, threshold=0))
    truth = public_summary(programme).tables
    assert weak_points(read([*public, *desk]), read(truth)) == []


def test_of_the_demo_only_the_right_for_the_region_stands_in_no_office_s_books(demo: dict[str, str]) -> None:
    found = AuditEntry.objects.filter(organisation_id="").values_list("verb", "actor_kind")
    assert list(found) == [("people.give_grant", "system")]


def test_an_account_stands_in_the_record_by_its_number_not_by_a_name_that_could_not_be_erased(
    demo: dict[str, str],
) -> None:
    names = Account.objects.values_list("name", flat=True)
    assert list(AuditEntry.objects.filter(subject_label__in=list(names)).values_list("verb", flat=True)) == []


def test_the_printed_participant_is_accompanied_by_the_printed_mentor_and_counts_steps(demo: dict[str, str]) -> None:
    own = Mentorship.objects.filter(enrolment__person__account__email=demo[Role.PARTICIPANT], state__in=RUNNING)
    assert [pair.mentor.account.email for pair in own] == [demo[Role.MENTOR]]
    counted = [
        (goal.milestones.count(), goal.milestones.exclude(reached_on=None).count()) for goal in Goal.objects.all()
    ]
    assert (4, 2) in counted


def test_the_draw_of_the_demo_counts_an_own_question_and_anyone_can_check_it(demo: dict[str, str]) -> None:
    """Read and served as everyone gets it, with the steps of its reserves."""
    draw = Draw.objects.get()
    public = Client().get(f"/undian/{draw.public_id}/bundle.json").content
    bundle = json.loads(public)
    kept = [verify.report(verify.read(public))["faults"], sorted(bundle["lottery"]["quotas"])]
    assert kept == [[], ["district", "q_p1", "sex", "track"]]
    seated = [each["id"] for each in bundle["draws"] if each["outcome"] == "selected"]
    kinds = {each["id"]: each["type"] for each in bundle["lottery"]["people"]}
    told = Counter(bundle["lottery"]["types"][kinds[each]]["features"]["q_p1"] for each in seated)
    assert all(low <= told[value] <= high for value, (low, high) in BEGINNERS_FIRST.items())
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert ("Seberapa sering Anda mengunggah video selama ini" in page, EXPERIENCE[0][0] in page) == (True, True)


def test_the_demo_shows_the_desk_applications_that_came_from_one_browser(demo: dict[str, str]) -> None:
    call = open_calls(clock.now()).get()
    waiting = call.applications.filter(state=ApplicationState.SUBMITTED)
    found = sharing(waiting, shared_values([call]), "peramban")
    assert (found.count(), found.values("device").distinct().count()) == (2, 1)
    assert not call.applications.filter(device="", office_entry=None).exclude(state=ApplicationState.CONTESTED).exists()


def test_nothing_of_the_demo_is_told_as_sent_by_a_channel_that_it_has_not_and_something_waits_to_be_told_by_hand(
    demo: dict[str, str],
) -> None:
    told = set(Message.objects.exclude(channel="").values_list("channel", flat=True))
    assert told == {Channel.EMAIL}
    assert Message.objects.filter(state=MessageState.BY_HAND, key__startswith="decision").count() == 2
