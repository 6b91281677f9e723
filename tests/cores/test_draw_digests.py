"""Digests and seed, each against what `printf` and `sha256sum` give."""

from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from draw_samples import DICE, ROUND_1000, panel_lottery
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.beacon.quicknet import CHAIN_HASH
from sanggar.cores.lottery.digest import canonical_json, list_digest, lottery_digest
from sanggar.cores.lottery.document import entry_rows, lottery_document
from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.lottery import Entry
from sanggar.cores.lottery.seed import BeaconRound, beacon_round, check_value, derive_seed, parse_seed

LIST = "6f4045b60fa4b989a9dc97fb010ab68cde9e3d7c960fa80c44f5ffc372239ed1"  # printf 'a\nb\né\n' | sha256sum


def test_the_list_digest_is_over_the_ids_in_order_of_their_bytes() -> None:
    assert list_digest(["é", "b", "a"]) == LIST


def test_the_canonical_text_leaves_no_choice() -> None:
    value = {"b": [1, 0.5, 5e-05, True, None], "a": {"é": 'say "yes"\n'}, "c": 2.0}
    assert canonical_json(value) == r'{"a":{"é":"say \"yes\"\n"},"b":[1,0.5,0.00005,true,null],"c":2}'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (Decimal("1e2"), "100"),
        (0.1, "0.1"),
        (1e-12, "0.000000000001"),
        (Decimal("999.999999999999"), "999.999999999999"),
        (999.999999999999, "999.999999999999"),
        (10**15 - 1, "999999999999999"),
    ],
)
def test_a_number_has_one_canonical_text_however_it_was_read(value: Any, text: str) -> None:
    assert canonical_json(value) == text


@pytest.mark.parametrize(
    "value",
    [
        -1,
        10**15,
        1e-13,
        1000.5,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("1e999999"),
        Decimal("0.3333333333333"),
        1j,
        b"",
    ],
)
def test_a_number_that_machines_might_not_keep_is_refused(value: Any) -> None:
    with pytest.raises(DrawRefused) as refusal:
        canonical_json(value)
    assert refusal.value.code == "not_number"


def test_a_lottery_that_went_through_a_file_or_a_database_keeps_its_digest() -> None:
    document = lottery_document(panel_lottery())
    read = read_json(write_json(document).encode())
    reordered = {key: read[key] for key in sorted(read)}
    assert lottery_digest(reordered) == lottery_digest(document)


def test_the_people_of_a_lottery_have_the_canonical_text_of_their_fields() -> None:
    listed = [Entry('say "yes"\\', 1), Entry("é", 0, 'home "é"'), Entry("b", 0, "b"), Entry("𝄞/\x7f", 1)]
    rows = entry_rows(listed)
    assert list(rows.texts(canonical_json)) == [canonical_json(fields) for fields in rows]
    assert lottery_digest({"people": rows}) == lottery_digest({"people": list(rows)})


@pytest.mark.parametrize("kind", [-1, 10**15])
def test_a_type_that_machines_might_not_keep_is_refused_in_the_people_of_a_lottery(kind: int) -> None:
    with pytest.raises(DrawRefused) as refusal:
        lottery_digest({"people": entry_rows([Entry("a", 0), Entry("b", kind)])})
    assert refusal.value.code == "not_number"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_the_order_of_characters_is_that_of_their_bytes(ids: list[str]) -> None:
    lines = sorted(each.encode() for each in ids)
    assert list_digest(ids) == sha256(b"".join(line + b"\n" for line in lines)).hexdigest()


def test_the_seed_from_dice() -> None:
    seed = derive_seed(LIST, DICE.source, DICE.value)
    assert seed.hex() == "8b0a588367881604def6d0b40a1d84c39677476570f1f1736922f958d4fea090"


def test_the_seed_from_the_beacon() -> None:
    seed = derive_seed(LIST, ROUND_1000.source, ROUND_1000.value)
    assert seed.hex() == "f3ba8a8b085f5de88e41924267efa113e87b1ca82d4adb112ca2028bd8803692"


def test_a_source_names_its_round() -> None:
    assert beacon_round(ROUND_1000.source) == BeaconRound(CHAIN_HASH, 1000)
    assert BeaconRound(CHAIN_HASH, 1000).source == ROUND_1000.source
    assert beacon_round("dice") is None


@pytest.mark.parametrize(
    "source",
    [
        "",
        "Dice",
        "dice ",
        "coin",
        f"drand:{CHAIN_HASH}",
        f"drand:{CHAIN_HASH}:0",
        f"drand:{CHAIN_HASH}:01",
        f"drand:{CHAIN_HASH}:-1",
        f"drand:{CHAIN_HASH}:١",
        f"drand:{CHAIN_HASH}:1\n",
        f"drand:{CHAIN_HASH.upper()}:1",
        f"drand:{CHAIN_HASH[:-1]}:1",
    ],
)
def test_a_source_of_another_form_is_refused(source: str) -> None:
    with pytest.raises(DrawRefused) as refusal:
        check_value(source, "0" * 64)
    assert refusal.value.code == "source_unknown"


@pytest.mark.parametrize("value", ["", "1" * 19, "1" * 19 + "a", "1" * 20 + "\n", " " + "1" * 20, "١" * 20])
def test_too_few_or_other_characters_are_no_dice(value: str) -> None:
    with pytest.raises(DrawRefused) as refusal:
        check_value("dice", value)
    assert refusal.value.code == "value_not_dice"


@pytest.mark.parametrize("value", ["", ROUND_1000.value.upper(), ROUND_1000.value[:-1], ROUND_1000.value + "0"])
def test_the_value_of_a_round_is_its_randomness_in_lowercase(value: str) -> None:
    with pytest.raises(DrawRefused) as refusal:
        check_value(ROUND_1000.source, value)
    assert refusal.value.code == "value_not_randomness"


def test_a_seed_can_not_be_derived_for_something_that_is_no_digest() -> None:
    with pytest.raises(DrawRefused) as refusal:
        derive_seed(LIST.upper(), DICE.source, DICE.value)
    assert (refusal.value.code, refusal.value.params) == ("not_hex", {"length": 64})


@given(st.binary(min_size=32, max_size=32))
def test_a_seed_can_be_typed_in_either_case(seed: bytes) -> None:
    assert parse_seed(seed.hex()) == parse_seed(seed.hex().upper()) == seed


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "g" * 64, " " + "0" * 63, "0" * 64 + "\n"])
def test_a_seed_is_64_hexadecimal_characters(text: str) -> None:
    with pytest.raises(DrawRefused) as refusal:
        parse_seed(text)
    assert refusal.value.code == "seed_not_hex"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json_broken"),
        (b"{", "json_broken"),
        (b"[NaN]", "json_broken"),
        (b"[-Infinity]", "json_broken"),
        (b"[" * 100_000, "json_broken"),
        (b"9" * 5000, "json_broken"),
        (b"[1e99999999999999999999]", "json_broken"),
        (b'{"a": 1, "a": 1}', "json_twice"),
        (b"\xff", "not_utf8"),
    ],
)
def test_json_that_two_programs_could_read_differently_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DrawRefused) as refusal:
        read_json(data)
    assert refusal.value.code == code


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON.filter(lambda value: "\\ud" not in ascii(value)))
def test_what_is_written_reads_back_the_same(value: Any) -> None:
    assert read_json(write_json(value).encode()) == value
