"""Quotas as they are published: `{"k": 50, "quotas": {"track": {"YouTube": [20, 30], "TikTok": [20, 30]}, …}}`.

Per value of a feature the least and the most people to be seated.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from sanggar.cores.lottery import decimals, shape
from sanggar.cores.lottery.digest import canonical_json
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused, Fault, QuotasClash
from sanggar.cores.lottery.household_faults import without_kind
from sanggar.cores.lottery.households import HOUSEHOLD, homes_of
from sanggar.cores.lottery.lottery import Entry, Lottery, Person, Quotas, Type, plain_lottery
from sanggar.cores.lottery.progress import Tell, silent

if TYPE_CHECKING:
    from fractions import Fraction

    from sanggar.cores.lottery.fair.explain import Explanation
    from sanggar.cores.lottery.fair.pool import Pool
    from sanggar.cores.lottery.lottery import Panel

ID = attrgetter("id")
Columns = Mapping[str, Sequence[str]]
"""Of each feature with quotas everybody's value."""

QUOTAS = shape.fields({"k": shape.whole(1), "quotas": shape.quotas})


def read_quotas(document: object, seats: int) -> Quotas:
    """Raises `DocumentRefused` when the document is malformed or is made for another number of seats."""
    faults = QUOTAS(document, "$")
    if faults:
        raise DocumentRefused(faults)
    read: Any = document
    if read["k"] != seats:
        raise DocumentRefused([Fault("$.k", "k_differs", {"expected": seats, "found": read["k"]})])
    return _bounds(read["quotas"])


def _bounds(quotas: Any) -> Quotas:
    return {
        feature: {value: (least, most) for value, (least, most) in values.items()} for feature, values in quotas.items()
    }


def quota_lottery(
    people: list[Person],
    seats: int,
    quotas: Quotas,
    tell: Tell = silent,
    *,
    numbers: int | None = None,
) -> Lottery:
    """The fairest lottery under these quotas; with `numbers` (a power of ten) as so many equally likely panels.

    Raises `DrawRefused` for people or quotas that do not belong together, and `QuotasClash` with the smallest
    change of the quotas where no panel can meet them. `tell(doing, done, of)` hears of progress, often and also while
    one programme is solved, and may raise to stop it (`progress.within`).
    """
    apart = _households(people)
    if not quotas and not _anybody_shares(apart):
        return replace(plain_lottery(people, seats), households=None if apart is None else {})
    ids = list(map(ID, people))
    return column_lottery(ids, _columns(people, quotas), seats, quotas, tell, households=apart, numbers=numbers)


def column_lottery(
    ids: Sequence[str],
    columns: Columns,
    seats: int,
    quotas: Quotas,
    tell: Tell = silent,
    *,
    households: Sequence[str] | None = None,
    numbers: int | None = None,
) -> Lottery:
    """The same of people in columns, one entry per person, for who has a million of them: nobody becomes an object but
    as an entry of the lottery. `households` are as `pool_of` wants them. There are quotas, or households are shared.
    """
    from sanggar.cores.lottery.fair.pool import pool_of  # a solver, which checking a draw does without

    _check(ids, columns, quotas)
    pool, kinds = pool_of(columns, quotas, seats, households)
    if not quotas:
        pool = replace(pool, seats=min(seats, pool.seatable))
    panels, chances, gap = _fairest(pool, numbers, tell)
    return Lottery(
        seats=seats,
        types=tuple(map(Type, pool.features, pool.sizes.tolist(), chances)),
        panels=panels,
        people=_entries(ids, kinds, households, pool),
        gap=decimals.rounded(gap),
        quotas=quotas,
        numbered=numbers,
        households=None if households is None else dict(pool.households),
    )


def types_without_chance(
    people: list[Person], seats: int, quotas: Quotas, tell: Tell = silent, *, numbers: int | None = None
) -> list[Type]:
    """Of whom `quota_lottery` would seat nobody, whatever the seed; raises what it raises."""
    if not quotas:
        return []
    from sanggar.cores.lottery.fair.pool import pool_of

    columns = _columns(people, quotas)
    _check(list(map(ID, people)), columns, quotas)
    pool, _kinds = pool_of(columns, quotas, seats, _households(people))
    _panels, chances, _gap = _fairest(pool, numbers, tell)
    found = map(Type, pool.features, pool.sizes.tolist(), chances)
    return [kind for kind in found if not kind.probability]


def _fairest(
    pool: "Pool", numbers: int | None, tell: Tell
) -> "tuple[tuple[Panel, ...], tuple[Fraction, ...], Fraction]":
    """Panels, chances and gap; as so many equally likely panels where that is wished."""
    from sanggar.cores.lottery.fair.explain import explain
    from sanggar.cores.lottery.fair.lottery import fair_lottery
    from sanggar.cores.lottery.fair.programme import NoSolution

    try:
        found = fair_lottery(pool, tell=tell)
    except NoSolution:
        raise _clash(explain(pool, tell), pool) from None
    if numbers is None:
        return found.panels, found.chances, found.gap
    from sanggar.cores.lottery.fair.numbered import NoNumbers, numbered_lottery

    try:
        whole = numbered_lottery(pool, found, numbers, tell=tell)
    except NoNumbers:
        raise DrawRefused("no_numbers", numbers=numbers) from None
    return whole.panels, whole.chances, found.gap + whole.moved


def check_feasible(people: list[Person], seats: int, quotas: Quotas, tell: Tell = silent) -> None:
    """Refuses what `quota_lottery` would refuse, without making the lottery: an integer programme, milliseconds."""
    if not quotas:  # seats that no household is left for stay free
        return
    from sanggar.cores.lottery.fair.explain import explain
    from sanggar.cores.lottery.fair.pool import pool_of

    columns = _columns(people, quotas)
    _check(list(map(ID, people)), columns, quotas)
    pool, _kinds = pool_of(columns, quotas, seats, _households(people))
    found = explain(pool, tell)
    if not found.holds:
        raise _clash(found, pool)


def _households(people: list[Person]) -> list[str] | None:
    """Each person's household, empty for who lives alone; None where nothing depends on households."""
    if all(person.household is None for person in people):
        return None
    return [person.household or "" for person in people]


def _anybody_shares(apart: list[str] | None) -> bool:
    homes = [home for home in apart or () if home]
    return len(set(homes)) < len(homes)


def _entries(ids: Sequence[str], kinds: list[int], households: Sequence[str] | None, pool: "Pool") -> tuple[Entry, ...]:
    """In the order of their ids, each with the code of the household where it is shared."""
    if not pool.households or households is None:
        from sanggar.cores.lottery.fair.ordering import by_bytes

        return tuple(map(Entry, *by_bytes(ids, kinds)))
    plain = [canonical_json(without_kind(dict(features))) for features in pool.features]
    codes = homes_of(list(zip(ids, map(plain.__getitem__, kinds), households, strict=True))).codes
    return tuple(sorted(map(Entry, ids, kinds, codes), key=ID))


def _columns(people: list[Person], quotas: Quotas) -> dict[str, list[str]]:
    """The features with quotas, column by column."""
    if HOUSEHOLD in quotas and _households(people) is not None:
        raise DocumentRefused([Fault(f"$.quotas.{HOUSEHOLD}", "household_reserved")])
    for feature in quotas:
        if people and feature not in people[0].features:
            raise DrawRefused("feature_missing", feature=feature)
    features = [person.features for person in people]
    return {feature: list(map(itemgetter(feature), features)) for feature in quotas}


def _check(ids: Sequence[str], columns: Columns, quotas: Quotas) -> None:
    """Every person without a quota for a value is named."""
    strange = [feature for feature, values in quotas.items() if set(columns.get(feature, ())) - values.keys()]
    if strange:
        raise DocumentRefused(list(_strange(ids, columns, quotas)))


def _strange(ids: Sequence[str], columns: Columns, quotas: Quotas) -> Iterator[Fault]:
    for number, person in enumerate(ids):
        for feature, values in quotas.items():
            value = columns[feature][number]
            if value not in values:
                params = {"feature": feature, "value": value}
                yield Fault(f"{person}, column {feature}", "value_without_quota", params)


def _clash(found: "Explanation", pool: "Pool") -> QuotasClash:
    """What is short, then the ways out of it: fewer seats, other quotas, no limit per household."""
    fewer = pool.seats - found.seats_short
    short = [
        Fault("$.k", "households_short" if pool.households else "people_short", {"people": fewer, "seats": pool.seats}),
        Fault("$.k", "fewer_seats", {"seats": fewer}),
    ]
    clashes = [
        Fault(shape.member(shape.member("$.quotas", clash.feature), clash.value), "quota_clash", asdict(clash))
        for clash in found.clashes
    ]
    limit = [Fault("$", "limit_alone", {"seats": pool.seats})] if found.limit_alone else []
    faults = [*(short if found.seats_short else []), *clashes, *limit]
    return QuotasClash(faults, replace(pool, seats=fewer))
