"""Every address the program answers, with samples of each that lead to something real."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
MADE_UP = {"int": "999999", "slug": "tidak-ada", "str": "tidak-ada", "uuid": "6a1f0e0e-0000-4000-8000-000000000001"}


@dataclass(frozen=True)
class Address:
    route: str
    view: Callable[..., Any]
    path: str
    is_real: bool  # each part of `path` stood in a link that was found


def addresses(found: dict[str, list[str]], under: str = "/") -> list[Address]:
    """All addresses below `under`, filled with what links were found to hold."""
    return [Address(route, view, *_filled(route, found)) for route, view in _patterns() if route.startswith(under)]


def _patterns() -> Iterator[tuple[str, Callable[..., Any]]]:
    yield from _walk(get_resolver().url_patterns, "/")


def _walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, f"{before}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"{before}{str(pattern.pattern).removeprefix('^')}", pattern.callback


def _filled(route: str, found: dict[str, list[str]]) -> tuple[str, bool]:
    """A route's parameters, each from a found address that has the same beginning; else made up."""
    if found.get(route):
        return found[route][0], True
    path, is_real = route, True
    while match := PARAMETER.search(path):
        kind, _ = match.groups()
        known = _known(route, path[: match.start()], found)
        is_real = is_real and bool(known)
        path = path[: match.start()] + (known or MADE_UP[kind or "str"]) + path[match.end() :]
    return path, is_real


def _known(route: str, beginning: str, found: dict[str, list[str]]) -> str:
    """What stands in found addresses right after `beginning`, where their route has the parameter of `route` there."""
    depth = beginning.count("/")
    wanted = route.split("/")[: depth + 1]
    for other, paths in found.items():
        if other.split("/")[: depth + 1] == wanted:
            for path in paths:
                if path.startswith(beginning):
                    return path[len(beginning) :].split("/")[0]
    return ""
