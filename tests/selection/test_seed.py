"""The seed is recorded once: two people read the same dice, or the network signed the named round."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.races import race
from factories.selection import (
    DIGITS,
    RANDOMNESS,
    ROUND,
    SIGNATURE,
    freeze,
    make_frozen_draw,
    make_screened_call,
    readers,
)
from sanggar.cores.beacon import quicknet
from sanggar.cores.lottery.seed import derive_seed
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.planning.models import Programme
from sanggar.selection import actions, relays
from sanggar.selection.actions import DiceResult
from sanggar.selection.models import DiceEntry, Draw, DrawState
from sanggar.selection.queries import dice_progress
from sanggar.selection.refusals import (
    DiceNotDigits,
    DiceTooFew,
    NoEntryToReplace,
    PersonUnknown,
    RandomnessWrong,
    RoundNotYet,
    RoundUnavailable,
    SecondPersonNeeded,
    SeedAlreadyRecorded,
    SignatureWrong,
)

pytestmark = pytest.mark.django_db
FROZEN_AT = quicknet.time_of(ROUND) - timedelta(hours=1)
OTHER_DIGITS = DIGITS[:-1] + "4"


def enter(draw: Draw, account: object, digits: str = DIGITS) -> DiceResult:
    return actions.enter_dice(draw, digits=digits, by=account.actor, at=clock.now())  # type: ignore[attr-defined]


def test_two_equal_readings_by_two_people_make_the_seed(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = readers(programme)
    assert enter(draw, dina, "40719 33852 06471 29953") is DiceResult.FIRST
    assert enter(draw, dodi) is DiceResult.MATCH
    draw.refresh_from_db()
    assert (draw.state, draw.source_value) == (DrawState.SEEDED, DIGITS)
    assert draw.seed == derive_seed(draw.list_digest, "dice", DIGITS).hex()


def test_one_person_can_not_be_both(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    dina, _ = readers(programme)
    enter(draw, dina)
    with pytest.raises(SecondPersonNeeded):
        enter(draw, dina)
    with pytest.raises(IntegrityError), transaction.atomic():
        DiceEntry.objects.create(draw=draw, attempt=1, ordinal=2, account=dina, digits=DIGITS, at=clock.now())
    with pytest.raises(PersonUnknown):
        actions.enter_dice(draw, digits=DIGITS, by=SETUP, at=clock.now())


def test_who_mistyped_first_replaces_the_own_entry_until_the_second_is_there(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = readers(programme)
    replace = partial(actions.replace_dice, draw, at=clock.now())
    with pytest.raises(NoEntryToReplace):
        replace(digits=DIGITS, by=dina.actor)
    enter(draw, dina, OTHER_DIGITS)
    with pytest.raises(NoEntryToReplace):
        replace(digits=DIGITS, by=dodi.actor)
    assert replace(digits=DIGITS, by=dina.actor) is DiceResult.REPLACED
    assert list(draw.dice_entries.values_list("attempt", "ordinal", "account__name", "digits")) == [
        (1, 1, "Dina Dadu", DIGITS)
    ]
    told = AuditEntry.objects.get(verb="selection.replace_dice")
    assert (json.loads(told.details), told.actor_label) == ({"attempt": 1, "result": "replaced"}, dina.actor.label)
    assert enter(draw, dodi, OTHER_DIGITS) is DiceResult.MISMATCH
    with pytest.raises(NoEntryToReplace):
        replace(digits=OTHER_DIGITS, by=dina.actor)


def test_the_page_lets_who_read_first_replace_the_entry_and_shows_no_digits(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = readers(programme)
    page = f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/{draw.call.slug}/"
    enter(draw, dina, OTHER_DIGITS)
    browser, other = Client(), Client()
    browser.force_login(dina)
    other.force_login(dodi)
    shown = browser.get(page).content.decode()
    assert ("Ganti isian saya" in shown, OTHER_DIGITS in shown) == (True, False)
    assert "Ganti isian saya" not in other.get(page).content.decode()
    sent = {"once": str(uuid.uuid4()), "digits": DIGITS, "replaces": "True"}
    assert browser.post(f"{page}dadu/", sent).status_code == 302
    assert enter(draw, dodi) is DiceResult.MATCH


def test_differing_readings_are_kept_and_a_new_attempt_begins(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = readers(programme)
    enter(draw, dina)
    assert enter(draw, dodi, OTHER_DIGITS) is DiceResult.MISMATCH
    draw.refresh_from_db()
    assert (draw.state, draw.seed) == (DrawState.FROZEN, "")
    assert enter(draw, dodi) is DiceResult.FIRST
    assert enter(draw, dina) is DiceResult.MATCH
    entries = draw.dice_entries.values_list("attempt", "ordinal", "account__name", "digits")
    assert list(entries) == [
        (1, 1, "Dina Dadu", DIGITS),
        (1, 2, "Dodi Dadu", OTHER_DIGITS),
        (2, 1, "Dodi Dadu", DIGITS),
        (2, 2, "Dina Dadu", DIGITS),
    ]
    progress = dice_progress(draw)
    assert (len(progress.differing), progress.waiting) == (1, None)


def test_nobody_rolls_again_once_the_seed_stands(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    dina, dodi = readers(programme)
    enter(draw, dina)
    enter(draw, dodi)
    with pytest.raises(SeedAlreadyRecorded):
        enter(draw, dina, OTHER_DIGITS)
    draw.refresh_from_db()
    assert (draw.source_value, draw.dice_entries.count()) == (DIGITS, 2)


def test_dice_are_at_least_twenty_plain_digits(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    dina, _ = readers(programme)
    with pytest.raises(DiceTooFew, match="20 angka dadu; yang diisi 19"):
        enter(draw, dina, DIGITS[:-1])
    for wrong in ("4071933852064712995x", "٤٠٧١٩٣٣٨٥٢٠٦٤٧١٢٩٩٥٣", ""):
        with pytest.raises(DiceNotDigits):
            enter(draw, dina, wrong)


@pytest.mark.django_db(transaction=True)
def test_of_many_second_readings_at_once_one_makes_the_seed() -> None:
    programme = make_programme(make_office())
    draw = make_frozen_draw(programme)
    dina, dodi = readers(programme)
    enter(draw, dina)
    outcomes = race([lambda: enter(draw, dodi) for _ in range(8)])
    assert outcomes == {"done": 1, "seed_already_recorded": 7}
    assert draw.dice_entries.count() == 2


# --- the beacon ------------------------------------------------------------------------------------------------------
@pytest.fixture
def drand_draw(programme: Programme) -> Draw:
    """Frozen an hour before round 1000, which it names."""
    with time_machine.travel(FROZEN_AT, tick=False):
        call = make_screened_call(programme)
        return freeze(call, source_kind="drand", draw_at=quicknet.time_of(ROUND))


AFTER = quicknet.time_of(ROUND) + timedelta(seconds=5)


def test_the_signed_value_of_the_named_round_makes_the_seed(drand_draw: Draw) -> None:
    assert drand_draw.drand_round == ROUND
    actions.enter_randomness(drand_draw, signature=SIGNATURE.upper() + "\n", randomness=RANDOMNESS, by=SETUP, at=AFTER)
    drand_draw.refresh_from_db()
    assert (drand_draw.state, drand_draw.source_value) == (DrawState.SEEDED, RANDOMNESS)
    assert drand_draw.seed == derive_seed(drand_draw.list_digest, drand_draw.source, RANDOMNESS).hex()


def test_a_signature_of_another_round_or_none_at_all_is_refused(drand_draw: Draw) -> None:
    round_42 = "95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a"
    for signature in (round_42, "00" * 48, "bukan tanda tangan"):
        with pytest.raises(SignatureWrong):
            actions.enter_randomness(drand_draw, signature=signature, by=SETUP, at=AFTER)
    with pytest.raises(RandomnessWrong):
        actions.enter_randomness(drand_draw, signature=SIGNATURE, randomness="ab" * 32, by=SETUP, at=AFTER)
    drand_draw.refresh_from_db()
    assert drand_draw.state == DrawState.FROZEN


def test_before_its_time_a_round_has_no_value(drand_draw: Draw) -> None:
    with pytest.raises(RoundNotYet, match="WIB"):
        actions.enter_randomness(drand_draw, signature=SIGNATURE, by=SETUP, at=FROZEN_AT)


def test_the_seed_is_not_fetched_twice(drand_draw: Draw) -> None:
    actions.enter_randomness(drand_draw, signature=SIGNATURE, by=SETUP, at=AFTER)
    with pytest.raises(SeedAlreadyRecorded):
        actions.enter_randomness(drand_draw, signature=SIGNATURE, by=SETUP, at=AFTER)


def answering(monkeypatch: pytest.MonkeyPatch, answers: dict[str, object]) -> list[str]:
    """Relays that answer by host: a JSON value, a status, or an exception; the addresses that were asked."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        given = answers[request.url.host]
        if isinstance(given, Exception):
            raise given
        return httpx.Response(given) if isinstance(given, int) else httpx.Response(200, json=given)

    monkeypatch.setattr(relays, "open_client", lambda: httpx.Client(transport=httpx.MockTransport(answer)))
    return asked


RIGHT = {"round": ROUND, "randomness": RANDOMNESS, "signature": SIGNATURE}
LYING = {"round": ROUND, "randomness": "ab" * 32, "signature": "ab" * 48}


def test_the_first_relay_with_a_right_signature_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    relay_answers = {
        "api.drand.sh": httpx.ConnectTimeout("slow"),
        "api2.drand.sh": LYING,
        "drand.cloudflare.com": RIGHT,
    }
    asked = answering(monkeypatch, relay_answers)
    assert relays.fetch_round(ROUND) == SIGNATURE
    assert asked == [
        f"https://{host}/{quicknet.CHAIN_HASH}/public/{ROUND}"
        for host in ("api.drand.sh", "api2.drand.sh", "drand.cloudflare.com")
    ]


def test_without_a_right_signature_no_relay_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {"api.drand.sh": 500, "api2.drand.sh": ["?"], "drand.cloudflare.com": LYING})
    with pytest.raises(RoundUnavailable, match=r"drand\.cloudflare\.com"):
        relays.fetch_round(ROUND)


def test_the_round_of_the_reference_is_where_the_calendar_says() -> None:
    assert quicknet.time_of(ROUND) == datetime(2023, 8, 23, 15, 59, 24, tzinfo=UTC)
