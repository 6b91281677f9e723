"""A draw whose quotas use data that nobody may learn, such as a disability: what can be published of it.

Draw ids, tickets, panels and chances stay closed: from them one could see for whom a quota made room. In the place of
each person stands a commitment,

    SHA-256(draw id NUL canonical JSON of all features, the hidden ones too)

which nobody can open by guessing, as a draw id holds 128 bits of chance, and which everyone finds for oneself from the
draw id on one's own page. The bounds of hidden quotas stay closed as well: were they changed because they clashed, they
would tell how many such people there are. The lottery's digest binds them. The public can check that list and lottery
were fixed before the seed, that the seed follows from the public randomness, that all seats are filled, and that the
quotas over public features are met; `UNCHECKED` says what it can not. The inspector has the whole bundle:
`bundle.verify` redoes the draw, `opening_faults` holds it against what was published.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sanggar.cores.lottery import shape
from sanggar.cores.lottery.bundle import BUNDLE
from sanggar.cores.lottery.digest import canonical_json, list_digest, lottery_digest
from sanggar.cores.lottery.draw import Outcome
from sanggar.cores.lottery.errors import DrawRefused, Fault, difference
from sanggar.cores.lottery.lottery import BY_POOL, VERSIONS
from sanggar.cores.lottery.seed import derive_seed
from sanggar.cores.lottery.seed_faults import chain_faults, origins, source_faults
from sanggar.cores.lottery.steps import step_seed

FORMAT = "sanggar-draw-sealed"
UNCHECKED = (
    "that the published digests are those of the committed people",
    "that the panels meet the hidden quotas and give the chances that people see on their own pages",
    "that the result follows from list, lottery and seed",
)

PERSON = shape.fields({"commitment": shape.digest, "features": shape.texts, "outcome": shape.text})
STEP = shape.fields(
    {
        "left": shape.items(shape.digest),
        "list_digest": shape.digest,
        "lottery_digest": shape.digest,
        "seed": shape.digest,
        "selected": shape.items(shape.digest),
    },
    optional={"relaxed": shape.quotas},
)
FIELDS = {
    "format": shape.constant(FORMAT),
    "hidden": shape.items(shape.draw_id),
    "seats": shape.whole(1),
    "quotas": shape.quotas,
    "people": shape.items(PERSON),
    "people_digest": shape.digest,
    "list_digest": shape.digest,
    "lottery_digest": shape.digest,
    "source": shape.string,
    "value": shape.string,
    "seed": shape.digest,
    "steps": shape.items(STEP),
    "seated": shape.items(shape.digest),
    "digest": shape.digest,
}
SIGNED = {"signature": shape.hexadecimal(96, 192)}
SEALED = shape.versioned(
    {version: shape.fields(FIELDS | {"version": shape.constant(version)}, SIGNED) for version in VERSIONS}
)


def commitment(draw_id: str, features: Mapping[str, str]) -> str:
    """Lowercase hex; `features` with the hidden ones."""
    return hashlib.sha256(f"{draw_id}\0{canonical_json(features)}".encode()).hexdigest()


def sealed_people(lottery: Mapping[str, Any], hidden: Iterable[str]) -> list[dict[str, Any]]:
    """What is published of the people of a lottery document before the draw, by commitment."""
    kinds = [kind["features"] for kind in lottery["types"]]
    closed = set(hidden)
    rows = [
        {
            "commitment": commitment(entry["id"], kinds[entry["type"]]),
            "features": {name: value for name, value in kinds[entry["type"]].items() if name not in closed},
        }
        for entry in lottery["people"]
    ]
    return sorted(rows, key=lambda row: str(row["commitment"]))


def public_quotas(lottery: Mapping[str, Any], hidden: Iterable[str]) -> dict[str, Any]:
    """Those of a lottery document of which anything is told: bounds over hidden features stood in version 1 alone."""
    closed = set() if lottery["version"] == BY_POOL else set(hidden)
    return {name: values for name, values in lottery["quotas"].items() if name not in closed}


def sealed_document(bundle: Mapping[str, Any], hidden: Iterable[str]) -> dict[str, Any]:
    """What is published of a bundle, which must tell its source, be sound, and hold quotas over the hidden features.

    Raises `DrawRefused` where households are kept apart: who lives together would be in the clear beside hidden data.
    """
    lottery, closed = bundle["lottery"], sorted(hidden)
    if "households" in lottery:
        raise DrawRefused("households_sealed")
    mark = _marks(bundle)
    outcomes = {mark[place["id"]]: place["outcome"] for place in bundle["draws"]}
    people = [row | {"outcome": outcomes[row["commitment"]]} for row in sealed_people(lottery, closed)]
    selected = [row["commitment"] for row in people if row["outcome"] == Outcome.SELECTED]
    document = {
        "format": FORMAT,
        "version": bundle["version"],
        "hidden": closed,
        "seats": lottery["seats"],
        "quotas": public_quotas(lottery, closed),
        "people": people,
        "people_digest": list_digest(row["commitment"] for row in people),
        **{name: bundle[name] for name in ("list_digest", "lottery_digest", "source", "value")},
        **({"signature": bundle["signature"]} if "signature" in bundle else {}),
        "seed": bundle["seed"],
        "steps": [_sealed_step(step, mark, closed) for step in bundle.get("steps", ())],
        "seated": sorted(mark[each] for each in bundle["seated"]) if "seated" in bundle else selected,
    }
    return document | {"digest": document_digest(document)}


def document_digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of all the rest as canonical JSON: what can not be recomputed is at least what was published."""
    return lottery_digest({name: value for name, value in document.items() if name != "digest"})


def is_sealed(document: object) -> bool:
    """Whether this is meant to be a sealed draw, sound or not."""
    return isinstance(document, dict) and document.get("format") == FORMAT


def sealed_faults(document: Any) -> list[Fault]:
    """Everything of a sealed draw that does not hold, as far as the public can check it."""
    faults = SEALED(document, "$") or _people_faults(document)
    if faults:
        return faults
    digest = difference("$.digest", document_digest(document), document["digest"])
    return [*digest, *_seed_faults(document), *_result_faults(document)]


def opening_faults(document: Any, bundle: Any) -> list[Fault]:
    """Where a sealed draw is not what was made of this bundle; both must be sound by themselves."""
    if SEALED(document, "$") or BUNDLE(bundle, "$"):
        return [Fault("$", "not_sound")]
    if "households" in bundle["lottery"]:
        return [Fault("$", "households_sealed")]
    if not set(document["hidden"]) <= set(bundle["lottery"]["quotas"]):
        return [Fault("$.hidden", "hidden_invalid")]
    expected, found = sealed_document(bundle, document["hidden"]), _as_told_now(document)
    return [
        fault
        for name in sorted(set(expected) | set(found))
        for fault in difference(f"$.{name}", expected.get(name), found.get(name))
    ]


def _marks(bundle: Mapping[str, Any]) -> dict[str, str]:
    """Everybody's commitment, by draw id."""
    kinds = [kind["features"] for kind in bundle["lottery"]["types"]]
    return {entry["id"]: commitment(entry["id"], kinds[entry["type"]]) for entry in bundle["lottery"]["people"]}


def _sealed_step(step: Mapping[str, Any], mark: Mapping[str, str], closed: list[str]) -> dict[str, Any]:
    """Of quotas that gave way only those over public features. That a hidden one did is told by nothing: beside one
    leaver, that something unnamed gave way would say whose hidden feature it was.
    """
    relaxed = {name: values for name, values in step.get("relaxed", {}).items() if name not in closed}
    return {
        "left": sorted(mark[each] for each in step["left"]),
        **({"relaxed": relaxed} if relaxed else {}),
        **{name: step[name] for name in ("list_digest", "lottery_digest", "seed")},
        "selected": sorted(mark[each] for each in step["selected"]),
    }


def _as_told_now(document: dict[str, Any]) -> dict[str, Any]:
    """Early documents held an empty `relaxed` where only hidden quotas had given way; those of version 1 stay true."""
    steps = [{name: part for name, part in step.items() if name != "relaxed" or part} for step in document["steps"]]
    if document["version"] != BY_POOL or steps == document["steps"]:
        return document
    told = document | {"steps": steps}
    return told | {"digest": document_digest(told)}


def _people_faults(document: dict[str, Any]) -> list[Fault]:
    """Each commitment once, in order; the features are those of the quotas but the hidden ones, each with a quota."""
    hidden, quotas = document["hidden"], set(document["quotas"])
    public = quotas - set(hidden)
    faults = [] if document["people"] else [Fault("$.people", "no_people")]
    named = set(hidden) & quotas if document["version"] == BY_POOL else set(hidden) - quotas
    if hidden != sorted(named) or not hidden:
        faults.append(Fault("$.hidden", "hidden_invalid"))
    previous = ""
    for index, row in enumerate(document["people"]):
        path = f"$.people[{index}]"
        if row["commitment"] <= previous:
            faults.append(Fault(f"{path}.commitment", "order"))
        faults += [
            Fault(shape.member(f"{path}.features", name), "features_differ")
            for name in sorted(public | set(row["features"]))
            if name not in public or row["features"].get(name) not in document["quotas"][name]
        ]
        if row["outcome"] not in set(Outcome):
            faults.append(Fault(f"{path}.outcome", "not_outcome"))
        previous = row["commitment"]
    return faults


def _seed_faults(document: dict[str, Any]) -> list[Fault]:
    people = difference(
        "$.people_digest", list_digest(row["commitment"] for row in document["people"]), document["people_digest"]
    )
    faults = source_faults(document) or chain_faults(document, [document["list_digest"]], _suspects(document))
    return [*people, *faults]


def _suspects(document: dict[str, Any]) -> list[str]:
    """None where the digest of all the rest is that of a document with the seed that follows. The list's digest is
    confirmed by the first step's seed, where there is one.
    """
    digest, seed = document["list_digest"], bytes.fromhex(document["seed"])
    follows = derive_seed(digest, document["source"], document["value"]).hex()
    if document_digest({**document, "seed": follows}) == document["digest"]:
        return []
    is_confirmed = [step["seed"] for step in document["steps"][:1]] == [step_seed(digest, 1, seed).hex()]
    return origins(document) if is_confirmed else ["list_digest", *origins(document)]


def _result_faults(document: dict[str, Any]) -> list[Fault]:
    """Seats filled and public quotas met by the draw; then each step, up to the first at fault."""
    features = {row["commitment"]: row["features"] for row in document["people"]}
    seated = {row["commitment"] for row in document["people"] if row["outcome"] == Outcome.SELECTED}
    waiting, seed, quotas = set(features) - seated, bytes.fromhex(document["seed"]), document["quotas"]
    faults = difference("$.seats", len(seated), min(document["seats"], len(features)))
    faults += _quota_faults("$.quotas", quotas, [features[each] for each in seated])
    for index, step in enumerate(document["steps"]):
        if faults:
            return faults
        path, left, selected = f"$.steps[{index}]", set(step["left"]), set(step["selected"])
        list_of = step if document["version"] == BY_POOL else document
        seed = step_seed(list_of["list_digest"], index + 1, seed)
        quotas = {} if "relaxed" in step else quotas  # which quotas give way to what, only the inspector can check
        faults = _relaxed_faults(f"{path}.relaxed", document, step)
        faults += _among(f"{path}.left", step["left"], seated | waiting)
        faults += _among(f"{path}.selected", step["selected"], waiting - left)
        seated, waiting = seated - left, waiting - left
        faults += difference(f"{path}.selected", min(document["seats"] - len(seated), len(waiting)), len(selected))
        faults += difference(f"{path}.seed", seed.hex(), step["seed"])
        seated, waiting = seated | (selected & waiting), waiting - selected
        faults += _quota_faults(f"{path}.selected", quotas, [features[each] for each in seated])
    return faults or difference("$.seated", sorted(seated), document["seated"])


def _relaxed_faults(path: str, document: dict[str, Any], step: dict[str, Any]) -> list[Fault]:
    """An empty one would tell that a hidden quota gave way; one over a hidden feature, how far."""
    if document["version"] == BY_POOL or "relaxed" not in step:
        return []
    told, quotas = step["relaxed"], document["quotas"]
    fits = told and all(values and set(values) <= set(quotas.get(name, ())) for name, values in told.items())
    return [] if fits else [Fault(path, "relaxes_nothing")]


def _among(path: str, stated: list[str], possible: set[str]) -> list[Fault]:
    return [] if stated == sorted(set(stated) & possible) else [Fault(path, "not_among")]


def _quota_faults(path: str, quotas: Mapping[str, Any], seated: list[Mapping[str, str]]) -> list[Fault]:
    """Over the public features alone, which are those that the people tell."""
    faults = []
    reached = Counter(pair for features in seated for pair in features.items())
    for name in set(seated[0] if seated else ()) & set(quotas):
        for value, (least, most) in quotas[name].items():
            found = reached[name, value]
            if not least <= found <= most:
                params = {"feature": name, "value": value, "least": least, "most": most, "found": found}
                faults.append(Fault(path, "quota_missed", params))
    return faults
