"""Property tests on a machine that others use too: no example fails for having been slow to make or to run."""

import json
from pathlib import Path

import pytest
from draw_command_samples import EXACT
from draw_samples import two_tracks
from hypothesis import HealthCheck, settings

settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")


@pytest.fixture
def draw_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    rows = [f"{person.id},{person.features['track']}" for person in two_tracks()]
    Path("people.csv").write_text("\n".join(["id,track", *rows, ""]))
    Path("quotas.json").write_text(json.dumps(EXACT))
    return tmp_path
