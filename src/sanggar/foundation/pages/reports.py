"""Where providers tell what became of messages. No login, no cookie: the signature or the secret address is the right.

Notifications are answered 200 whatever they say, for otherwise they come again for days; a wrong signature is 403.
"""

import hashlib
import hmac
import json
import re
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanggar.foundation import clock
from sanggar.foundation.messaging import reports
from sanggar.foundation.messaging.sms import found
from sanggar.foundation.models import Channel

LARGEST = 256 * 1024
SIGNED = "sha256="
DIGITS = re.compile(r"[0-9]{6,}")  # a gateway may repeat the number in its reason


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    if not settings.WHATSAPP:
        raise Http404
    if request.method == "GET":
        return _subscribe(request)
    body = _body(request)
    if not _is_signed(request.headers.get("X-Hub-Signature-256", ""), body):
        raise PermissionDenied
    told = _json(body)
    for report in reports.whatsapp_reports(told):
        reports.take(report)
    for phone, words, at in reports.whatsapp_words(told):
        reports.hear(phone, words, at)
    return HttpResponse("ok", content_type="text/plain")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def sms(request: HttpRequest, secret: str) -> HttpResponse:
    """As the gateway sends it: JSON, a form, or an address with parameters, named in the gateway's settings."""
    if not settings.SMS.get("secret") or not _is_same(secret, settings.SMS["secret"]):
        raise Http404
    told: Any = _given(request)
    names = settings.SMS["report"]
    state = settings.SMS["states"].get(found(told, names["state"]))
    if state:
        report = reports.Report(
            Channel.SMS,
            found(told, names["id"])[:200],
            reports.STATES[state],
            clock.now(),
            reason=DIGITS.sub("…", found(told, names["reason"]))[:60] if state == "failed" else "",
            ref=found(told, names["ref"]),
        )
        reports.take(report)
    reports.hear(found(told, names["from"]), found(told, names["text"]), clock.now())
    return HttpResponse("ok", content_type="text/plain")


def _subscribe(request: HttpRequest) -> HttpResponse:
    """Meta asks once whether the address is ours: the word we agreed on, and its challenge back."""
    agreed = _is_same(request.GET.get("hub.verify_token", ""), settings.WHATSAPP["verify_token"])
    if request.GET.get("hub.mode") != "subscribe" or not agreed:
        raise PermissionDenied
    return HttpResponse(request.GET.get("hub.challenge", "")[:200], content_type="text/plain")


def _is_signed(given: str, body: bytes) -> bool:
    digest = hmac.new(settings.WHATSAPP["app_secret"].encode(), body, hashlib.sha256).hexdigest()
    return _is_same(given, f"{SIGNED}{digest}")


def _is_same(given: str, wanted: str) -> bool:
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def _body(request: HttpRequest) -> bytes:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise PermissionDenied
    return request.body


def _given(request: HttpRequest) -> Any:
    body = _body(request)
    if "json" in (request.content_type or ""):
        return _json(body)
    return {**request.GET.dict(), **request.POST.dict()}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
