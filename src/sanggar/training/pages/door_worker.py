"""The worker of the check-in table, served below that page's own address, so that it can reach that page alone."""

from pathlib import Path

from django.http import HttpResponse

SOURCE = Path(__file__).resolve().parents[1] / "static" / "training" / "door" / "worker.js"


def script() -> HttpResponse:
    response = HttpResponse(SOURCE.read_text(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
