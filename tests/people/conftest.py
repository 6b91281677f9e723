"""The browsers of the journeys, for the pages of this room that have a script."""

from journeys.conftest import chromium, come_in, enter

__all__ = ["chromium", "come_in", "enter"]
