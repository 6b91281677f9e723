import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sanggar.cores.beacon.quicknet import NoSuchRound, first_round_from, round_at, source_of, time_of
from sanggar.cores.beacon.signature import randomness_of, verify_round
from sanggar.cores.lottery import verify

WIB = timezone(timedelta(hours=7))
ROUNDS = {
    42: (
        "95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a",
        "8ada64bae5c6c0f5540a6a13af56e663240edfbd2c76ac6a8f27671eb7259ce3",
    ),
    1000: (
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
        "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
    ),
    657413: (
        "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
        "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
    ),
}


@pytest.mark.parametrize("number", ROUNDS)
def test_a_real_round_is_recognised(number: int) -> None:
    signature, randomness = ROUNDS[number]
    assert verify_round(number, signature) is True
    assert randomness_of(signature) == randomness


def test_a_signature_of_one_round_does_not_pass_for_another() -> None:
    assert verify_round(43, ROUNDS[42][0]) is False


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "not hexadecimal",
        ROUNDS[42][0].upper(),
        ROUNDS[42][0][:-2],
        ROUNDS[42][0] * 2,
        "0" * 96,
        "f" * 96,
        "c0" + "0" * 94,  # the point at infinity
        "80" + "0" * 93 + "4",  # on the curve, outside the group
        "b" + ROUNDS[42][0][1:],  # the same point, mirrored
    ],
)
def test_what_is_no_signature_is_refused_without_a_fuss(signature: str) -> None:
    assert verify_round(42, signature) is False


def test_checking_a_signature_leaves_python_guarded_against_deep_nesting() -> None:
    """py_ecc raises the recursion limit so far that a nested JSON request would crash the web server."""
    program = (
        "import json, sys\n"
        "before = sys.getrecursionlimit()\n"
        "from sanggar.cores.beacon.signature import verify_round\n"
        f"assert verify_round(42, {ROUNDS[42][0]!r})\n"
        "assert sys.getrecursionlimit() == before\n"
    )
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("check", [verify_round, verify.is_signed])
def test_a_signature_shifted_outside_the_group_is_refused(check: Callable[[int, str], bool]) -> None:
    """Round 42's signature plus a point of another order satisfies the pairing, but hashes to other randomness.

    Without the subgroup check whoever holds the true signature could try such points until the draw pleases.
    """
    shifted = "ac1a23b5484469f9afd35b08fd1e4ee89212f37ca7de71418e85c1db5b852c06485cd9f1351cb62220154b90a7f23de4"
    assert check(42, shifted) is False


@pytest.mark.parametrize("number", [-1, 0, 2**64])
def test_a_round_that_can_not_be_has_no_signature(number: int) -> None:
    assert verify_round(number, ROUNDS[42][0]) is False


@pytest.mark.parametrize(
    ("when", "number"),
    [
        (datetime(2023, 8, 23, 15, 9, 27, tzinfo=UTC), 1),
        (datetime(2026, 4, 20, tzinfo=UTC), 27946612),
        (datetime(2026, 4, 20, 12, 30, 45, tzinfo=UTC), 27961627),
        (datetime(2026, 4, 20, 19, 30, 45, tzinfo=WIB), 27961627),
        (datetime(2026, 4, 20, 0, 0, 2, 999999, tzinfo=UTC), 27946612),
        (datetime(2026, 4, 20, 0, 0, 3, tzinfo=UTC), 27946613),
    ],
)
def test_a_moment_has_its_latest_round(when: datetime, number: int) -> None:
    assert round_at(when) == number


def test_the_round_named_for_a_draw_is_never_published_before_it() -> None:
    when = datetime(2026, 4, 20, tzinfo=UTC)
    assert first_round_from(when) == 27946612
    assert first_round_from(when + timedelta(microseconds=1)) == 27946613
    assert time_of(27946613) == when + timedelta(seconds=3)


def test_a_moment_before_the_first_round_is_refused() -> None:
    with pytest.raises(NoSuchRound, match="before_genesis"):
        round_at(datetime(2023, 8, 23, 15, 9, 26, tzinfo=UTC))


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(NoSuchRound, match="naive_time"):
        round_at(datetime(2026, 4, 20))  # noqa: DTZ001 (that is the point)


@pytest.mark.parametrize("number", [0, -5, 10**11])
def test_a_round_that_will_not_be_is_refused(number: int) -> None:
    with pytest.raises(NoSuchRound, match="no_such_round"):
        source_of(number)


def test_the_source_of_a_seed_names_chain_and_round() -> None:
    assert source_of(42) == "drand:52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971:42"
