"""Findings in the browser: who reads them, who explains them, and what an inspector sees across programmes."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.funding import make_adopted_line
from factories.people import make_account, make_office
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.spending import as_read, make_payee, make_payment
from sanggar.foundation import clock
from sanggar.funding.models import Budget, BudgetLine
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.spending.actions import review_findings, review_soon
from sanggar.spending.models import Finding, Payment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
FINDINGS = f"{DESK}belanja/temuan/"


@pytest.fixture
def finding(programme: Programme, pptk: Account) -> Finding:
    return unnamed_tariff(make_adopted_line(programme, amount=5_000_000), pptk)


def unnamed_tariff(line: BudgetLine, by: Account) -> Finding:
    """Hours that are paid without a tariff."""
    programme = line.budget.programme
    meeting = make_meeting(make_cohort(make_stage(programme)), in_days=-7)
    payee = make_payee(programme.organisation, f"Narasumber {programme.slug}")
    make_payment(line, by, 900_000, payee=payee, meeting=meeting, hours=1, description=f"Honor {programme.slug}")
    review_findings(programme, at=clock.now())
    return Finding.objects.get(programme=programme)


def explained(words: str = "Tarif dinyatakan di SK.") -> dict[str, str]:
    return {"explanation": words, "once": str(uuid.uuid4())}


def test_an_inspector_reads_and_the_verifier_explains(
    finding: Finding, programme: Programme, verifier: Account, signed_in: SignIn
) -> None:
    here, settle = f"{FINDINGS}{finding.pk}/", f"{FINDINGS}{finding.pk}/jelaskan/"
    inspector = signed_in(make_account("Ina Inspektur", Role.INSPECTOR, programme.organisation))
    told = inspector.get(here).content.decode()
    assert "1 jam tanpa tarif" in told
    assert "Perpres 33/2020" in told
    assert settle not in told
    assert inspector.post(settle, explained()).status_code == 403
    client = signed_in(verifier)
    for step in ("verifikasi", "kembalikan"):
        assert "1 jam tanpa tarif" in client.get(f"{DESK}belanja/{finding.payment_id}/{step}/").content.decode()
    assert "Jelaskan 1 temuan" in client.get(DESK).content.decode()
    assert settle in client.get(here).content.decode()
    empty = client.post(settle, explained(""))
    assert (empty.status_code, "“Penjelasan” belum diisi" in empty.content.decode()) == (422, True)
    assert client.post(settle, explained()).status_code == 422  # of no figures that were shown
    page = client.post(settle, explained() | as_read(client, settle), follow=True).content.decode()
    for word in ("Dijelaskan", "Tarif dinyatakan di SK.", verifier.name):
        assert word in page
    payment = client.get(f"{DESK}belanja/{finding.payment_id}/").content.decode()
    assert "Tarif dinyatakan di SK." in payment
    assert "Jelaskan 1 temuan" not in client.get(DESK).content.decode()


def test_an_explanation_of_other_figures_is_refused(finding: Finding, verifier: Account, signed_in: SignIn) -> None:
    client, settle = signed_in(verifier), f"{FINDINGS}{finding.pk}/jelaskan/"
    seen = client.get(settle).context["form"]["seen"].value()
    Finding.objects.filter(pk=finding.pk).update(figures={"hours": 7}, changed_at=clock.now())
    assert client.post(settle, explained() | {"seen": seen}).status_code == 422
    finding.refresh_from_db()
    assert finding.state == "open"


def test_who_asked_for_the_money_or_stands_outside_explains_nothing(
    finding: Finding, pptk: Account, signed_in: SignIn
) -> None:
    settle = f"{FINDINGS}{finding.pk}/jelaskan/"
    assert signed_in(pptk).post(settle, explained()).status_code == 403
    outsider = make_account("Orang Luar", Role.PPK_SKPD, make_office("Dinas Lain"))
    client = signed_in(outsider)
    for page in (FINDINGS, settle, "/desk/temuan/diskominfo-malang/"):
        assert client.get(page).status_code == 404
    finding.refresh_from_db()
    assert finding.state == "open"


def test_the_list_narrows_and_goes_into_files(finding: Finding, verifier: Account, signed_in: SignIn) -> None:
    client = signed_in(verifier)
    assert "Honor tanpa tarif</a>" in client.get(FINDINGS, {"aturan": "tarif-belum"}).content.decode()
    assert "Honor tanpa tarif</a>" not in client.get(FINDINGS, {"keadaan": "selesai"}).content.decode()
    table = client.get(FINDINGS, {"format": "csv"})
    assert "1 jam tanpa tarif" in b"".join(table).decode("utf-8-sig")  # type: ignore[arg-type]  # bytes
    assert client.get(FINDINGS, {"format": "xlsx"}).status_code == 200


def test_the_list_is_read_as_it_stands_and_asks_for_a_review_in_the_background(
    finding: Finding, programme: Programme, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    asked = DBTaskResult.objects.filter(task_path=review_soon.module_path, args_kwargs__args=[programme.pk])
    payment = finding.payment
    assert payment is not None
    Payment.objects.filter(pk=payment.pk).update(tariff="seminar-eselon-3")
    asked.delete()  # what the step asked for
    page = signed_in(verifier).get(FINDINGS)
    assert [row.pk for row in page.context["listing"].page] == [finding.pk]
    assert asked.count() == 1
    review_soon.func(programme.pk)
    assert asked.latest("enqueued_at").status == "READY", "one that waits does the work, so this one left it"
    asked.delete()
    review_soon.func(programme.pk)
    finding.refresh_from_db()
    assert finding.state == "gone"


def test_however_many_open_the_list_one_review_is_asked_for_in_a_minute(
    programme: Programme, verifier: Account, inspector: Account, signed_in: SignIn
) -> None:
    asked = DBTaskResult.objects.filter(task_path=review_soon.module_path, args_kwargs__args=[programme.pk])
    readers = [signed_in(each) for each in (verifier, inspector)]

    def counted(at: datetime) -> int:
        with time_machine.travel(at, tick=False):
            for reader in (*readers, *readers):
                assert reader.get(FINDINGS).status_code == 200
        return asked.count()

    minutes = [clock.now().replace(second=0) + timedelta(minutes=number) for number in range(1, 4)]
    assert counted(minutes[0]) == 1
    assert counted(minutes[1]) == 1, "the first still waits"
    asked.update(status="SUCCESSFUL")
    assert counted(minutes[1] + timedelta(seconds=50)) == 1
    assert counted(minutes[2]) == 2


def test_an_inspector_reads_all_programmes_of_the_office_and_a_programme_s_own_people_theirs(
    finding: Finding, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    office = programme.organisation
    other = make_programme(office, "program-lain")
    unnamed_tariff(make_adopted_line(other, amount=5_000_000), pptk)
    inspector = signed_in(make_account("Ina Inspektur", Role.INSPECTOR, office))
    told = inspector.get(f"/desk/temuan/{office.slug}/").content.decode()
    assert ("Honor youtuber-tiktok" in told, "Honor program-lain" in told) == (True, True)
    told = inspector.get(f"/desk/temuan/{office.slug}/", {"program": other.pk}).content.decode()
    assert ("Honor youtuber-tiktok" in told, "Honor program-lain" in told) == (False, True)


def test_the_kind_of_activity_is_noted_and_a_tariff_asked_for(
    programme: Programme, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    line = make_adopted_line(programme, amount=5_000_000)
    noted = {"activity": "pelatihan", "reason": "KAK halaman 2", "once": str(uuid.uuid4())}
    assert signed_in(verifier).post(f"{DESK}anggaran/jenis-kegiatan/", noted).status_code == 403
    client = signed_in(pptk)
    page = client.post(f"{DESK}anggaran/jenis-kegiatan/", noted, follow=True).content.decode()
    assert ("Pendidikan dan pelatihan" in page, Budget.objects.get().activity) == (True, "pelatihan")
    payee = make_payee(programme.organisation)
    asked = {"line": line.pk, "amount": "700.000", "payee": payee.pk, "description": "Moderator", "mode": "GU"}
    refused = client.post(f"{DESK}belanja/ajukan/", asked | {"people": 2, "once": str(uuid.uuid4())})
    assert "Pilih juga tarifnya" in refused.content.decode()
    tariff = {"tariff": "seminar-moderator", "once": str(uuid.uuid4())}
    assert client.post(f"{DESK}belanja/ajukan/", asked | tariff).status_code == 302
    assert Payment.objects.get().tariff == "seminar-moderator"
    review_findings(programme, at=clock.now())
    told = client.get(FINDINGS).content.decode()
    assert "jenis kegiatan yang tercatat: “Pendidikan dan pelatihan”" in told
