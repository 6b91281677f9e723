"""Signing out, which also clears what pages left on the device. Of entries that were not sent yet it asks first."""

from allauth.account import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanggar.foundation.offline import CLEAR, unsent

SURE = "buang"


def sign_out(request: HttpRequest) -> HttpResponse:
    waiting = unsent(request.COOKIES)
    if request.method == "POST" and waiting and SURE not in request.POST:
        return render(request, "account/unsent.html", {"count": waiting, "sure": SURE}, status=409)
    response: HttpResponse = views.logout(request)
    if request.method == "POST":
        name, value = CLEAR
        response[name] = value
    return response
