"""The draw itself: one result from list and seed, redone by anyone, and nothing public that tells who is who."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.selection import make_drawn_draw
from sanggar.cores.lottery import bundle as bundles
from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation import audit, clock
from sanggar.people.models import Account
from sanggar.selection import actions
from sanggar.selection.checking import check_draw
from sanggar.selection.decree_refusals import ResultNotPublished
from sanggar.selection.models import Draw, DrawEntry, DrawState, Outcome
from sanggar.selection.queries import draw_place_of, published_selected
from sanggar.selection.refusals import StepOutOfOrder

pytestmark = pytest.mark.django_db
VERIFY = Path(bundles.__file__).with_name("verify.py")
SPECIFIC = "kursi roda"


@pytest.fixture(scope="module")
def drawn(kept: None) -> int:
    return make_drawn_draw(make_programme(make_office()), people=6, seats=2).pk


@pytest.fixture
def draw(drawn: int, db: None) -> Draw:
    return Draw.objects.get(pk=drawn)


@pytest.fixture
def published(draw: Draw) -> Draw:
    actions.publish_draw(draw, by=SETUP, at=clock.now())
    return draw


def run_verify(text: str, folder: Path) -> tuple[int, dict[str, object]]:
    """What the stand-alone program says of a bundle."""
    path = folder / "bundle.json"
    path.write_text(text)
    done = subprocess.run([sys.executable, VERIFY, path, "--json"], capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


def test_everyone_gets_a_place_and_the_seats_are_filled(draw: Draw) -> None:
    places = list(draw.entries.order_by("-outcome", "position").values_list("outcome", "position"))
    assert places == [
        *((Outcome.SELECTED, position) for position in (1, 2)),
        *((Outcome.RESERVE, position) for position in (1, 2, 3, 4)),
    ]


def test_anyone_redoes_the_draw_with_the_one_file(draw: Draw, tmp_path: Path) -> None:
    code, report = run_verify(draw.bundle, tmp_path)
    assert (code, report["valid"], report["faults"]) == (0, True, [])
    bundle = read_json(draw.bundle.encode())
    assert (bundle["list_digest"], bundle["lottery_digest"]) == (draw.list_digest, draw.lottery_digest)


def test_a_bundle_with_two_people_swapped_is_found(draw: Draw, tmp_path: Path) -> None:
    bundle = json.loads(draw.bundle)
    first, last = bundle["draws"][0], bundle["draws"][-1]
    first["id"], last["id"] = last["id"], first["id"]
    code, report = run_verify(json.dumps(bundle), tmp_path)
    assert (code, report["valid"]) == (1, False)


def test_the_order_of_rows_in_the_database_decides_nothing(draw: Draw) -> None:
    before = dict(draw.entries.values_list("number", "position"))
    rows = list(draw.entries.all())
    Draw.objects.filter(pk=draw.pk).update(
        state=DrawState.SEEDED, bundle="", drawn_at=None, drawn_by=""
    )  # undone past the actions, to run it over rows that lie in another order
    DrawEntry.objects.all().delete()
    for row in reversed(rows):
        row.pk, row.outcome, row.position = None, "", None
        row.save(force_insert=True)
    actions.run_draw(draw, by=SETUP, at=clock.now())
    assert dict(draw.entries.values_list("number", "position")) == before


def test_a_draw_is_run_once_and_published_once(published: Draw) -> None:
    with pytest.raises(StepOutOfOrder):
        actions.run_draw(published, by=SETUP, at=clock.now())
    with pytest.raises(StepOutOfOrder, match="Hasil diumumkan"):
        actions.publish_draw(published, by=SETUP, at=clock.now())
    steps = published.events.values_list("from_state", "to_state")
    assert list(steps) == [("", "frozen"), ("frozen", "seeded"), ("seeded", "drawn"), ("drawn", "published")]


def test_there_is_no_decree_before_the_result_is_public(draw: Draw) -> None:
    with pytest.raises(ResultNotPublished):
        actions.draft_decree(draw, by=SETUP, at=clock.now())


# --- what each person and the public see -----------------------------------------------------------------------------
def test_people_learn_their_place_with_the_publication(draw: Draw) -> None:
    entry = draw.entries.filter(outcome=Outcome.RESERVE, position=2).get()
    assert draw_place_of(entry.application) is None
    actions.publish_draw(draw, by=SETUP, at=clock.now())
    place = draw_place_of(entry.application)
    assert place is not None
    assert (place.draw_id, place.outcome, place.position) == (entry.number, Outcome.RESERVE, 2)


def test_a_result_that_is_not_published_stays_inside(draw: Draw) -> None:
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert [receipt for receipt in receipts(draw) if receipt in page] == []
    assert Client().get(f"/undian/{draw.public_id}/bundle.json").status_code == 404
    assert list(published_selected(draw)) == []


def test_the_result_lists_people_by_registration_number(published: Draw) -> None:
    page = Client().get(f"/undian/{published.public_id}/").content.decode()
    selected, reserves = (
        sorted(published.entries.filter(outcome=outcome).values_list("application__receipt", flat=True))
        for outcome in (Outcome.SELECTED, Outcome.RESERVE)
    )
    assert in_order(page, receipts(published)) == [*selected, *reserves]
    assert page.count("P.U.") == page.count("Klojen") == 6


def test_nothing_public_links_a_person_to_a_draw_id(published: Draw) -> None:
    published.call.applications.update(motivation=SPECIFIC)
    page = Client().get(f"/undian/{published.public_id}/").content.decode()
    bundle = Client().get(f"/undian/{published.public_id}/bundle.json").content.decode()
    numbers = [entry.number for entry in published.entries.all()]
    assert [number for number in numbers if number in page] == []
    assert [number for number in numbers if number not in bundle] == []
    assert [secret for secret in personal(published) if secret in page or secret in bundle] == []
    assert [receipt for receipt in receipts(published) if receipt in bundle] == []


def test_the_public_pages_set_no_cookie_and_need_no_account(published: Draw) -> None:
    page = f"/undian/{published.public_id}/"
    for address in (page, f"{page}bundle.json", "/undian/verify.py"):
        response = Client().get(address)
        assert (response.status_code, dict(response.cookies)) == (200, {})


def test_the_downloads_are_the_bundle_as_stored_and_the_program_that_checks_it(published: Draw, tmp_path: Path) -> None:
    bundle = Client().get(f"/undian/{published.public_id}/bundle.json").content.decode()
    assert bundle == published.bundle
    program = tmp_path / "verify.py"
    program.write_bytes(Client().get("/undian/verify.py").content)
    (tmp_path / "bundle.json").write_text(bundle)
    done = subprocess.run(
        [sys.executable, program, tmp_path / "bundle.json"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, published.list_digest in done.stdout) == (0, True)


def test_of_the_unknown_draw_there_is_no_page(db: None) -> None:
    assert Client().get("/undian/tidak-ada/").status_code == 404


# --- the inspector ---------------------------------------------------------------------------------------------------
def test_the_inspector_re_checks_every_part(published: Draw) -> None:
    audit.seal_pending(clock.now())
    assert [check.holds for check in check_draw(published)] == [True] * 7


def test_a_result_changed_in_the_list_of_people_is_found(published: Draw) -> None:
    first, second = published.entries.filter(outcome=Outcome.SELECTED)
    DrawEntry.objects.filter(pk=first.pk).update(number="f" * 32)
    DrawEntry.objects.filter(pk=second.pk).update(number=first.number)
    failed = [str(check.label) for check in check_draw(published) if not check.holds]
    assert failed == ["Hasil di daftar orang sama dengan berkas"]


def test_a_source_changed_after_the_freeze_is_found(published: Draw) -> None:
    published.seats += 1
    failed = [str(check.label) for check in check_draw(published) if not check.holds]
    assert failed == ["Daftar dan sumber sama dengan catatan audit saat pembekuan"]


def receipts(draw: Draw) -> list[str]:
    return list(draw.call.applications.values_list("receipt", flat=True))


def in_order(page: str, texts: list[str]) -> list[str]:
    return sorted((text for text in texts if text in page), key=page.index)


def personal(draw: Draw) -> list[str]:
    """Everything of the applicants that must not be public."""
    rows = draw.call.applications.values_list(
        "name", "nik_lookup", "nik_prefix", "phone", "email", "motivation", "nik_sealed"
    )
    people = [value for row in rows for value in row if value]
    accounts = Account.objects.values_list("name", flat=True)
    return [*people, *accounts]
