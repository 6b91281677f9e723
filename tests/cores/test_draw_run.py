import subprocess
import sys
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from itertools import permutations

import pytest
from draw_samples import SEED, panel_lottery, people, track_lottery, two_tracks
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.lottery import verify
from sanggar.cores.lottery.draw import Draw, Outcome, Place, run
from sanggar.cores.lottery.lottery import Person, plain_lottery, stratified_lottery
from sanggar.cores.lottery.panels import choose_panel, number_below
from sanggar.cores.lottery.tickets import Ticket, ticket

SEEDS = st.binary(min_size=32, max_size=32)
FIXED_SEEDS = [sha256(b"seed %d" % number).digest() for number in range(4000)]


def selected(draw: Draw) -> list[str]:
    return [place.id for place in draw.selected]


def reserves(draw: Draw, kind: int = 0) -> list[str]:
    return [place.id for place in draw.reserves(kind)]


def test_a_ticket_is_what_openssl_computes() -> None:
    """Printf p007 | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…2a"""
    assert ticket(SEED, "p007") == Ticket("eb080666e25bed9f828b9c709626993bb558c35dcc0f36bf9ea80a62e2a75867", "p007")


def test_equal_tickets_go_by_the_bytes_of_the_draw_id() -> None:
    assert sorted([Ticket("00", "é"), Ticket("00", "z"), Ticket("00", "A")]) == [("00", "A"), ("00", "z"), ("00", "é")]


def words(*ids: str) -> str:
    return " ".join(ids)


def test_a_seed_has_one_result_for_ever() -> None:
    draw = run(plain_lottery(people(20), 5), SEED)
    assert words(*selected(draw)) == "p005 p011 p003 p000 p017"
    assert words(*reserves(draw)) == ("p001 p013 p012 p019 p015 p018 p006 p002 p008 p014 p010 p004 p007 p009 p016")


def test_a_seed_has_one_result_per_track_for_ever() -> None:
    draw = run(track_lottery(), SEED)
    assert words(*selected(draw)) == "p003 p000 p005 p011 p017"
    assert words(*reserves(draw, 0)) == "p012 p015 p018 p006 p009"
    assert words(*reserves(draw, 1)) == "p001 p013 p019 p002 p008 p014 p010 p004 p007 p016"


def test_a_seed_chooses_one_panel_for_ever() -> None:
    weights = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
    chosen = [choose_panel(weights, bytes(31) + bytes([number])) for number in range(16)]
    assert chosen == [2, 2, 1, 1, 0, 0, 2, 2, 2, 0, 2, 0, 0, 1, 1, 0]


def test_everybody_is_told_the_ticket_the_outcome_and_the_position() -> None:
    draw = run(plain_lottery(people(2), 1), SEED)
    [first, second] = sorted(ticket(SEED, each) for each in ("p000", "p001"))
    assert draw.places == (
        Place(first.person_id, 0, first.number, Outcome.SELECTED, 1),
        Place(second.person_id, 0, second.number, Outcome.RESERVE, 1),
    )


@given(st.permutations(people(12)), SEEDS)
def test_the_order_of_the_list_is_irrelevant(listed: list[Person], seed: bytes) -> None:
    assert run(plain_lottery(listed, 4), seed) == run(plain_lottery(people(12), 4), seed)


@given(SEEDS, st.integers(0, 15))
def test_taking_a_reserve_off_the_list_moves_nobody_else(seed: bytes, gone: int) -> None:
    before = run(plain_lottery(people(20), 4), seed)
    leaving = reserves(before)[gone]
    after = run(plain_lottery([person for person in people(20) if person.id != leaving], 4), seed)
    assert selected(after) == selected(before)
    assert reserves(after) == [person for person in reserves(before) if person != leaving]


@given(SEEDS)
def test_when_a_selected_person_goes_only_the_first_reserve_moves_up(seed: bytes) -> None:
    before = run(plain_lottery(people(20), 4), seed)
    leaving = selected(before)[0]
    after = run(plain_lottery([person for person in people(20) if person.id != leaving], 4), seed)
    assert selected(after) == [*selected(before)[1:], reserves(before)[0]]
    assert reserves(after) == reserves(before)[1:]


@given(SEEDS, st.integers(0, 9), st.integers(1, 9), st.integers(1, 30))
def test_each_track_gets_its_seats_from_its_own_people(seed: bytes, tiktok: int, youtube: int, count: int) -> None:
    listed = two_tracks(count)
    draw = run(stratified_lottery(listed, "track", {"TikTok": tiktok, "YouTube": youtube}), seed)
    track_of = {person.id: person.features["track"] for person in listed}
    wanted = Counter(track_of.values())
    seated = Counter(track_of[person] for person in selected(draw))
    assert seated == +Counter({"TikTok": min(tiktok, wanted["TikTok"]), "YouTube": min(youtube, wanted["YouTube"])})
    assert sorted(place.id for place in draw.places) == sorted(track_of)


@given(SEEDS)
def test_a_track_is_drawn_by_the_same_tickets_as_if_it_were_alone(seed: bytes) -> None:
    youtube = [person for person in two_tracks() if person.features["track"] == "YouTube"]
    alone = run(plain_lottery(youtube, 3), seed)
    together = run(track_lottery(), seed)
    assert [place.id for place in together.places if place.type == 1] == [place.id for place in alone.places]


def chi_square(observed: Counter[object], expected: dict[object, float]) -> float:
    assert sum(observed.values()) == pytest.approx(sum(expected.values()))
    return sum((observed[key] - number) ** 2 / number for key, number in expected.items())


def test_over_many_seeds_everybody_is_drawn_equally_often() -> None:
    lottery = plain_lottery(people(20), 5)
    seated: Counter[object] = Counter(person for seed in FIXED_SEEDS for person in selected(run(lottery, seed)))
    expected: dict[object, float] = {entry.id: len(FIXED_SEEDS) * 5 / 20 for entry in lottery.people}
    # 19 degrees of freedom, and variance lessened by 15/19 as nobody is drawn twice: 1 in 1000 above 43.8
    assert chi_square(seated, expected) < 43.8


def test_over_many_seeds_every_order_comes_equally_often() -> None:
    """Four people: each of the 24 orders of selected and reserves."""
    lottery = plain_lottery(people(4), 2)
    orders: Counter[object] = Counter(tuple(place.id for place in run(lottery, seed).places) for seed in FIXED_SEEDS)
    expected: dict[object, float] = {
        order: len(FIXED_SEEDS) / 24 for order in permutations(entry.id for entry in lottery.people)
    }
    assert chi_square(orders, expected) < 49.7  # 23 degrees of freedom, 1 in 1000


def test_panels_come_as_often_as_their_weights_say() -> None:
    lottery = panel_lottery()
    draws = [run(lottery, seed) for seed in FIXED_SEEDS]
    panels: Counter[object] = Counter(draw.panel for draw in draws)
    expected: dict[object, float] = {
        index: float(len(FIXED_SEEDS) * panel.weight) for index, panel in enumerate(lottery.panels)
    }
    assert chi_square(panels, expected) < 13.8  # 2 degrees of freedom, 1 in 1000


def test_over_many_seeds_the_published_chances_come_true() -> None:
    lottery = panel_lottery()
    seated = Counter(person for seed in FIXED_SEEDS for person in selected(run(lottery, seed)))
    for entry in lottery.people:
        chance = float(lottery.types[entry.type].probability)
        spread = (chance * (1 - chance) / len(FIXED_SEEDS)) ** 0.5
        assert seated[entry.id] / len(FIXED_SEEDS) == pytest.approx(chance, abs=4 * spread)


def test_a_chosen_panel_and_the_tickets_do_not_depend_on_each_other() -> None:
    """The lowest ticket of all is as often one of each person's, whichever panel was chosen."""
    lottery = panel_lottery()
    first: Counter[object] = Counter()
    expected: dict[object, float] = {}
    for seed in FIXED_SEEDS:
        lowest = min(ticket(seed, entry.id) for entry in lottery.people)
        first[run(lottery, seed).panel, lowest.person_id] += 1
    for index, panel in enumerate(lottery.panels):
        expected |= {(index, entry.id): float(len(FIXED_SEEDS) * panel.weight / 10) for entry in lottery.people}
    assert chi_square(first, expected) < 58.4  # 29 degrees of freedom, 1 in 1000


@given(st.integers(1, 2**256), SEEDS)
def test_a_number_is_always_below_its_limit(limit: int, seed: bytes) -> None:
    assert 0 <= number_below(limit, seed) < limit


def test_a_block_that_would_favour_the_low_numbers_is_passed_over() -> None:
    """Of 2**256 blocks a limit of 3 * 2**254 leaves a third over; were they used, half of all numbers would be low."""
    limit = 3 * 2**254
    low = sum(number_below(limit, seed) < limit // 3 for seed in FIXED_SEEDS)
    assert low / len(FIXED_SEEDS) == pytest.approx(1 / 3, abs=0.03)  # four standard deviations


def test_each_panel_owns_exactly_the_numbers_of_its_weight() -> None:
    """With the smallest weights there are, the number is the panel."""
    smallest = [Fraction(1, 10**12)] * 3
    for seed in FIXED_SEEDS[:200]:
        assert choose_panel(smallest, seed) == verify.chosen_panel([1, 1, 1], seed) == number_below(3, seed)


def test_both_programs_pass_over_the_same_blocks() -> None:
    """Total weight 3 * 2**254 in units of 10**-12 is out of reach of real weights, but the rule must be the same."""
    for seed in FIXED_SEEDS[:200]:
        assert verify.chosen_panel([2**254] * 3, seed) == number_below(3 * 2**254, seed) // 2**254


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_every_process_gets_the_same_result(hash_seed: str) -> None:
    program = (
        "from draw_samples import SEED, track_lottery\n"
        "from sanggar.cores.lottery.bundle import make_bundle\n"
        "from sanggar.cores.lottery.json_text import write_json\n"
        "from hashlib import sha256\n"
        "print(sha256(write_json(make_bundle(track_lottery(), SEED)).encode()).hexdigest())"
    )
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(path for path in sys.path if path)}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert answer.stdout == "f5d1a76dc3f646e96fbfd3cdcb4fc3e257561cfd192cfcea33699ebee2bd60bf\n"
