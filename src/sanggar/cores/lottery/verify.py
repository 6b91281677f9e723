#!/usr/bin/env python3
"""Check a Sanggar draw: python verify.py bundle.json [--json]

Memeriksa hasil undian Sanggar. Berkas ini berdiri sendiri: cukup Python 3.9 atau lebih baru, tanpa jaringan.

This one file needs only Python 3.9 or later and no network. It redoes the draw from the bundle and names all that does
not follow. Exit 0: the result follows. 1: invalid, each fault with its JSON path. 2: not the bundle of a draw at all.

    list digest     SHA-256 of the draw ids in the order of their bytes, each followed by a line feed
    lottery digest  SHA-256 of the lottery as JSON: keys in the order of their bytes, no spaces, numbers in plain digits
    seed            SHA-256 of "sanggar-draw-v1" NUL list digest NUL source NUL value, all as text
    panel           chosen by weight with HMAC-SHA256(seed, NUL "panel" NUL counter): see `panel_of`
                    where it says `numbered` and the seed comes from dice, the first dice are the panel's number
    ticket          HMAC-SHA256(seed, draw id); within a type the lowest tickets are seated, the rest are reserves
    ranking         by marks: the highest first, equal ones by ticket; the digest of values is SHA-256 over
                    "draw id TAB value LF" in the order of the ids, and was published before the seed, like the list's
    household       where at most one person of each is seated: the code is the first draw id of those who live
                    together, the kind a number for each set of types; who lives with someone seated is passed over
    step            when people left: a draw like the first over who waits (but not who lives with someone seated), for
                    the free seats and what is left of the quotas; its seed, which chooses the panel, is
                    SHA-256 of "sanggar-draw-v1" NUL list digest NUL "step:n" NUL seed before
                    with the digest of the first list; tickets are those of the first seed, but where households are
                    kept apart those of the step's. In version 1 the digest was that of who waits, and tickets always
                    the step's

The beacon's signature is checked where the package py_ecc is installed; without it compare value and round with those
of the beacon. Of a seed whose source the bundle does not show, it says so in the place of VALID: whoever chooses a seed
can go on until the result pleases. Compare source and digests with those that were published before the draw, dice with
those that were read out: no program can know what was published. This is a second implementation on purpose and
imports nothing of Sanggar: should the two ever disagree, one of them is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import itertools
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

TRILLION = 10**12
RECURSION_LIMIT = sys.getrecursionlimit()
LONGEST, LARGEST = 40, 14  # digits of a decimal as written, and the power of ten of the first of them
DRAND = re.compile(r"drand:([0-9a-f]{64}):([1-9][0-9]{0,18})")
QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
QUICKNET_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
LISTS = ("sanggar-frozen-list", "sanggar-list-sealed", "sanggar-lottery")


class Unusable(Exception):
    """What was given is not the bundle of a draw."""


class Faults(list):  # type: ignore[type-arg]
    """Pairs of a JSON path and a sentence."""

    def check(self, path: str, holds: object, sentence: str) -> bool:
        if not holds:
            self.append((path, sentence))
        return bool(holds)

    def compare(self, path: str, expected: object, found: object) -> bool:
        if isinstance(expected, list) and isinstance(found, list):
            return self.compare_lists(path, expected, found)
        return self.check(path, expected == found, f"expected {shown(expected)}, found {shown(found)}")

    def compare_lists(self, path: str, expected: list[str], found: list[str]) -> bool:
        """Draw ids one by one, so that each that differs is named with its place."""
        sentence = f"must have {len(expected)} entries, and has {len(found)}"
        if not self.check(path, len(expected) == len(found), sentence):
            return False
        pairs = enumerate(zip(expected, found))  # noqa: B905 - runs on older Pythons too
        same = [self.compare(f"{path}[{index}]", *pair) for index, pair in pairs]
        return all(same)


def shown(value: Any) -> str:
    """In ASCII and cut short: a file must not be able to steer the terminal."""
    if isinstance(value, (dict, list, Row)):
        return type(plain_object(value)).__name__
    return (str(value) if isinstance(value, Decimal) else ascii(value))[:100]


# --- reading ---------------------------------------------------------------------------------------------------------


def read(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
        del data  # of a million people it is 200 MB
        bundle = json.loads(text, parse_float=Decimal, parse_constant=refuse, object_pairs_hook=unique)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Unusable(f"not JSON in UTF-8: {shown(str(error))}") from None
    if not isinstance(bundle, dict) or not ("format" in bundle or "lottery" in bundle):
        raise Unusable("JSON, but not the bundle of a draw")
    if bundle.get("format") in LISTS:
        raise Unusable("this is the list that was frozen before the draw, not the file of the draw with its result")
    return bundle


def refuse(name: str) -> None:
    raise Unusable(f"{name} is not a number of JSON")


def unique(pairs: list[tuple[str, Any]]) -> Any:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise Unusable("a field occurs twice in one object")
    forms = ROWS.get(tuple(fields))
    if forms and all(form[0](value) for form, value in zip(forms, fields.values())):  # noqa: B905 - `strict` needs 3.10
        return Row.of(fields)
    return fields


class Row(bytes):
    """A person or a place whose fields are in due form, packed: a million dicts, or tuples, would fill the memory.

    Its texts hold no NUL, which stands between them; a place's ticket comes last, as its 32 bytes.
    """

    __slots__ = ()

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Row:
        texts = [str(value).encode() for name, value in fields.items() if name != "ticket"]
        return cls(b"\0".join([*texts, bytes.fromhex(fields["ticket"])] if "ticket" in fields else texts))

    def __getitem__(self, name: Any) -> Any:
        value = self.split(b"\0", TICKET)[COLUMNS[name]]
        if name in {"type", "position"}:
            return int(value)
        return value.hex() if name == "ticket" else value.decode()

    def __contains__(self, name: object) -> bool:
        return name in self.names()

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self.names() else default

    def names(self) -> tuple[str, ...]:
        held = len(self.split(b"\0", TICKET))
        return next(names for names in ROWS if len(names) == held)


def plain_object(value: Any) -> Any:
    """A row where none is expected is an object like any other."""
    return {name: value[name] for name in value.names()} if isinstance(value, Row) else value


def exact(value: Any) -> Fraction:
    """A number from 0: whole and below 10**15, or below 1000 with at most 12 decimals. -1 for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return Fraction(-1)
    if isinstance(value, Decimal) and (too_long(value)):
        return Fraction(-1)  # before it becomes a fraction: 1e999999999 would fill the memory
    number = Fraction(value) if value else Fraction(0)
    limit = 10**15 if number.denominator == 1 else 1000
    return number if 0 <= number < limit and TRILLION % number.denominator == 0 else Fraction(-1)


def too_long(value: Decimal) -> bool:
    return len(value.as_tuple().digits) > LONGEST or (bool(value) and abs(value.adjusted()) > LARGEST)


def canonical(value: Any) -> str:
    """The one text of a JSON value whose shape has been checked."""
    value = plain_object(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else plain(exact(value))


def parts(value: Any) -> Iterator[str]:
    """The same text bit by bit, since of a million people the whole is too much to hold at once."""
    if isinstance(value, dict):
        for index, key in enumerate(sorted(value)):
            yield f"{',' if index else '{'}{canonical(key)}:"
            yield from parts(value[key])
        yield "}" if value else "{}"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield f"{',' if index else '['}{canonical(item)}"
        yield "]" if value else "[]"
    else:
        yield canonical(value)


def plain(number: Fraction) -> str:
    digits = str(int(number * TRILLION)).rjust(13, "0")
    return f"{digits[:-12]}.{digits[-12:]}".rstrip("0").rstrip(".")


# --- shape: an object of forms ("name?" may be missing), a list of one form, a constant, or a rule with words ---------


def whole(least: int) -> tuple[Any, str]:
    return lambda value: isinstance(value, int) and exact(value) >= least, f"must be a whole number from {least}"


def like(pattern: str, sentence: str) -> tuple[Any, str]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value), sentence


NUMBER = (lambda value: exact(value) >= 0, "must be a number from 0 with at most 12 decimals")
WEIGHT = (lambda value: exact(value) > 0, "must be a number above 0 with at most 12 decimals")
STRING = like("[^\ud800-\udfff]*", "must be text")
HEX = like("[0-9a-f]{64}", "must be lowercase hexadecimal of 64 characters")
SIGNATURE = like("([0-9a-f]{96}){1,2}", "must be lowercase hexadecimal of 96 or 192 characters")
TEXT = like("[^\x00-\x1f\x7f\ud800-\udfff]{0,200}", "must be text of at most 200 characters, none a control character")
ID = like("[^\x00-\x1f\x7f\ud800-\udfff]{1,200}", "must be text of 1 to 200 characters, none a control character")
BOUNDS = (
    lambda value: (
        isinstance(value, list) and list(map(type, value)) == [int, int] and 0 <= value[0] <= value[1] < 10**15
    ),
    "must be [least, most], two whole numbers from 0, the first not above the second",
)
NAMED = "any name"
FEATURES = {NAMED: TEXT}
QUOTAS = {NAMED: {NAMED: BOUNDS}}
POWER = (
    lambda value: isinstance(value, int) and value is not True and value in [10**dice for dice in range(1, 7)],
    "must be 10, 100, 1000, ... or 1000000",
)
PERSON = {"id": ID, "type": whole(0), "household?": ID}
PLACE = {"id": ID, "type": whole(0), "ticket": HEX, "outcome": TEXT, "position": whole(1)}
ROWS = {
    ("id", "type"): (ID, whole(0)),
    ("id", "type", "household"): tuple(PERSON.values()),
    ("id", "type", "ticket", "outcome", "position"): tuple(PLACE.values()),
}
"""The objects that are read as rows, and the forms of their fields."""
TICKET = 4
COLUMNS = {"id": 0, "type": 1, "household": 2, "outcome": 2, "position": 3, "ticket": TICKET}
"""Where they stand in a row."""
STEP_LOTTERY = {
    "format": "sanggar-lottery",
    "version": 2,
    "seats": whole(1),
    "quotas": QUOTAS,
    "types": [{"features": FEATURES, "count": whole(0), "probability": NUMBER}],
    "panels": [{"weight": WEIGHT, "counts": [whole(0)]}],
    "gap": NUMBER,
    "households?": {NAMED: whole(1)},
}
STEP = {
    "left": [ID],
    "relaxed?": QUOTAS,
    "lottery": STEP_LOTTERY,
    "list_digest": HEX,
    "lottery_digest": HEX,
    "seed": HEX,
    "panel": whole(0),
    "selected": [ID],
}
BUNDLE = {
    "format": "sanggar-draw",
    "version": 2,
    "lottery": {**STEP_LOTTERY, "numbered?": POWER, "people": [PERSON]},
    "list_digest": HEX,
    "lottery_digest": HEX,
    "seed": HEX,
    "panel": whole(0),
    "draws": [PLACE],
    "source?": STRING,
    "value?": STRING,
    "signature?": SIGNATURE,
    "steps?": [STEP],
    "seated?": [ID],
}
SEALED_STEP = {
    "left": [HEX],
    "relaxed?": QUOTAS,
    "list_digest": HEX,
    "lottery_digest": HEX,
    "seed": HEX,
    "selected": [HEX],
}
SEALED = {
    "format": "sanggar-draw-sealed",
    "version": 2,
    "hidden": [ID],
    "seats": whole(1),
    "quotas": QUOTAS,
    "people": [{"commitment": HEX, "features": FEATURES, "outcome": TEXT}],
    "people_digest": HEX,
    "list_digest": HEX,
    "lottery_digest": HEX,
    "source": STRING,
    "value": STRING,
    "signature?": SIGNATURE,
    "seed": HEX,
    "steps": [SEALED_STEP],
    "seated": [HEX],
    "digest": HEX,
}
RANKING = {
    "format": "sanggar-ranking",
    "version": 1,
    "rule": TEXT,
    "seats": whole(1),
    "places": [{"id": ID, "value": NUMBER, "outcome": TEXT, "position": whole(1)}],
    "list_digest": HEX,
    "digest": HEX,
}
SEEDED_RANKING = {
    **RANKING,
    "version": 2,
    "places": [{"id": ID, "value": NUMBER, "ticket": HEX, "outcome": TEXT, "position": whole(1)}],
    "values_digest": HEX,
    "source": STRING,
    "value": STRING,
    "signature?": SIGNATURE,
    "seed": HEX,
}


def of_version(form: Any, version: Any) -> Any:
    """The same form in an earlier version, in all of its parts; a version that is not known is that of the form."""
    if type(version) is not int or version != 1:
        return form
    if isinstance(form, list):
        return [of_version(form[0], version)]
    if not isinstance(form, dict):
        return form
    earlier = {name: of_version(part, version) for name, part in form.items()}
    return {**earlier, "version": version} if "version" in form else earlier


def check_shape(faults: Faults, path: str, form: Any, value: Any) -> None:
    """A row where its form is expected was checked when it was read."""
    if not (isinstance(value, Row) and form == (PLACE if "ticket" in value.names() else PERSON)):
        check_form(faults, path, form, plain_object(value))


def check_form(faults: Faults, path: str, form: Any, value: Any) -> None:
    if isinstance(form, tuple):
        faults.check(path, form[0](value), form[1])
    elif isinstance(form, list):
        if faults.check(path, isinstance(value, list), "must be a list"):
            for index, item in enumerate(value):
                check_shape(faults, f"{path}[{index}]", form[0], item)
    elif not isinstance(form, dict):
        faults.check(path, type(form) is type(value) and form == value, f"must be {form}, and is {shown(value)}")
    elif faults.check(path, isinstance(value, dict), "must be an object"):
        check_fields(faults, path, form, value)


def member(path: str, name: str) -> str:
    return f"{path}.{name}" if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name) else f"{path}[{json.dumps(name)}]"


def check_fields(faults: Faults, path: str, forms: dict[str, Any], value: dict[str, Any]) -> None:
    known = {name.rstrip("?"): form for name, form in forms.items()}
    for name in forms:
        faults.check(f"{path}.{name}", name in value or name.endswith("?") or name == NAMED, "is missing")
    for name, item in value.items():
        place = member(path, name)
        if NAMED in forms:
            if faults.check(place, ID[0](name), "is no name"):
                check_shape(faults, place, forms[NAMED], item)
        elif faults.check(place, name in known, "is not known here"):
            check_shape(faults, place, known[name], item)


# --- the lottery: people once and in order, types that count them, panels that can be seated, their chances ----------


def check_lottery(faults: Faults, lottery: Any, path: str) -> bool:
    """Whether it holds no fault."""
    before = len(faults)
    check_people(faults, lottery, path)
    check_types(faults, lottery, path)
    check_panels(faults, lottery, path)
    if len(faults) == before:
        check_households(faults, lottery, path)
        check_quotas(faults, lottery, path)
        check_plain(faults, lottery, path)
        check_numbers(faults, lottery, path)
        check_chances(faults, lottery, path)
    if len(faults) > before:
        check_framed(faults, lottery, path)
    return len(faults) == before


def check_people(faults: Faults, lottery: Any, path: str) -> None:
    previous = b""
    faults.check(f"{path}.people", lottery["people"], "holds nobody")
    for index, person in enumerate(lottery["people"]):
        place, line = f"{path}.people[{index}]", person["id"].encode()
        faults.check(f"{place}.id", line > previous, "occurs twice or is out of place: the order is by bytes")
        faults.check(f"{place}.type", person["type"] < len(lottery["types"]), "there is no such type")
        previous = line


def check_types(faults: Faults, lottery: Any, path: str) -> None:
    previous = b""
    members = Counter(person["type"] for person in lottery["people"])
    for index, kind in enumerate(lottery["types"]):
        place, line = f"{path}.types[{index}]", canonical(kind["features"]).encode()
        faults.check(f"{place}.features", line > previous, "occurs twice or is out of place: the order is by bytes")
        faults.compare(f"{place}.count", members[index], kind["count"])
        for feature, values in lottery["quotas"].items():
            known = kind["features"].get(feature) in values
            sentence = f"has no {shown(feature)} for which there is a quota"
            faults.check(member(f"{place}.features", feature), known, sentence)
        previous = line


def check_panels(faults: Faults, lottery: Any, path: str) -> None:
    sizes = [kind["count"] for kind in lottery["types"]]
    faults.check(f"{path}.panels", lottery["panels"], "holds no panel")
    for index, panel in enumerate(lottery["panels"]):
        place, counts = f"{path}.panels[{index}].counts", panel["counts"]
        if faults.check(place, len(counts) == len(sizes), f"must have {len(sizes)} entries, and has {len(counts)}"):
            faults.check(place, sum(counts) <= lottery["seats"], f"{sum(counts)} people for {lottery['seats']} seats")
            for kind, count in enumerate(counts):
                faults.check(f"{place}[{kind}]", count <= sizes[kind], f"there are only {sizes[kind]} of this type")


def check_quotas(faults: Faults, lottery: Any, path: str) -> None:
    """Under quotas every panel fills the seats and meets the quotas."""
    for index, panel in enumerate(lottery["panels"]):
        place = f"{path}.panels[{index}].counts"
        seated: Counter[Any] = Counter()
        for kind, count in zip(lottery["types"], panel["counts"]):  # noqa: B905 - `strict` needs 3.10
            seated.update({(feature, kind["features"].get(feature)): count for feature in lottery["quotas"]})
        if lottery["quotas"]:
            seats = sum(panel["counts"])
            faults.check(place, seats == lottery["seats"], f"seats {seats}, but there are {lottery['seats']} seats")
        for feature, values in lottery["quotas"].items():
            for value, (least, most) in values.items():
                found, words = seated[feature, value], f"with {shown(feature)} = {shown(value)}"
                faults.check(place, least <= found <= most, f"{found} {words}; the quota is {least} to {most}")


def check_framed(faults: Faults, lottery: Any, path: str) -> None:
    """Where the panels give the chances that are told, they are those of the draw, so that seats or quotas that do not
    fit them are others; named beside the panels.
    """
    panels, types, seats = lottery["panels"], lottery["types"], lottery["seats"]
    others = Faults()
    if not panels or any(len(panel["counts"]) != len(types) for panel in panels):
        return
    check_chances(others, lottery, path)
    if others:
        return
    check_plain(others, lottery, path)
    is_left = any(place.endswith(".counts") for place, _ in others)
    sums = [sum(panel["counts"]) for panel in panels]
    fits = set(sums) == {seats} if lottery["quotas"] else max(sums) <= seats and not is_left
    faults.check(f"{path}.seats", fits, f"the panels seat {min(sums)} to {max(sums)}")
    for feature, values in lottery["quotas"].items():
        reached = [seated_of(lottery, panel["counts"], feature) for panel in panels]
        for value, (least, most) in values.items():
            low, high = min(each[value] for each in reached), max(each[value] for each in reached)
            place = member(member(f"{path}.quotas", feature), value)
            faults.check(place, least <= low and high <= most, f"the panels seat {low} to {high} of these")


def seated_of(lottery: Any, counts: list[int], feature: str) -> Counter[Any]:
    seated: Counter[Any] = Counter()
    for kind, count in zip(lottery["types"], counts):  # noqa: B905 - `strict` needs 3.10
        seated[kind["features"].get(feature)] += count
    return seated


def check_plain(faults: Faults, lottery: Any, path: str) -> None:
    """Without quotas and households: seats for everyone, or for each value of one feature, free for want of people."""
    if lottery["quotas"] or "households" in lottery:
        return
    names = [sorted(kind["features"]) for kind in lottery["types"]]
    alike = len(names) < 2 or (len(names[0]) == 1 and all(each == names[0] for each in names))  # noqa: PLR2004 - a pair
    faults.check(f"{path}.types", alike, TYPES_APART)
    for index, panel in enumerate(lottery["panels"]):
        counts = panel["counts"]
        whole_type = any(count == kind["count"] for count, kind in zip(counts, lottery["types"]))  # noqa: B905 - needs 3.10
        fills = whole_type or sum(counts) >= lottery["seats"]
        sentence = "leaves seats free although no type is seated whole"
        faults.check(f"{path}.panels[{index}].counts", fills, sentence)


TYPES_APART = "without quotas people are told apart by one feature alone, or some have chances of their own"


def homes_of(people: list[tuple[str, dict[str, str], str]]) -> tuple[list[tuple[str, str]], dict[str, int]]:
    """From (draw id, features, household) per person to each one's kind and code, and the households of each kind.

    Kinds are numbered in the order of the features of those who live together; who lives with nobody has neither.
    """
    together: dict[str, list[int]] = {}
    for index, person in enumerate(people):
        together.setdefault(person[2], []).append(index)
    told = [("", "")] * len(people)
    kinds: dict[tuple[str, ...], list[list[int]]] = {}
    for home, members in together.items():
        if home and len(members) > 1:
            composition = tuple(sorted(canonical(bare(people[each][1])) for each in members))
            kinds.setdefault(composition, []).append(members)
    for number, composition in enumerate(sorted(kinds), 1):
        for members in kinds[composition]:
            code = min(people[each][0] for each in members)
            for each in members:
                told[each] = (str(number), code)
    return told, {str(number): len(kinds[each]) for number, each in enumerate(sorted(kinds), 1)}


def bare(features: dict[str, str]) -> dict[str, str]:
    """Without the kind of household."""
    return {name: value for name, value in features.items() if name != "household"}


def check_households(faults: Faults, lottery: Any, path: str) -> None:
    """Where it tells of them: code, kind and number of households, and of each at most one person in every panel."""
    people, types = lottery["people"], lottery["types"]
    if "households" not in lottery:
        for index, person in enumerate(people):
            faults.check(f"{path}.people[{index}].household", "household" not in person, "is not known here")
        return
    if "household" in lottery["quotas"]:
        faults.check(f"{path}.quotas.household", False, "no quota may have this name where households are kept apart")
        return
    kinds = [kind["features"].get("household", "") for kind in types]
    homes, numbers = homes_of(
        [(each["id"], types[each["type"]]["features"], each.get("household", "")) for each in people]
    )
    fits = numbers == lottery["households"]
    faults.check(f"{path}.households", fits, "are not the numbers of households that the people tell")
    for index, (kind, code) in enumerate(homes):
        place, found = f"{path}.people[{index}]", kinds[people[index]["type"]]
        faults.compare(f"{place}.household", code, people[index].get("household", ""))
        faults.check(f"{place}.type", kind == found, f"is not of the kind of household {shown(kind)}")
    full = min(lottery["seats"], sum(not code for _, code in homes) + sum(numbers.values()))
    for index, panel in enumerate(lottery["panels"]):
        place, counts = f"{path}.panels[{index}].counts", panel["counts"]
        for kind, limit in numbers.items():
            found = sum(count for each, count in zip(kinds, counts) if each == kind)  # noqa: B905 - runs on older Pythons too
            faults.check(place, found <= limit, f"{found} people of household kind {kind}; such households: {limit}")
        fills = bool(lottery["quotas"]) or sum(counts) == full
        faults.check(place, fills, f"seats {sum(counts)}, and {full} could be seated")


def check_numbers(faults: Faults, lottery: Any, path: str) -> None:
    """In a numbered lottery each panel has whole numbers, all of which are taken."""
    weights = [exact(panel["weight"]) for panel in lottery["panels"]]
    if "numbered" in lottery:
        for index, weight in enumerate(weights):
            faults.check(f"{path}.panels[{index}].weight", weight.denominator == 1, "must be a whole number")
        faults.compare(f"{path}.numbered", plain(sum(weights, Fraction(0))), plain(Fraction(lottery["numbered"])))


def check_chances(faults: Faults, lottery: Any, path: str) -> None:
    weights = [exact(panel["weight"]) for panel in lottery["panels"]]
    for index, kind in enumerate(lottery["types"]):
        seated = sum(weight * panel["counts"][index] for weight, panel in zip(weights, lottery["panels"]))  # noqa: B905 - 3.10
        chance = round(seated / sum(weights) / kind["count"], 12) if kind["count"] else Fraction(0)
        found = plain(exact(kind["probability"]))
        faults.compare(f"{path}.types[{index}].probability", plain(chance), found)


# --- the chain from the list to the result ---------------------------------------------------------------------------


def list_digest(lottery: Any) -> str:
    return digest_of(person["id"] for person in lottery["people"])


def digest_of(ids: Any) -> str:
    digest = hashlib.sha256()
    for line in sorted(each.encode() + b"\n" for each in ids):
        digest.update(line)
    return digest.hexdigest()


def lottery_digest(lottery: Any) -> str:
    digest = hashlib.sha256()
    for part in parts(lottery):
        digest.update(part.encode())
    return digest.hexdigest()


def check_digests(faults: Faults, bundle: Any) -> None:
    """The digests follow from the lottery, and the seed from list, source and value, as far as these are told."""
    digest = list_digest(bundle["lottery"])
    if not faults.compare("$.list_digest", digest, bundle["list_digest"]):
        check_listed(faults, bundle)
    faults.compare("$.lottery_digest", lottery_digest(bundle["lottery"]), bundle["lottery_digest"])
    if check_source(faults, bundle):
        check_seed(faults, bundle, [digest, bundle["list_digest"]], origins(bundle) if is_drawn(bundle) else [])


def check_listed(faults: Faults, bundle: Any) -> None:
    """Where the list is another than that of the digest: who of it was not drawn."""
    placed = {place["id"] for place in bundle["draws"]}
    for index, person in enumerate(bundle["lottery"]["people"]):
        faults.check(f"$.lottery.people[{index}].id", person["id"] in placed, "has no place in the draw")


def check_drawn(faults: Faults, bundle: Any) -> None:
    """Where the lottery contradicts itself: who stands in it otherwise than in the draw."""
    people, draws = bundle["lottery"]["people"], bundle["draws"]
    drawn = {place["id"]: place["type"] for place in draws}
    listed = {person["id"] for person in people}
    for index, person in enumerate(people):
        faults.compare(f"$.lottery.people[{index}].type", drawn.get(person["id"], person["type"]), person["type"])
    for index, place in enumerate(draws):
        faults.check(f"$.draws[{index}].id", place["id"] in listed, "is not in the list")


def is_drawn(document: Any) -> bool:
    """Whether the first ticket is one of the stated seed, so that it is the seed that was drawn with."""
    first, seed = document["draws" if "draws" in document else "places"][:1], bytes.fromhex(document["seed"])
    return any(hmac.new(seed, place["id"].encode(), hashlib.sha256).hexdigest() == place["ticket"] for place in first)


def origins(document: Any) -> list[str]:
    """What a sound seed may not follow from: a signed value is sound, and `dice` has but one form."""
    return ["value"] if document["source"] == "dice" else ["source"] if "signature" in document else ["source", "value"]


def check_seed(faults: Faults, document: Any, digests: list[str], suspects: list[str]) -> None:
    """The value follows from its signature, and the seed from list, source and value; what does not fit is named.

    A seed of the digest of the list as it is told is sound: that the list is another is told there. `suspects` are the
    fields at fault where the seed itself is confirmed by something else.
    """
    source, value, seed = (document[name] for name in ("source", "value", "seed"))
    follows = seed in [seed_of(each, source, value) for each in digests]
    signature = document.get("signature")
    signed = hashlib.sha256(bytes.fromhex(signature)).hexdigest() if signature else value
    if signed != value and follows:
        faults.check("$.signature", False, "is not the signature of the value that is told here")
    elif signed != value:
        faults.compare("$.value", signed, value)
    elif not follows and not suspects:
        faults.compare("$.seed", seed_of(digests[0], source, value), seed)
    for name in suspects:
        faults.check(f"$.{name}", follows or signed != value, "does not give the seed of this draw")


def seed_of(digest: str, source: str, value: str) -> str:
    return hashlib.sha256(f"sanggar-draw-v1\0{digest}\0{source}\0{value}".encode()).hexdigest()


def check_source(faults: Faults, bundle: Any) -> bool:
    """Whether the bundle says, in due form, where its seed came from."""
    source, value, signature = (bundle.get(name) for name in ("source", "value", "signature"))
    drand = DRAND.fullmatch(source or "")
    faults.check("$.signature", signature is None or drand, "only the value of a drand round has a signature")
    if source is None or value is None:
        faults.check("$.source", value is None, "is missing")
        faults.check("$.value", source is None, "is missing")
        return False
    if not faults.check("$.source", drand or source == "dice", "must be drand:<chain hash>:<round> or dice"):
        return False
    form = HEX if drand else like("[0-9]{20,}", "must be at least 20 decimal digits")
    return faults.check("$.value", form[0](value), form[1])


def panel_of(lottery: Any, seed: bytes, dice: str = "") -> int:
    """Chosen by the seed; where dice have been rolled for a numbered lottery, the first of them are the number."""
    weights = [int(exact(panel["weight"]) * TRILLION) for panel in lottery["panels"]]
    if not dice or "numbered" not in lottery:
        return chosen_panel(weights, seed)
    number = int(dice[: len(str(lottery["numbered"])) - 1]) * TRILLION
    return next(index for index, end in enumerate(itertools.accumulate(weights)) if number < end)


def chosen_panel(weights: list[int], seed: bytes) -> int:
    """A 256-bit number below the greatest multiple of the sum of weights, modulo that sum, lies in one panel's span."""
    ends = list(itertools.accumulate(weights))
    for counter in itertools.count():
        block = hmac.new(seed, b"\0panel\0" + counter.to_bytes(8, "big"), hashlib.sha256).digest()
        number = int.from_bytes(block, "big")
        if number < 2**256 - 2**256 % ends[-1]:
            break
    return next(index for index, end in enumerate(ends) if number % ends[-1] < end)


def places(lottery: Any, panel: int, seed: bytes) -> Iterator[dict[str, Any]]:
    """Everybody's place, by type and within it by ticket; who lives with someone seated is passed over.

    People stand in the order of their ids, so that the order by ticket is one by ticket and id.
    """
    people, free = lottery["people"], list(lottery["panels"][panel]["counts"])
    tickets = [hmac.digest(seed, each["id"].encode(), "sha256") for each in people]
    order = sorted(range(len(people)), key=tickets.__getitem__)
    waits, homes = bytearray(b"\1" * len(people)), set()
    for index in order:
        kind, home = people[index]["type"], people[index].get("household")
        if free[kind] and home not in homes:
            waits[index], free[kind] = 0, free[kind] - 1
            homes |= {home} if home else set()
    order.sort(key=lambda index: 2 * people[index]["type"] + waits[index])  # it stays in the order of tickets
    position, before = 0, -1
    for index in order:
        kind, outcome = people[index]["type"], "reserve" if waits[index] else "selected"
        position = position + 1 if before == 2 * kind + waits[index] else 1
        before = 2 * kind + waits[index]
        ticket = tickets[index].hex()
        yield {"id": people[index]["id"], "type": kind, "ticket": ticket, "outcome": outcome, "position": position}


def seated_by(lottery: Any, panel: int, seed: bytes) -> list[str]:
    return [place["id"] for place in places(lottery, panel, seed) if place["outcome"] == "selected"]


def check_draw(faults: Faults, bundle: Any) -> None:
    before, lottery, draws, seed = len(faults), bundle["lottery"], bundle["draws"], bytes.fromhex(bundle["seed"])
    dice = bundle.get("value", "") if bundle.get("source") == "dice" else ""
    panel = panel_of(lottery, seed, dice if re.fullmatch("[0-9]{20,}", dice) else "")
    people = len(lottery["people"])
    if not faults.check("$.draws", len(draws) == people, f"must have {people} entries"):
        return
    faults.compare("$.panel", panel, bundle["panel"])
    for index, place in enumerate(places(lottery, panel, seed)):
        for name, value in place.items():
            if value != draws[index][name]:
                faults.compare(f"$.draws[{index}].{name}", value, draws[index][name])
    if len(faults) == before:
        check_steps(faults, bundle, {place["id"] for place in draws if place["outcome"] == "selected"})


# --- the steps: who left, who waits, and the draw for the free seats; told up to the first that does not follow ------


def check_steps(faults: Faults, bundle: Any, seated: set[str]) -> None:
    if "steps" not in bundle or "seated" not in bundle:
        faults.check("$.steps", "seated" not in bundle, "is missing")
        faults.check("$.seated", "steps" not in bundle, "is missing")
        return
    waiting = {person["id"] for person in bundle["lottery"]["people"]} - seated
    seed = bytes.fromhex(bundle["seed"])
    for index, step in enumerate(bundle["steps"]):
        path, gone = f"$.steps[{index}]", set(step["left"])
        if not faults.check(f"{path}.left", step["left"] == sorted(gone), "occur twice or are out of order"):
            return
        if not faults.check(f"{path}.left", gone <= seated | waiting, "names someone neither seated nor waiting"):
            return
        seated, waiting = seated - gone, waiting - gone
        pool = apart_from(bundle["lottery"], seated, waiting)
        lottery = with_people(faults, bundle["lottery"], step["lottery"], pool, path)
        if lottery is None or not check_frame(faults, bundle["lottery"], step, seated, pool, path):
            return
        digest = list_digest(lottery if bundle["version"] == 1 else bundle["lottery"])
        seed = bytes.fromhex(seed_of(digest, f"step:{index + 1}", seed.hex()))
        panel = panel_of(lottery, seed)
        is_new = bundle["version"] == 1 or "households" in lottery
        drawn = seated_by(lottery, panel, seed if is_new else bytes.fromhex(bundle["seed"]))
        before = len(faults)
        faults.compare(f"{path}.list_digest", list_digest(lottery), step["list_digest"])
        faults.compare(f"{path}.lottery_digest", lottery_digest(lottery), step["lottery_digest"])
        faults.compare(f"{path}.seed", seed.hex(), step["seed"])
        faults.compare(f"{path}.panel", panel, step["panel"])
        faults.compare(f"{path}.selected", drawn, step["selected"])
        if len(faults) > before:
            return
        seated, waiting = seated | set(drawn), waiting - set(drawn)
    faults.compare("$.seated", sorted(seated), bundle["seated"])


def apart_from(first: Any, seated: set[str], waiting: set[str]) -> dict[str, str]:
    """Who waits and lives with nobody seated, with the household; the order is that of the list."""
    taken = {each.get("household") for each in first["people"] if each["id"] in seated} - {None}
    pool = [each for each in first["people"] if each["id"] in waiting and each.get("household") not in taken]
    return {each["id"]: each.get("household", "") for each in pool}


def with_people(faults: Faults, first: Any, lottery: Any, pool: dict[str, str], path: str) -> Any:
    """The lottery of a step with its people, who are those of the pool; None where it holds a fault."""
    if "households" in first or "households" in lottery:
        sentence = "is missing" if "households" in first else "is not known here"
        if not faults.check(f"{path}.lottery.households", "households" in first and "households" in lottery, sentence):
            return None
    number = {canonical(kind["features"]): index for index, kind in enumerate(lottery["types"])}
    features = {person["id"]: first["types"][person["type"]]["features"] for person in first["people"]}
    people: list[dict[str, Any]] = []
    if "households" in first:
        homes, _ = homes_of([(each, features[each], home) for each, home in pool.items()])
        for each, (kind, code) in zip(pool, homes):  # noqa: B905 - runs on older Pythons too
            features[each] = {**bare(features[each]), **({"household": kind} if kind else {})}
            people.append({"id": each, **({"household": code} if code else {})})
    else:
        people = [{"id": each} for each in pool]
    people = [{**each, "type": number.get(canonical(features[each["id"]]))} for each in people]
    whole_list = all(person["type"] is not None for person in people)
    if not faults.check(f"{path}.lottery.types", whole_list, "lack the features of someone who is waiting"):
        return None
    lottery = {**lottery, "people": people}
    return lottery if check_lottery(faults, lottery, f"{path}.lottery") else None


def remaining_quotas(first: Any, seated: set[str]) -> dict[str, Any]:
    """The quotas of the first draw, less the people who are seated."""
    taken: Counter[Any] = Counter()
    for person in first["people"]:
        if person["id"] in seated:
            taken.update(first["types"][person["type"]]["features"].items())
    return {
        name: {value: [max(bound - taken[name, value], 0) for bound in bounds] for value, bounds in values.items()}
        for name, values in first["quotas"].items()
    }


def check_frame(faults: Faults, first: Any, step: Any, seated: set[str], pool: dict[str, str], path: str) -> bool:
    """The seats are those that are free; the quotas are what is left of them, or what the office let them be."""
    before, relaxed, left = len(faults), step.get("relaxed", {}), remaining_quotas(first, seated)
    faults.check(f"{path}.relaxed", relaxed or "relaxed" not in step, "lets no quota give way")
    for name, values in relaxed.items():
        place = member(f"{path}.relaxed", name)
        faults.check(place, values, "lets no quota give way")
        for value, bounds in values.items():
            known = left.get(name, {}).get(value)
            wider = known not in (None, bounds) and bounds[0] <= known[0] and known[1] <= bounds[1]
            faults.check(member(place, value), wider, "is no quota, or does not give way")
    if len(faults) > before:
        return False
    left = {name: {**values, **relaxed.get(name, {})} for name, values in left.items()}
    homes = [home for home in pool.values() if home]
    free = min(first["seats"] - len(seated), len(pool) - len(homes) + len(set(homes)))
    faults.compare(f"{path}.lottery.seats", free, step["lottery"]["seats"])
    faults.check(f"{path}.lottery.quotas", left == step["lottery"]["quotas"], "are not what is left of the quotas")
    return len(faults) == before


# --- a sealed draw: what can be seen of it without draw ids and hidden features, and the same opened -----------------

UNCHECKED = {
    "that the published digests are those of the committed people": (
        "bahwa sidik yang diumumkan berasal dari orang-orang di daftar tertutup"
    ),
    "that the panels meet the hidden quotas and give the chances that people see on their own pages": (
        "bahwa susunan peserta memenuhi kuota tertutup dan memberi peluang yang dilihat setiap orang di halamannya"
    ),
    "that the result follows from list, lottery and seed": "bahwa hasilnya mengikuti daftar, undian, dan benihnya",
}


def commitment(draw_id: str, features: dict[str, str]) -> str:
    """SHA-256 of draw id NUL features as canonical JSON, the hidden ones too."""
    return hashlib.sha256(f"{draw_id}\0{canonical(features)}".encode()).hexdigest()


def check_sealed(faults: Faults, document: Any) -> None:
    check_committed(faults, document)
    if faults:
        return
    rest = {name: value for name, value in document.items() if name != "digest"}
    faults.compare("$.digest", lottery_digest(rest), document["digest"])
    people_digest = digest_of(row["commitment"] for row in document["people"])
    faults.compare("$.people_digest", people_digest, document["people_digest"])
    if check_source(faults, document):
        check_seed(faults, document, [document["list_digest"]], sealed_suspects(document))
    check_seated(faults, document)


def sealed_suspects(document: Any) -> list[str]:
    """None where the digest of all the rest is that of a document with the seed that follows. The list's digest is
    confirmed by the first step's seed, where there is one.
    """
    follows = seed_of(document["list_digest"], document["source"], document["value"])
    rest = {name: value for name, value in document.items() if name != "digest"}
    if lottery_digest({**rest, "seed": follows}) == document["digest"]:
        return []
    stepped = [seed_of(document["list_digest"], "step:1", document["seed"])]
    is_confirmed = stepped == [step["seed"] for step in document["steps"][:1]]
    return origins(document) if is_confirmed else ["list_digest", *origins(document)]


def check_committed(faults: Faults, document: Any) -> None:
    quotas, hidden, previous = document["quotas"], document["hidden"], ""
    faults.check("$.people", document["people"], "holds nobody")
    named = set(hidden) & set(quotas) if document["version"] == 1 else set(hidden) - set(quotas)
    faults.check("$.hidden", hidden and hidden == sorted(named), HIDDEN_NAMED)
    for index, row in enumerate(document["people"]):
        path, features = f"$.people[{index}]", row["features"]
        faults.check(f"{path}.commitment", row["commitment"] > previous, "occurs twice or is out of place")
        public = set(quotas) - set(hidden)
        for name in sorted(public | set(features)):
            fits = name in public and features.get(name) in quotas[name]
            faults.check(member(f"{path}.features", name), fits, PUBLIC_FEATURES)
        faults.check(f"{path}.outcome", row["outcome"] in ("selected", "reserve"), "must be selected or reserve")
        previous = row["commitment"]


PUBLIC_FEATURES = "must hold the public features with quotas, each with a known value"
HIDDEN_NAMED = "must name features with quotas, each once and in order, and in version 2 tell nothing of their quotas"


def check_seated(faults: Faults, document: Any) -> None:
    """Seats filled and public quotas met by the draw; then each step, up to the first that does not follow."""
    before, quotas = len(faults), document["quotas"]
    features = {row["commitment"]: row["features"] for row in document["people"]}
    seated = {row["commitment"] for row in document["people"] if row["outcome"] == "selected"}
    waiting, seed = set(features) - seated, document["seed"]
    faults.compare("$.seats", len(seated), min(document["seats"], len(features)))
    check_public_quotas(faults, "$.quotas", quotas, [features[each] for each in seated])
    for index, step in enumerate(document["steps"]):
        if len(faults) > before:
            return
        path, left, selected = f"$.steps[{index}]", set(step["left"]), set(step["selected"])
        seed = seed_of((step if document["version"] == 1 else document)["list_digest"], f"step:{index + 1}", seed)
        quotas = {} if "relaxed" in step else quotas
        check_relaxed(faults, f"{path}.relaxed", document, step)
        check_among(faults, f"{path}.left", step["left"], seated | waiting)
        check_among(faults, f"{path}.selected", step["selected"], waiting - left)
        seated, waiting = seated - left, waiting - left
        faults.compare(f"{path}.selected", min(document["seats"] - len(seated), len(waiting)), len(selected))
        faults.compare(f"{path}.seed", seed, step["seed"])
        seated, waiting = seated | (selected & waiting), waiting - selected
        check_public_quotas(faults, f"{path}.selected", quotas, [features[each] for each in seated])
    if len(faults) == before:
        faults.compare("$.seated", sorted(seated), document["seated"])


def check_relaxed(faults: Faults, path: str, document: Any, step: Any) -> None:
    """In version 2 an empty one would tell that a hidden quota gave way; one over a hidden feature, how far."""
    if document["version"] == 1 or "relaxed" not in step:
        return
    told, quotas = step["relaxed"], document["quotas"]
    known = all(values and set(values) <= set(quotas.get(name, ())) for name, values in told.items())
    faults.check(path, told and known, "lets no public quota give way")


def check_among(faults: Faults, path: str, stated: list[str], possible: set[str]) -> None:
    fits = stated == sorted(set(stated) & possible)
    faults.check(path, fits, "must be people who can be meant here, each once and in order")


def check_public_quotas(faults: Faults, path: str, quotas: Any, seated: list[dict[str, str]]) -> None:
    reached = Counter(pair for features in seated for pair in features.items())
    for name in set(seated[0] if seated else ()) & set(quotas):
        for value, (least, most) in quotas[name].items():
            found, words = reached[name, value], f"with {shown(name)} = {shown(value)}"
            faults.check(path, least <= found <= most, f"{found} {words}; the quota is {least} to {most}")


def without(quotas: Any, hidden: list[str]) -> Any:
    """What is told of quotas that gave way: nothing of hidden features."""
    return {name: values for name, values in quotas.items() if name not in hidden}


def check_opening(faults: Faults, document: Any, bundle: Any) -> None:
    """For the inspector, who has the whole bundle: that the sealed draw was made of it."""
    if not faults.check("$", "households" not in bundle["lottery"], "a sealed draw can not keep households apart yet"):
        return
    hidden, quotas = document["hidden"], bundle["lottery"]["quotas"]
    if not faults.check("$.hidden", set(hidden) <= set(quotas), HIDDEN_NAMED):
        return
    kinds = [kind["features"] for kind in bundle["lottery"]["types"]]
    mark = {each["id"]: commitment(each["id"], kinds[each["type"]]) for each in bundle["lottery"]["people"]}
    outcome = {mark[place["id"]]: place["outcome"] for place in bundle["draws"]}
    public = {
        mark[each["id"]]: {k: v for k, v in kinds[each["type"]].items() if k not in hidden}
        for each in bundle["lottery"]["people"]
    }
    people = [{"commitment": each, "features": public[each], "outcome": outcome[each]} for each in sorted(public)]
    steps = [
        {
            "relaxed": without(step.get("relaxed", {}), hidden),
            **{name: step[name] for name in ("list_digest", "lottery_digest", "seed")},
            **{name: sorted(mark[each] for each in step[name]) for name in ("left", "selected")},
        }
        for step in bundle.get("steps", [])
    ]
    for name in ("version", "list_digest", "lottery_digest", "source", "value", "signature", "seed"):
        faults.compare(f"$.{name}", bundle.get(name), document.get(name))
    faults.compare("$.seats", bundle["lottery"]["seats"], document["seats"])
    public_quotas = quotas if bundle["version"] == 1 else without(quotas, hidden)
    faults.check("$.quotas", public_quotas == document["quotas"], "are not those of the bundle")
    faults.check("$.people", people == document["people"], "are not those of the bundle")
    told = [{"relaxed": {}, **step} for step in document["steps"]]  # early ones said so where a hidden quota gave way
    faults.check("$.steps", steps == told, "are not those of the bundle")


# --- a selection by merit, or first come first served ----------------------------------------------------------------


def check_ranking(faults: Faults, document: Any) -> str:
    """What it came to with the beacon."""
    seeded = is_seeded(document)
    check_shape(faults, "$", SEEDED_RANKING if seeded else RANKING, document)
    if faults:
        return "unchecked (the bundle is broken)" if seeded else NO_SEED
    faults.check("$.rule", document["rule"] in ("merit", "first_come"), "must be merit or first_come")
    faults.check("$.places", document["places"], "holds nobody")
    check_order(faults, document, bytes.fromhex(document["seed"]) if seeded else b"")
    check_seats(faults, document)
    digest = digest_of(place["id"] for place in document["places"])
    faults.compare("$.list_digest", digest, document["list_digest"])
    if seeded:
        faults.compare("$.values_digest", values_digest(document["places"]), document["values_digest"])
        if check_source(faults, document):
            suspects = origins(document) if is_drawn(document) else []
            check_seed(faults, document, [digest, document["list_digest"]], suspects)
    rest = {name: value for name, value in document.items() if name != "digest"}
    faults.compare("$.digest", lottery_digest(rest), document["digest"])
    return check_beacon(faults, document) if seeded else NO_SEED


NO_SEED = "unchecked (this ranking needs no randomness)"


def is_seeded(document: Any) -> bool:
    """Whether equal values go by ticket; in a ranking of version 1 they go by draw id."""
    version = document.get("version")
    return type(version) is int and version == SEEDED_RANKING["version"]


def check_order(faults: Faults, document: Any, seed: bytes) -> None:
    """By value, then by ticket or draw id; each with the outcome and position of that place. Where the list is another
    than that of its digest, an id that does not fit its ticket is.
    """
    is_listed = digest_of(place["id"] for place in document["places"]) == document["list_digest"]
    previous: Any = None
    seen: set[str] = set()
    seats = document["seats"]
    for rank, place in enumerate(document["places"]):
        path, value, line = f"$.places[{rank}]", exact(place["value"]), place["id"].encode()
        ticket = hmac.new(seed, line, hashlib.sha256).hexdigest() if seed else ""
        key = (-value if document["rule"] == "merit" else value, ticket, line)
        if seed and is_listed:
            faults.compare(f"{path}.ticket", ticket, place["ticket"])
        elif seed:
            faults.check(f"{path}.id", ticket == place["ticket"], "is not the draw id of the ticket that is told here")
        faults.check(path, previous is None or key > previous, OUT_OF_PLACE)
        faults.check(f"{path}.id", place["id"] not in seen, "occurs twice")
        seen.add(place["id"])
        faults.compare(f"{path}.outcome", "selected" if rank < seats else "reserve", place["outcome"])
        faults.compare(f"{path}.position", rank + 1 if rank < seats else rank - seats + 1, place["position"])
        previous = key


def check_seats(faults: Faults, document: Any) -> None:
    """Where all places are those of another number of seats, that number is told wrong."""
    told = [(place["outcome"], place["position"]) for place in document["places"]]
    seated = sum(outcome == "selected" for outcome, _ in told)
    ranks = [("selected", rank + 1) if rank < seated else ("reserve", rank - seated + 1) for rank in range(len(told))]
    if told == ranks:
        faults.compare("$.seats", seated, min(document["seats"], len(told)))


OUT_OF_PLACE = "is out of place: the order is by value; equal values go by ticket, or by id without a seed"


def values_digest(places: list[dict[str, Any]]) -> str:
    ordered = sorted(places, key=lambda place: place["id"].encode())
    lines = (f"{place['id']}\t{plain(exact(place['value']))}\n" for place in ordered)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def check_beacon(faults: Faults, bundle: Any) -> str:
    """`verified`, `wrong`, or `unchecked` with the reason."""
    drand = DRAND.fullmatch(bundle.get("source", ""))
    if not drand or "signature" not in bundle:
        return "unchecked (the bundle holds no signature of a beacon)"
    if drand[1] != QUICKNET:
        return "unchecked (this beacon's key is not known here)"
    try:
        valid = is_signed(int(drand[2]), bundle["signature"])
    except ImportError:
        return "unchecked (py_ecc is not installed)"
    except (ValueError, AssertionError):  # py_ecc's ways to say that these bytes are no point of the curve
        valid = False
    faults.check("$.signature", valid, f"is not the signature that the beacon gave for {bundle['source']}")
    return "verified" if valid else "wrong"


def is_signed(number: int, signature: str) -> bool:
    """BLS over BLS12-381 with signatures on G1 (RFC 9380): whether drand quicknet signed this round."""
    from py_ecc.bls import g2_primitives, hash_to_curve, point_compression
    from py_ecc.optimized_bls12_381 import optimized_curve, optimized_pairing

    sys.setrecursionlimit(RECURSION_LIMIT)  # py_ecc raises it so far that deeply nested JSON would crash Python
    unpack: Any = point_compression
    point = unpack.decompress_G1(int(signature, 16))
    key = unpack.decompress_G2((int(QUICKNET_KEY[:96], 16), int(QUICKNET_KEY[96:], 16)))
    sha256: Any = hashlib.sha256
    round_hash = sha256(number.to_bytes(8, "big")).digest()
    message = hash_to_curve.hash_to_G1(round_hash, b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_", sha256)
    left = optimized_pairing.pairing(optimized_curve.G2, point, final_exponentiate=False)
    right = optimized_pairing.pairing(key, optimized_curve.neg(message), final_exponentiate=False)
    in_group = g2_primitives.subgroup_check(point) and not optimized_curve.is_inf(point)
    return bool(in_group and optimized_pairing.final_exponentiate(left * right) == type(left).one())


# --- the report ------------------------------------------------------------------------------------------------------


def opened(bundle: Any, sealed: Any) -> dict[str, Any]:
    """The whole bundle, then what was published of it, then whether the two belong together."""
    found, public = report(bundle), report(sealed)
    if found["valid"] and public["valid"] and is_sealed(sealed) and not is_sealed(bundle):
        faults = Faults()
        check_opening(faults, sealed, bundle)
        return {
            **found,
            "valid": not faults,
            "faults": told(faults),
            "origin": NOT_JUDGED if faults else found["origin"],
        }
    if not (is_sealed(sealed) and not is_sealed(bundle)):
        public = {"valid": False, "faults": [{"path": "$", "message": "is not a whole bundle and its sealed draw"}]}
    return {**found, "valid": False, "faults": found["faults"] + public["faults"], "origin": NOT_JUDGED}


def told(faults: Faults) -> list[dict[str, str]]:
    return [{"path": path, "message": text} for path, text in faults]


def is_sealed(bundle: Any) -> bool:
    return bool(bundle.get("format") == SEALED["format"])


def report(bundle: Any) -> dict[str, Any]:
    faults = Faults()
    beacon = "unchecked (the bundle is broken)"
    if bundle.get("format") == RANKING["format"]:
        beacon = check_ranking(faults, bundle)
        return found_of(bundle, faults, beacon)
    sealed = is_sealed(bundle)
    check_shape(faults, "$", of_version(SEALED if sealed else BUNDLE, bundle.get("version")), bundle)
    if not faults and sealed:
        check_sealed(faults, bundle)
        beacon = check_beacon(faults, bundle)
    elif not faults and not check_lottery(faults, bundle["lottery"], "$.lottery"):
        check_drawn(faults, bundle)
    elif not faults:
        check_digests(faults, bundle)
        check_draw(faults, bundle)
        beacon = check_beacon(faults, bundle)
    return found_of(bundle, faults, beacon)


def found_of(bundle: Any, faults: Faults, beacon: str) -> dict[str, Any]:
    origin = NOT_JUDGED if faults else origin_of(bundle, beacon)
    return {"valid": not faults, "beacon": beacon, "origin": origin, "faults": told(faults)}


NOT_JUDGED = "not judged"
NOT_SIGNED = "is required, and is not there"


def signed_alone(found: dict[str, Any]) -> dict[str, Any]:
    """For who knows that the seed came from the beacon: nothing else will do, neither dice nor a seed by itself."""
    if not found["valid"] or found["origin"] == "verified":
        return found
    if found["origin"] == "unchecked":
        raise Unusable(f"the signature is {found['beacon']}")
    return {**found, "valid": False, "origin": NOT_JUDGED, "faults": [{"path": "$.signature", "message": NOT_SIGNED}]}


def origin_of(bundle: Any, beacon: str) -> str:
    """What is shown of where the seed came from. Who made up a seed or a value can do so until the result pleases."""
    if beacon == NO_SEED:
        return "not needed"
    if bundle.get("source") == "dice":
        return "dice"
    if "signature" not in bundle:
        return "not shown"
    return "verified" if beacon == "verified" else "unchecked"


INDONESIAN = {
    "expected {}, found {}": "seharusnya {}, tertulis {}",
    "must have {} entries, and has {}": "harus memuat {} butir, tetapi memuat {}",
    "must have {} entries": "harus memuat {} butir",
    # what is unusable
    "not JSON in UTF-8: {}": "bukan JSON dalam UTF-8: {}",
    "JSON, but not the bundle of a draw": "JSON, tetapi bukan berkas undian",
    "this is the list that was frozen before the draw, not the file of the draw with its result": (
        "ini daftar yang dibekukan sebelum undian, bukan berkas undian yang memuat hasilnya"
    ),
    "{} is not a number of JSON": "{} bukan bilangan JSON",
    "a field occurs twice in one object": "satu isian muncul dua kali dalam satu objek",
    # shape
    "must be a whole number from {}": "harus bilangan bulat mulai dari {}",
    "must be a number from 0 with at most 12 decimals": "harus bilangan mulai dari 0, paling banyak 12 desimal",
    "must be a number above 0 with at most 12 decimals": "harus bilangan di atas 0, paling banyak 12 desimal",
    "must be text": "harus berupa teks",
    "must be lowercase hexadecimal of 64 characters": "harus 64 angka heksadesimal berhuruf kecil",
    "must be lowercase hexadecimal of 96 or 192 characters": "harus 96 atau 192 angka heksadesimal berhuruf kecil",
    "must be text of at most 200 characters, none a control character": (
        "harus teks paling panjang 200 huruf, tanpa huruf kendali"
    ),
    "must be text of 1 to 200 characters, none a control character": (
        "harus teks 1 sampai 200 huruf, tanpa huruf kendali"
    ),
    "must be [least, most], two whole numbers from 0, the first not above the second": (
        "harus [paling sedikit, paling banyak]: dua bilangan bulat mulai dari 0, yang pertama tidak lebih besar"
    ),
    "must be 10, 100, 1000, ... or 1000000": "harus 10, 100, 1000, ... atau 1000000",
    "must be at least 20 decimal digits": "harus paling sedikit 20 angka desimal",
    "must be a list": "harus berupa daftar",
    "must be {}, and is {}": "harus {}, tetapi tertulis {}",
    "must be an object": "harus berupa objek",
    "is missing": "tidak ada",
    "is required, and is not there": "harus ada, tetapi tidak ada",
    "the signature is {}": "tanda tangannya {}",
    "is no name": "bukan nama yang sah",
    "is not known here": "tidak dikenal di sini",
    # the lottery
    "holds nobody": "tidak memuat seorang pun",
    "occurs twice or is out of place: the order is by bytes": (
        "muncul dua kali atau salah tempat: urutannya menurut bita"
    ),
    "there is no such type": "menunjuk kelompok yang tidak ada",
    "holds no panel": "tidak memuat susunan peserta",
    "{} people for {} seats": "{} orang untuk {} kursi",
    "there are only {} of this type": "kelompok ini hanya berisi {} orang",
    "has no {} for which there is a quota": "tidak punya {} yang ada kuotanya",
    "seats {}, but there are {} seats": "mengisi {} kursi, padahal kursinya {}",
    "leaves seats free although no type is seated whole": (
        "menyisakan kursi kosong, padahal tidak satu kelompok pun terpilih semua"
    ),
    "without quotas people are told apart by one feature alone, or some have chances of their own": (
        "tanpa kuota orang hanya dibedakan menurut satu ciri, kalau tidak ada yang berpeluang sendiri"
    ),
    "the panels seat {} to {} of these": "susunan pesertanya memuat {} sampai {} orang seperti ini",
    "the panels seat {} to {}": "susunan pesertanya mengisi {} sampai {}",
    "{} with {} = {}; the quota is {} to {}": "{} orang dengan {} = {}; kuotanya {} sampai {}",
    "no quota may have this name where households are kept apart": (
        "kuota tidak boleh bernama begini bila dibatasi satu orang per keluarga"
    ),
    "are not the numbers of households that the people tell": "bukan banyaknya keluarga menurut daftar orangnya",
    "is not of the kind of household {}": "bukan dari jenis keluarga {}",
    "{} people of household kind {}; such households: {}": "{} orang dari jenis keluarga {}; keluarganya {}",
    "seats {}, and {} could be seated": "mengisi {} kursi, padahal {} orang dapat duduk",
    "must be a whole number": "harus bilangan bulat",
    # the chain
    "is not in the list": "tidak ada dalam daftar",
    "is not the draw id of the ticket that is told here": "bukan nomor undian dari tiket yang tertulis di sini",
    "has no place in the draw": "tidak punya tempat dalam undian",
    "is not the signature of the value that is told here": "bukan tanda tangan untuk nilai yang tertulis di sini",
    "does not give the seed of this draw": "tidak menghasilkan benih undian ini",
    "only the value of a drand round has a signature": "hanya nilai dari putaran drand yang bertanda tangan",
    "must be drand:<chain hash>:<round> or dice": "harus drand:<sidik rantai>:<putaran> atau dice",
    "is not the signature that the beacon gave for {}": "bukan tanda tangan jaringan drand untuk {}",
    # steps
    "occur twice or are out of order": "muncul dua kali atau tidak urut",
    "names someone neither seated nor waiting": "menyebut orang yang tidak terpilih dan tidak menunggu",
    "lack the features of someone who is waiting": "tidak memuat ciri seseorang yang menunggu",
    "lets no quota give way": "tidak melonggarkan kuota apa pun",
    "is no quota, or does not give way": "bukan kuota, atau tidak dilonggarkan",
    "are not what is left of the quotas": "bukan sisa dari kuotanya",
    # sealed draws and rankings
    "must name features with quotas, each once and in order, and in version 2 tell nothing of their quotas": (
        "harus menyebut ciri yang ada kuotanya, masing-masing sekali dan urut, dan dalam versi 2 tanpa isi kuotanya"
    ),
    "lets no public quota give way": "tidak melonggarkan kuota terbuka apa pun",
    "occurs twice or is out of place": "muncul dua kali atau salah tempat",
    "must hold the public features with quotas, each with a known value": (
        "harus memuat ciri terbuka yang ada kuotanya, masing-masing dengan nilai yang dikenal"
    ),
    "must be selected or reserve": "harus selected atau reserve",
    "must be people who can be meant here, each once and in order": (
        "harus orang yang dapat dimaksud di sini, masing-masing sekali dan urut"
    ),
    "a sealed draw can not keep households apart yet": "undian tertutup belum dapat membatasi satu orang per keluarga",
    "are not those of the bundle": "tidak sama dengan isi berkas utuh",
    "is not a whole bundle and its sealed draw": "bukan berkas utuh beserta undian tertutupnya",
    "occurs twice": "muncul dua kali",
    "must be merit or first_come": "harus merit atau first_come",
    "is out of place: the order is by value; equal values go by ticket, or by id without a seed": (
        "salah tempat: urutannya menurut nilai; nilai yang sama menurut tiket, atau menurut nomor bila tanpa angka acak"
    ),
}
"""Each sentence; {} stands for what the check puts there. The first that fits is taken."""


def in_both(sentence: str) -> str:
    """The Indonesian sentence, then the English one."""
    for english, indonesian in INDONESIAN.items():
        found = re.fullmatch(re.escape(english).replace(r"\{\}", "(.*?)"), sentence, re.DOTALL)
        if found:
            told = (BEACONS.get(part, part) for part in found.groups())
            return f"{indonesian.format(*told)} / {sentence}"
    return sentence


DIGESTS = ("digest", "people_digest", "list_digest", "lottery_digest", "values_digest", "seed")
ORIGINS = {
    "dice": (
        "cocokkan angka dadunya dengan yang dibacakan di depan umum atau tertulis di berita acara",
        "compare the dice with those that were read out in public or stand in the minutes",
    ),
    "verified": (
        "cocokkan putarannya dengan yang diumumkan sebelum undian",
        "compare the round with the one that was announced before the draw",
    ),
    "unchecked": (
        "cocokkan putarannya dengan yang diumumkan sebelum undian, dan nilainya dengan yang ada di jaringan drand",
        "compare the round with the one that was announced before the draw, and the value with the beacon's own",
    ),
    "not shown": (
        "berkas ini tidak menunjukkan dari mana benihnya; siapa yang memilihnya dapat mengulang sampai hasilnya cocok",
        "the file does not show where the seed came from; whoever chose it could go on until the result pleased",
    ),
}
DOUBTS = {
    "unchecked": (", TANDA TANGAN ANGKA ACAK BELUM DIPERIKSA", ", SIGNATURE OF THE RANDOM VALUE NOT CHECKED"),
    "not shown": (", ASAL BENIH TIDAK DITUNJUKKAN", ", ORIGIN OF THE SEED NOT SHOWN"),
}


def words(bundle: Any, found: dict[str, Any]) -> list[str]:
    lines = [f"{fault['path']}: {in_both(fault['message'])}" for fault in found["faults"]]
    lines += beacon_words(found["beacon"])
    if not found["valid"]:
        count = len(found["faults"])
        return [*lines, f"TIDAK SAH: kesalahan yang ditemukan: {count}.", f"INVALID: faults found: {count}."]
    return [*proofs(bundle), *lines, *result_words(bundle, found["origin"])]


BEACONS = {
    "verified": "sah, diperiksa",
    "wrong": "salah",
    "unchecked (the bundle holds no signature of a beacon)": "tidak diperiksa (berkasnya tidak memuatnya)",
    "unchecked (this beacon's key is not known here)": "tidak diperiksa (kunci jaringan ini tidak dikenal di sini)",
    "unchecked (py_ecc is not installed)": "tidak diperiksa (paket py_ecc tidak terpasang)",
    "unchecked (the bundle is broken)": "tidak diperiksa (berkasnya rusak)",
    NO_SEED: "tidak diperiksa (urutan ini tidak memakai angka acak)",
}


def beacon_words(beacon: str) -> list[str]:
    return [f"tanda tangan drand: {BEACONS[beacon]}", f"beacon: {beacon}"]


def result_words(bundle: Any, origin: str, redone: tuple[str, ...] = ()) -> list[str]:
    """Of a bundle without faults: origin, chances, panel, steps, what is left to the inspector, and the verdict.

    `redone` is told in place of what is only claimed of the chances, by who has made the lotteries again.
    """
    sealed = sealed_words() if is_sealed(bundle) else []
    told = [*chances(bundle, redone), *panel_words(bundle), *step_words(bundle, is_redone=bool(redone)), *sealed]
    return [*unsigned_words(bundle), *origin_words(origin), *told, *verdict(bundle, origin)]


def unsigned_words(bundle: Any) -> list[str]:
    """A file without the signature of its round follows as well: what is not there changes nothing that is."""
    if "signature" in bundle or not DRAND.fullmatch(bundle.get("source", "")):
        return []
    return [
        "TANPA TANDA TANGAN: $.signature tidak ada, padahal sumbernya drand; yang diumumkan Sanggar memuatnya",
        "NOT SIGNED: $.signature is missing although the source is drand; what Sanggar publishes holds it",
    ]


def sealed_words() -> list[str]:
    return [
        *(f"hanya inspektorat yang dapat memeriksa {each}" for each in UNCHECKED.values()),
        *(f"only the inspector can check {each}" for each in UNCHECKED),
    ]


def panel_words(bundle: Any) -> list[str]:
    """In a numbered lottery: the number that was settled on the stage, and all numbers that are the same panel."""
    numbers = panel_numbers(bundle)
    if numbers is None:
        return []
    rolled, first, last = numbers
    place = f"lottery.panels[{bundle['panel']}]"
    if not rolled:
        return [
            f"susunan terpilih: nomor {first} sampai {last}, dipilih oleh benihnya, {place}",
            f"panel: numbers {first} to {last}, chosen by the seed, {place}",
        ]
    dice = len(rolled)
    return [
        f"susunan nomor {rolled} menurut {dice} dadu pertama; nomor {first} sampai {last} sama susunannya, {place}",
        f"panel number {rolled} by the first {dice} dice; numbers {first} to {last} are the same panel, {place}",
    ]


def panel_numbers(bundle: Any) -> tuple[str, str, str] | None:
    """What the dice name (empty without dice), the first and the last number of the panel; None without numbers."""
    lottery = bundle.get("lottery", {})
    if "numbered" not in lottery:
        return None
    width, weights = len(str(lottery["numbered"])) - 1, [int(exact(panel["weight"])) for panel in lottery["panels"]]
    first = sum(weights[: bundle["panel"]])
    last = first + weights[bundle["panel"]] - 1
    rolled = bundle["value"][:width] if bundle.get("source") == "dice" else ""
    return rolled, f"{first:0{width}}", f"{last:0{width}}"


def step_words(bundle: Any, *, is_redone: bool = False) -> list[str]:
    """How many steps, and of each who left, who came and which quotas gave way: bounds for those who come in."""
    if "steps" not in bundle:
        return []
    steps, kind = bundle["steps"], ("terbuka ", "public ") if is_sealed(bundle) else ("", "")
    lines = [f"langkah cadangan: {len(steps)}", f"steps of reserves: {len(steps)}"]
    for number, step in enumerate(steps, 1):
        left, came = names_of(step["left"]), names_of(step["selected"])
        wider = [
            (names_of([name, value], " = "), least, most)
            for name, values in step.get("relaxed", {}).items()
            for value, (least, most) in values.items()
        ]
        gave_way = (
            ", ".join(
                f"{what} menjadi {least} sampai {most}, untuk kursi yang kosong saja" for what, least, most in wider
            )
            or "tidak ada"
        )
        lines.append(f"langkah {number}: keluar {left}; masuk {came}; kuota {kind[0]}yang dilonggarkan: {gave_way}")
        gave_way = (
            ", ".join(f"{what} now {least} to {most}, for the free seats alone" for what, least, most in wider)
            or "none"
        )
        lines.append(f"step {number}: left {left}; came {came}; {kind[1]}quotas that gave way: {gave_way}")
        lines += step_chances(number, step, is_redone=is_redone)
    return lines


def step_chances(number: int, step: Any, *, is_redone: bool = False) -> list[str]:
    """How equal the chances of a step were: its seed was known before its lottery was made."""
    if "lottery" not in step:
        return []
    kinds = [(exact(kind["probability"]), kind["count"]) for kind in step["lottery"]["types"] if kind["count"]]
    least, most = (plain(each) for each in (min(kinds)[0], max(kinds)[0]))
    none, panels = sum(count for chance, count in kinds if not chance), len(step["lottery"]["panels"])
    low, high = (each.replace(".", ",") for each in (least, most))
    told = f"tanpa peluang: {none} orang; susunan: {panels}"
    said = f"without any: {none} people; panels: {panels}"
    if not is_redone:
        told += "; periksa dengan sanggar draw verify --fairest"
        said += "; to be checked by sanggar draw verify --fairest"
    return [
        f"peluang di langkah {number}: {low} sampai {high}; {told}",
        f"chances in step {number}: {least} to {most}; {said}",
    ]


def names_of(texts: list[str], between: str = ", ") -> str:
    return between.join(shown(each)[1:-1] for each in texts) or "-"


def proofs(bundle: Any) -> list[str]:
    """What is to be compared with what was published."""
    digests = [f"{name}: {bundle[name]}" for name in DIGESTS if name in bundle]
    return digests + [f"{name}: {shown(bundle[name])[1:-1]}" for name in ("source", "value") if name in bundle]


def origin_words(origin: str) -> list[str]:
    told = {"dice": "dadu", "verified": "drand, diperiksa", "unchecked": "drand, tidak diperiksa"}.get(origin)
    indonesian = told or {"not shown": "tidak ditunjukkan", "not needed": "tidak perlu"}[origin]
    return [f"asal benih: {indonesian}", f"origin of the seed: {origin}", *ORIGINS.get(origin, ())]


def chances(bundle: Any, redone: tuple[str, ...] = ()) -> list[str]:
    """How equal the chances were. That a result follows says nothing of that."""
    if "lottery" not in bundle:
        return []
    lottery = bundle["lottery"]
    kinds = [(exact(kind["probability"]), kind["count"]) for kind in lottery["types"] if kind["count"]]
    least, most = (plain(each) for each in (min(kinds)[0], max(kinds)[0]))
    none, gap = sum(count for chance, count in kinds if not chance), plain(exact(lottery["gap"]))
    low, high = (each.replace(".", ",") for each in (least, most))
    lines = [
        f"kursi: {lottery['seats']}; peluang: {low} sampai {high}; tanpa peluang: {none} orang; jenis: {len(kinds)}",
        f"seats: {lottery['seats']}; chances: {least} to {most}; without any: {none} people; types: {len(kinds)}",
    ]
    if not lottery["quotas"] and len(lottery["panels"]) == 1 and not lottery.get("households"):
        return [*lines, *redone]
    if redone:
        return [*lines, *redone]
    return [
        *lines,
        f"bahwa ini peluang yang paling adil hanya dinyatakan (selisih {gap.replace('.', ',')}), tidak diperiksa",
        f"that these are the fairest chances is claimed (gap {gap}), not checked",
    ]


def verdict(bundle: Any, origin: str) -> list[str]:
    """In both languages. That a result follows makes it valid only where it is shown where the seed came from."""
    rows = next(bundle[name] for name in ("draws", "people", "places") if name in bundle)
    people, seated = len(rows), sum(row["outcome"] == "selected" for row in rows)
    indonesian, english = ("HASILNYA COCOK", "RESULT FOLLOWS") if origin in DOUBTS else ("SAH", "VALID")
    what, done = "undian dihitung ulang dan hasilnya sama", "the draw was redone with the same result"
    if is_sealed(bundle):
        indonesian, english = f"{indonesian} sejauh dapat diperiksa umum", f"{english} as far as the public can check"
        what, done = "data khusus tertutup", "specific data is sealed"
    doubt, doubted = DOUBTS.get(origin, ("", ""))
    return [
        f"{indonesian}{doubt}: {what}. {people} orang, {seated} terpilih.",
        f"{english}{doubted}: {done}. {people} people, {seated} selected.",
    ]


def load(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:  # noqa: PTH123 - one thing less to import
        return read(file.read())


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Check a Sanggar draw / Memeriksa hasil undian Sanggar")
    parser.add_argument("bundle", help="bundle.json")
    parser.add_argument(
        "--sealed", metavar="published.json", help="with the whole bundle: check what was published of it"
    )
    parser.add_argument(
        "--require-signature", action="store_true", help="valid only with a signature of the beacon that was checked"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    options = parser.parse_args(argv)
    try:
        bundle = load(options.bundle)
        sealed = load(options.sealed) if options.sealed else None
        found = report(bundle) if sealed is None else opened(bundle, sealed)
        found = signed_alone(found) if options.require_signature else found
    except (OSError, ValueError, Unusable) as error:
        reason = ascii(str(error))[1:-1]
        if options.json:
            say(json.dumps({"valid": False, "error": reason}))
        else:
            print(f"TIDAK DAPAT DIPERIKSA / UNUSABLE: {in_both(reason)}", file=sys.stderr)
        return 2
    say(json.dumps(found) if options.json else "\n".join(words(bundle, found)))
    return 0 if found["valid"] else 1


def say(text: str) -> None:
    """Whoever reads may stop reading (`| head`): that changes nothing of what was found."""
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more when it ends


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
