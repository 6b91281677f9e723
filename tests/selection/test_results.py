"""The results of a draw: shown first, held until they are released, sent once, to each who has an address."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from factories.people import SETUP
from factories.planning import make_programme
from factories.selection import draw_and_publish, make_drawn_draw, make_published_draw, make_quota_draw
from sanggar.foundation import clock
from sanggar.foundation.messaging.officer import release_batch
from sanggar.foundation.messaging.outbox import send_due
from sanggar.people.models import Account, Organisation
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.letters import send_result, take_up_result_letters, tell_results
from sanggar.selection.models import DrawEntry
from sanggar.selection.refusals import ResultsAlreadySent, StepOutOfOrder
from sanggar.selection.reserve_job import find_reserves
from sanggar.selection.result_words import result_batch

pytestmark = pytest.mark.django_db
PAGE = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/tahap-1/pemberitahuan/"


def test_who_gets_which_letter_is_shown_before_anything_is_sent(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    draw = make_published_draw(programme)
    page = signed_in(officer).get(PAGE).content.decode()
    assert "Belum ada yang dikirim" in page
    assert not any(application.token in page for application in draw.call.applications.all())
    assert draw.entries.filter(letter_at__isnull=False).count() == 0
    assert signed_in(officer).post(PAGE, {"once": str(uuid.uuid4())}).status_code == 302
    draw.refresh_from_db()
    assert draw.results_sent_at is not None


def test_the_way_to_release_them_is_there_once_a_letter_is_written_and_not_after_they_left(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    draw, client = make_published_draw(programme), signed_in(officer)
    actions.send_results(draw, by=SETUP, at=clock.now())
    entries = DrawEntry.objects.filter(draw=draw).exclude(application__email="")

    def told() -> tuple[bool, bool, bool]:
        page = client.get(PAGE).content.decode()
        link = f"/pesan/kelompok/{result_batch(draw)}/"
        return "Sisanya sedang ditulis" in page, link in page, "Tidak ada yang masih ditahan" in page

    assert told() == (True, False, False)
    first, *others = entries
    send_result.call(first.pk)
    assert told() == (True, True, False)
    for entry in others:
        send_result.call(entry.pk)
    assert told() == (False, True, False)
    release_batch(programme.shelf, result_batch(draw), place=programme.place, by=SETUP, at=clock.now())
    assert told() == (False, False, True)


def test_each_person_with_an_address_gets_one_letter_with_the_own_result(
    programme: Programme, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    draw = make_published_draw(programme)
    written_to = DrawEntry.objects.filter(draw=draw).exclude(application__email="")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert actions.send_results(draw, by=SETUP, at=clock.now()) == written_to.count() == 2
    assert DBTaskResult.objects.filter(task_path=send_result.module_path).count() == 0  # the worker asks for each
    for _again in range(2):
        tell_results.call(draw.pk)
    assert DBTaskResult.objects.filter(task_path=send_result.module_path).count() == 2
    for entry in written_to:
        send_result.call(entry.pk)
        send_result.call(entry.pk)
    assert mail.outbox == []
    place = programme.place
    assert release_batch(programme.shelf, result_batch(draw), place=place, by=SETUP, at=clock.now()) == 2
    for _round in range(2):
        send_due(clock.now())
    told = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert len(mail.outbox) == 2
    for entry in written_to.select_related("application"):
        assert told[entry.application.email].startswith("Anda terpilih" if entry.outcome == "selected" else "Hasil")


def test_letters_that_were_lost_are_asked_for_again_for_a_day(programme: Programme) -> None:
    draw, at = make_published_draw(programme), clock.now()
    actions.send_results(draw, by=SETUP, at=at)
    later, queue = at + timedelta(minutes=11), DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    assert take_up_result_letters(later) == 0  # it still waits in the queue
    queue.delete()
    assert [take_up_result_letters(at), take_up_result_letters(later)] == [0, 1]
    queue.delete()
    assert take_up_result_letters(at + timedelta(days=2)) == 0
    draw.entries.update(letter_at=at)
    assert take_up_result_letters(later) == 0


def test_letters_of_another_draw_that_still_wait_keep_no_lost_ones_back(
    programme: Programme, other_office: Organisation
) -> None:
    lost, at = make_published_draw(programme), clock.now()
    waiting = make_published_draw(make_programme(other_office), slug="tahap-lain")
    for draw in (lost, waiting):
        actions.send_results(draw, by=SETUP, at=at)
    DBTaskResult.objects.all().delete()
    tell_results.call(waiting.pk)
    assert take_up_result_letters(at + timedelta(minutes=11)) == 1
    tell_results.call(lost.pk)
    DBTaskResult.objects.filter(task_path=tell_results.module_path).delete()
    assert take_up_result_letters(at + timedelta(minutes=11)) == 0


def test_who_waits_for_a_seat_does_not_wait_for_the_letters_to_everybody(programme: Programme) -> None:
    draw = make_published_draw(programme)
    DBTaskResult.objects.all().delete()
    actions.send_results(draw, by=SETUP, at=clock.now())
    tell_results.call(draw.pk)
    find_reserves.enqueue(draw.pk)
    order = [task.task_path.rpartition(".")[2] for task in DBTaskResult.objects.ready()]
    assert order == ["tell_results", "find_reserves", "send_result", "send_result"]


def test_nothing_is_sent_twice_or_before_the_publication(programme: Programme) -> None:
    draw = make_drawn_draw(programme)
    with pytest.raises(StepOutOfOrder):
        actions.send_results(draw, by=SETUP, at=clock.now())
    actions.publish_draw(draw, by=SETUP, at=clock.now())
    actions.send_results(draw, by=SETUP, at=clock.now())
    with pytest.raises(ResultsAlreadySent):
        actions.send_results(draw, by=SETUP, at=clock.now())


def test_what_everyone_waits_for_is_seconds_old_at_most(programme: Programme) -> None:
    """Before the freeze, while the chance is awaited, and once the result is out."""
    draw = make_quota_draw(programme)
    pages = [f"/undian/{draw.public_id}/", f"/undian/{draw.public_id}/daftar.json"]
    kept = [Client().get(page)["Cache-Control"] for page in pages]
    draw_and_publish(draw)
    kept += [Client().get(page)["Cache-Control"] for page in pages]
    assert kept == ["public, max-age=5"] * 2 + ["public, max-age=60"] * 2
