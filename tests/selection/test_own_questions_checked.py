"""The one file that anyone can run checks draws that count the call's own questions, as they are served."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from factories.counting import QUOTA, drawn, make_asking_call
from factories.selection import draw_and_publish
from sanggar.planning.models import Programme
from sanggar.selection.models import Draw

pytestmark = pytest.mark.django_db


def verified(tmp_path: Path, document: bytes | str, *more: str) -> tuple[int, dict[str, Any]]:
    """What verify.py, downloaded, says of this file: its exit code and report."""
    program, file = tmp_path / "verify.py", tmp_path / "bundle.json"
    program.write_bytes(Client().get("/undian/verify.py").content)
    file.write_bytes(document.encode() if isinstance(document, str) else document)
    run = [sys.executable, "-I", str(program), str(file), "--json", *more]
    done = subprocess.run(run, capture_output=True, check=False, timeout=60)
    return done.returncode, json.loads(done.stdout)


def published(draw: Draw) -> bytes:
    return Client().get(f"/undian/{draw.public_id}/bundle.json").content


def test_a_draw_over_public_answers_is_valid_and_another_answer_is_found(programme: Programme, tmp_path: Path) -> None:
    draw = draw_and_publish(drawn(make_asking_call(programme)))
    served = published(draw)
    assert verified(tmp_path, served)[0] == 0
    bundle = json.loads(served)
    kind = next(each for each in bundle["lottery"]["types"] if each["features"]["q_p1"] == "a3")
    kind["features"]["q_p1"] = "a1"
    code, report = verified(tmp_path, json.dumps(bundle))
    assert (code, bool(report["faults"])) == (1, True)


def test_a_draw_over_specific_answers_is_valid_as_far_as_all_may_know_and_the_inspector_opens_it(
    programme: Programme, tmp_path: Path
) -> None:
    call = make_asking_call(programme, counted_as="specific")
    draw = draw_and_publish(drawn(call, QUOTA | {"track": {"youtube": (0, 3), "tiktok": (0, 3)}}))
    served = published(draw)
    assert b"q_p1" in served
    assert b'"a3"' not in served
    assert verified(tmp_path, served)[0] == 0
    sealed = tmp_path / "published.json"
    sealed.write_bytes(served)
    assert verified(tmp_path, draw.bundle, "--sealed", str(sealed))[0] == 0
    other = json.loads(served)
    other["people"][0]["commitment"] = "0" * 64
    sealed.write_text(json.dumps(other))
    assert verified(tmp_path, draw.bundle, "--sealed", str(sealed))[0] == 1
