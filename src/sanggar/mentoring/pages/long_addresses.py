"""An address holds what an officer has ticked, so that it can be gone back to and sent on. Several hundred ticks are
more than a proxy takes in one (8 kB): then the lists wait in the session, and the address holds their name.
"""

import hashlib
import json

from django.http import HttpRequest, QueryDict

KEPT, BY_HAND = "tetap", "pilih"
"""Pairs that were proposed and ticked; pairs that were made by hand."""
STORED = "simpanan"
LONGEST = 1_500
"""Letters of an address; a few dozen pairs."""
SETS = 5
"""So many a session keeps: the latest."""


def short_address(request: HttpRequest, path: str, given: QueryDict) -> str:
    """`path` with these parameters; the same lists always have the same name."""
    if len(written := given.urlencode()) <= LONGEST:
        return f"{path}?{written}"
    lists = {name: given.getlist(name) for name in (KEPT, BY_HAND)}
    name = hashlib.sha256(json.dumps(lists).encode()).hexdigest()[:16]
    others = {key: kept for key, kept in request.session.get(STORED, {}).items() if key != name}
    request.session[STORED] = dict(list((others | {name: lists}).items())[-SETS:])
    rest = given.copy()
    for each in lists:
        rest.pop(each, None)
    rest[STORED] = name
    return f"{path}?{rest.urlencode()}"


def full_address(request: HttpRequest) -> QueryDict:
    """The parameters with what waits in the session in its place."""
    given = request.GET.copy()
    name = given.pop(STORED, [""])[-1]
    for each, values in request.session.get(STORED, {}).get(name, {}).items():
        given.setlist(each, [*values, *given.getlist(each)])
    return given


def is_forgotten(request: HttpRequest) -> bool:
    """Whether the address names lists that this session does not hold: another browser's, or long ago."""
    name = request.GET.get(STORED)
    return bool(name) and name not in request.session.get(STORED, {})
