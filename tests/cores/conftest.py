"""Property tests on a machine that others use too: no example fails for having been slow."""

from hypothesis import settings

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")
