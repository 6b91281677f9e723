"""The language switch: a cookie, the same address in another language."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

A_YEAR = 60 * 60 * 24 * 365


@csrf_exempt
@login_not_required
@require_GET
def switch_language(request: HttpRequest) -> HttpResponse:
    """`?ke=en&kembali=/…`: harmless and without JavaScript, therefore a link. Unknown values change nothing."""
    back = request.GET.get("kembali", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    wanted = request.GET.get("ke", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.BEHIND_TLS,
        )
    return response
