"""The desk's page of a participant leads on: to mentor, works, certificate, application, tasks and progress."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.training import make_cohort_of, make_enrolment
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def page_of(client: Client, enrolment: Enrolment) -> str:
    return client.get(at("training:participant", enrolment, enrolment.pk)).content.decode()


def at(name: str, enrolment: Enrolment, *more: object) -> str:
    programme = enrolment.stage.programme
    return reverse(name, args=[programme.organisation.slug, programme.slug, *more])


def test_a_finisher_s_page_leads_to_pair_works_certificate_and_application(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    make_rule(programme)
    enrolment = make_finisher(make_cohort_of(programme), "Sulastri")
    certificate = make_certificate(enrolment)
    client = signed_in(officer)
    page = page_of(client, enrolment)
    links = [
        at("mentoring:pair", enrolment, enrolment.mentorships.get().pk),
        at("publication:participant", enrolment, enrolment.pk),
        at("evaluation:certificate", enrolment, certificate.pk),
        at("applications:application", enrolment, enrolment.application.receipt),
        at("training:progress", enrolment, enrolment.pk),
        f"{at('training:submissions', enrolment)}?q=Sulastri",
    ]
    assert [link in page for link in links] == [True] * len(links)
    assert [client.get(link).status_code for link in links] == [200] * len(links)
    assert certificate.number in page


def test_who_has_nothing_yet_is_shown_what_is_missing(
    programme: Programme, inspector: Account, signed_in: SignIn
) -> None:
    make_rule(programme, contacts=4)
    enrolment = make_enrolment(make_cohort_of(programme), "Budi")
    page = page_of(signed_in(inspector), enrolment)
    assert "4 kontak pendampingan lagi" in page
    assert f"{at('evaluation:completion', enrolment)}?q=Budi" in page
    assert f"{at('mentoring:pairs', enrolment)}?q=Budi" in page
