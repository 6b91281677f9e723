"""Every page of the program, visited with the demo programme in it: who gets in, what it sends, where it leads."""

import io
import json
import re
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import pytest
from addresses import Address, addresses
from by_link import links_of_participants
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hostile import Form, addresses_like, forms_of
from walk import Page, Visit, Walk, route_of

from factories.applications import add_question, answers_for, apply, make_call
from factories.people import make_account, make_office
from factories.planning import make_stage
from sanggar.applications import actions
from sanggar.applications.actions import guardians
from sanggar.applications.finding import sealed_in_address
from sanggar.applications.models import Application, Call
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring.models import Terms
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

pytestmark = [pytest.mark.django_db]
SignIn = Callable[[Account], Client]
INLINE = re.compile(r"<[^>]*\s(style|on[a-z]+)=|<style\b|<script(?![^>]*\bsrc=)")
EDITOR = "/desk/<slug:office>/<slug:programme>/pendaftaran/buka/<slug:slug>"
FRAMED = {  # in which directives these pages differ from all others
    f"{EDITOR}/susun/": {"frame-src 'self'"},
    f"{EDITOR}/pratinjau/": {"frame-ancestors 'none'", "frame-ancestors 'self'"},
}
NOT_HERE = (404, 405)  # 405: an address that only takes forms says so to everyone, whatever stands behind it
# forms protected by a cookie
WITH_A_SESSION = {reverse("account_login"), reverse("account_reset_password"), reverse("account_request_login_code")}
# what is sent there carries its own right
WITHOUT_A_SESSION = (
    "/aduan/",
    "/kabar/",
    "/surat-harian/",
    "/jadi-pendamping/",
    "/daftar/",
    "/lamaran/",
    "/hadir/",
    "/bahasa/",
    "/pesan/",
)
MADE_UP_READING = {  # inner pages that the demo leads nobody to, and that only show something
    "/desk/<slug:office>/<slug:programme>/belanja/<int:pk>/daftar/<slug:kind>/",
    "/desk/<slug:office>/<slug:programme>/belanja/bukti/<int:pk>/",
    "/desk/<slug:office>/<slug:programme>/pelatihan/kiriman/<int:submission>/berkas/",
    "/desk/<slug:office>/<slug:programme>/pelatihan/lembar/<int:sheet>/",
    "/desk/<slug:office>/<slug:programme>/pelatihan/peserta/<int:enrolment>/contoh/",
    "/desk/<slug:office>/<slug:programme>/seleksi/penawaran/tahap-<int:ordinal>/panggilan/",
    "/desk/<slug:office>/<slug:programme>/seleksi/penawaran/tahap-<int:ordinal>/panggilan.pdf",
    "/desk/kotak-surat/<slug:name>/",
}


def _report(visits: Iterable[Visit]) -> list[str]:
    return sorted({f"{visit.role}: {visit.path} from {visit.came_from or 'the start'}" for visit in visits})


# --- every page
def test_every_link_on_every_page_leads_somewhere_its_reader_may_go(walked: Walk) -> None:
    stuck = [visit for visit in walked.visits if visit.response.status_code not in (200, 302)]
    assert (len(walked.visits) > 400, _report(stuck)) == (True, [])


def test_every_form_leads_to_an_address_that_exists(walked: Walk) -> None:
    assert [route for route in walked.found if route.startswith("nowhere")] == []


def test_every_answer_carries_the_headers_that_protect_its_reader(walked: Walk) -> None:
    wanted = {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"}
    bare = [visit for visit in walked.visits if wanted - set(visit.response.headers)]
    policies = {
        visit.response.headers.get("Content-Security-Policy") for visit in walked.visits if visit.route not in FRAMED
    }
    assert (_report(bare), len(policies)) == ([], 1)


def test_a_form_s_preview_stands_within_its_editor_and_nowhere_else(walked: Walk) -> None:
    """The one exception to the one policy: its two pages differ in one directive each."""
    (usual,) = {visit.response.headers["Content-Security-Policy"] for visit in walked.visits if visit.route == "/"}
    found = {
        visit.route: _directives(visit.response.headers["Content-Security-Policy"]) ^ _directives(usual)
        for visit in walked.visits
        if visit.route in FRAMED
    }
    assert found == FRAMED


def _directives(policy: str) -> set[str]:
    return {directive.strip() for directive in policy.split(";")}


def test_no_page_holds_anything_inline(walked: Walk) -> None:
    assert _report(visit for visit in walked.pages if INLINE.search(visit.html)) == []


def test_every_page_has_one_heading_a_title_and_a_language(walked: Walk) -> None:
    odd = [
        visit
        for visit in walked.pages
        if visit.html.count("<h1") != 1
        or not re.search(r"<title>\s*\S", visit.html)
        or '<html lang="id"' not in visit.html
    ]
    assert _report(odd) == []


def test_no_page_shows_a_value_that_was_never_filled_in(walked: Walk) -> None:
    empty = re.compile(r">\s*(None|nan|\[\]|\{\}|Rp\s*|&lt;[^>]*object at)\s*<|%\([a-z_]+\)s")
    assert _report(visit for visit in walked.pages if empty.search(visit.html)) == []


# --- anyone
def test_who_is_not_signed_in_is_sent_to_sign_in_from_every_inner_page(walked: Walk) -> None:
    inner = [*addresses(walked.found, "/desk/"), *addresses(walked.found, "/saya/")]
    open_doors = [
        f"{method} {address.path}"
        for address in inner
        for method in ("get", "post")
        if not _sends_to_sign_in(getattr(Client(), method)(address.path))
    ]
    assert open_doors == []
    assert len(inner) > 130


def _sends_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith("/masuk/?next=")


def test_public_pages_set_no_cookie(walked: Walk) -> None:
    """But where someone checks themselves in while a meeting is on: one device stands for one person."""
    one_device = "/lamaran/<str:receipt>/<str:token>/hadir/"
    assert {visit.route for visit in walked.of("anyone") if visit.response.cookies} - {one_device} == WITH_A_SESSION


def test_what_everyone_reads_may_be_kept_by_caches_and_what_one_person_reads_by_none(walked: Walk) -> None:
    policies = {visit.route: visit.response.headers["Cache-Control"] for visit in walked.of("anyone")}
    shared = ("public, max-age=60", "public, max-age=5")  # the second while everyone waits for what comes next
    assert {route for route, policy in policies.items() if policy in shared} >= {
        "/",
        "/<slug:office>/<slug:programme>/",
        "/undian/<slug:public_id>/",
        "/undian/<slug:public_id>/bundle.json",
    }
    own = ("/lamaran/<", "/daftar/<slug:slug>/draf")
    assert {policy for route, policy in policies.items() if route.startswith(own)} == {"no-store"}
    assert policies["/daftar/<slug:slug>/"] == "private, no-cache"


def test_only_forms_without_a_session_may_be_sent_without_its_cookie(walked: Walk) -> None:
    exempt = {address.route for address in addresses(walked.found) if getattr(address.view, "csrf_exempt", False)}
    assert {route for route in exempt if not route.startswith(WITHOUT_A_SESSION)} == set()


def test_no_public_page_names_an_applicant(walked: Walk) -> None:
    """Own pages and certificates are opened by a secret or a code, and name their own person alone."""
    names = [name for name in Application.objects.values_list("name", flat=True) if " " in name]
    pattern = re.compile("|".join(map(re.escape, names)))
    shared = [visit for visit in walked.of("anyone") if not visit.route.startswith(("/lamaran/<", "/sertifikat/<"))]
    assert (len(names) > 100, _report(visit for visit in shared if pattern.search(visit.html))) == (True, [])


# --- another office
@pytest.fixture
def stranger(demo: dict[str, str]) -> Client:
    """An officer of another office."""
    client = Client()
    client.force_login(make_account("Rudi Dinas Lain", Role.OFFICER, make_office("dinas-lain", "Dinas Lain")))
    return client


def test_to_another_office_nothing_of_ours_exists(walked: Walk, stranger: Client) -> None:
    ours = [address for address in addresses(walked.found, "/desk/") if "<slug:office>" in address.route]
    seen = [
        f"{method} {address.path}"
        for address in ours
        for method in ("get", "post")
        if getattr(stranger, method)(address.path).status_code not in NOT_HERE
    ]
    assert seen == []
    assert len(ours) > 120


def words_of(content: bytes) -> str:
    """Of a page, or of a workbook's sheets."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def test_pages_that_every_office_has_show_another_office_nothing_of_ours(walked: Walk, stranger: Client) -> None:
    shared = [address for address in addresses(walked.found, "/desk/") if "<slug:office>" not in address.route]
    name = Programme.objects.get(organisation__slug="diskominfo-malang").name
    texts = {address.path: words_of(stranger.get(address.path).content) for address in shared}
    told = [path for path, text in texts.items() if name in text]
    assert (len(texts) >= 5, told) == (True, [])


def test_what_belongs_to_one_person_is_nobody_else_s(walked: Walk, stranger: Client) -> None:
    own = [address for address in addresses(walked.found, "/saya/") if "<" in address.route]
    seen = [address.path for address in own if stranger.get(address.path).status_code not in NOT_HERE]
    assert seen == []
    assert len(own) > 5


# --- the inspector
@pytest.fixture
def inspector(demo: dict[str, str]) -> Client:
    client = Client()
    client.force_login(Account.objects.get(email=demo["inspector"]))
    return client


def test_the_inspector_can_change_nothing_anywhere(walked: Walk, inspector: Client) -> None:
    """Each address is refused (403), takes no form at all (405), or is a page from which nothing can be sent."""
    before = AuditEntry.objects.count()
    doors = addresses(walked.found, "/desk/")
    writable = [address.path for address in doors if not _is_closed(address, inspector)]
    assert (writable, AuditEntry.objects.count()) == ([], before)


def _is_closed(address: Address, client: Client) -> bool:
    answer = client.post(address.path)
    if answer.status_code in (403, 405):
        return True
    shown = client.get(address.path)
    if answer.status_code == shown.status_code == 404:
        return address.route in MADE_UP_READING
    if answer.status_code == shown.status_code == 302:
        return answer.headers["Location"] == shown.headers["Location"]  # a signpost, whatever is sent to it
    is_page = shown.status_code == answer.status_code == 200
    page = b"" if shown.streaming else shown.content  # a file asks for nothing
    sent_to = Page(address.path, page.decode(errors="replace")).writing
    return is_page and not any(path.startswith("/desk/") for path in sent_to)


def test_the_inspector_reads_every_page_of_a_programme_that_its_officer_reads(walked: Walk, inspector: Client) -> None:
    pages = {
        visit.path: visit for visit in walked.of("officer") if visit.route.startswith("/desk/<slug:office>/<slug:pro")
    }
    reading = [path for path, visit in pages.items() if not visit.html or not Page(path, visit.html).writing]
    shut = [path for path in reading if inspector.get(path).status_code not in (200, 403)]
    assert (len(reading) > 15, shut) == (True, [])


# --- what is written down
def _personal(text: str) -> list[str]:
    """What in a text is a participant's. Each is looked for by itself: one pattern of them all takes far longer."""
    rows = Application.objects.values_list("name", "phone", "email", "receipt")
    names = {name for name, *_ in rows if " " in name}
    reach = {value for _, phone, email, _ in rows for value in (phone, phone[3:], email) if len(value) > 6}
    return [value for value in sorted(names | reach) if value in text] + re.findall(r"\b3[0-9]{15}\b", text)


def test_the_audit_record_names_no_applicant_where_it_can_not_be_erased(demo: dict[str, str]) -> None:
    columns = ("actor_label", "subject_label", "details", "subject", "actor_id")
    rows = AuditEntry.objects.exclude(actor_kind="account", verb="people.open_account").values("verb", *columns)
    found = _personal("\n".join(row[column] for row in rows for column in columns))
    told = {f"{row['verb']}: {column}" for row in rows for column in columns for value in found if value in row[column]}
    assert (len(rows) > 0, found, sorted(told)) == (True, [], [])


def test_the_log_holds_no_person_no_receipt_and_no_secret_link(walked: Walk) -> None:
    receipts = set(Application.objects.values_list("receipt", flat=True))
    text = "\n".join(walked.log)
    assert (len(walked.log) >= len(walked.visits), _personal(text)) == (True, [])
    assert [receipt for receipt in receipts if receipt in text] == []
    assert {key for line in walked.log for key in json.loads(line)} <= {
        "at", "level", "logger", "message", "method", "route", "status", "ms",
    }  # fmt: skip


def test_no_page_but_one_shows_a_whole_nik(walked: Walk) -> None:
    assert _report(visit for visit in walked.pages if re.search(r"\b3[0-9]{15}\b", visit.html)) == []


# --- hostile input
@pytest.fixture
def by_secret_link(demo: dict[str, str]) -> Iterator[dict[str, str]]:
    """Pages to which no page leads: route → address. A draft, a child's guardian before and after the answer, and the
    edited form, all of a call with a file and a question that hangs on another.
    """
    with transaction.atomic():
        source, at = Call.objects.filter(published_at__isnull=False).latest("pk"), clock.now()
        call = make_call(source.programme, make_stage(source.programme, ordinal=9), slug="ganjil", minimum_age=13)
        first = add_question(call, "Alat?")
        work = add_question(call, "Karya?", "file", if_key=first.key, if_value="k")
        file = actions.keep_answer_file(work, SimpleUploadedFile("karya.pdf", b"%PDF-1.4"), at=at)
        draft = actions.begin_draft(call, {"name": ["Wati Uji"]}, submission_id=uuid.uuid4(), at=at)
        born = clock.today() - timedelta(days=16 * 365)
        child = apply(call, answers_for(call, birth_date=born, own={first.pk: "k", work.pk: file.token}))
        guardian = {"name": "Wati Uji", "relation": "mother", "phone": "+6281299990001"}
        named = guardians.name_guardian(child, **guardian, by=child.actor, at=at)
        code = reverse("own_find_code", args=[sealed_in_address(child.receipt, child.birth_date)])
        sent = reverse("own_answer_file", args=[child.receipt, child.token, child.answer_files.get().pk])
        paths = [draft.path, named.path, f"{child.own_path}wali/", f"{child.own_path}ubah/", call.path, code, sent]
        yield {route_of(path): path for path in paths}
        transaction.set_rollback(True)


UNREACHED = {  # public addresses that are not typed at here, and why
    "/healthz": "takes nothing: neither a form nor a parameter",
    "/pesan/whatsapp/": "not there until it is set up; tests/foundation/test_message_reports.py types at it",
    "/pesan/sms/<str:secret>/": "the same",
}


@pytest.fixture
def behind_links(demo: dict[str, str], by_secret_link: dict[str, str]) -> Walk:
    """Everything that opens without a session but is found by no stranger."""
    Terms.objects.update(takes_applications=True)
    starts = [*links_of_participants(Account.objects.get(email=demo["trainer"])), *by_secret_link.values()]
    starts.append(reverse("account_reset_password_from_key", args=["1", "kunci-lama"]))
    starts += [reverse("mentor_offer", args=[each.organisation.slug, each.slug]) for each in Programme.objects.all()]
    walk = Walk()
    walk.take("anyone", None, starts)
    return walk


@pytest.fixture
def public(walked: Walk, behind_links: Walk) -> list[Address]:
    """Whatever opens without a session, and is typed at: each the address of somebody who may."""
    found = {route: behind_links.found.get(route, []) + paths for route, paths in walked.found.items()}
    doors = [each for each in addresses(behind_links.found | found) if each.route not in UNREACHED]
    return [each for each in doors if getattr(each.view, "login_required", True) is False]


def test_every_public_address_is_known_by_one_that_is_real(public: list[Address]) -> None:
    """So that none of them is left out below, also one that was added lately."""
    assert (len(public) > 60, [each.route for each in public if not each.is_real]) == (True, [])


def test_no_public_form_breaks_whatever_is_typed_into_it(
    walked: Walk, behind_links: Walk, public: list[Address]
) -> None:
    client = Client(raise_request_exception=False)
    shown = [visit for visit in (*walked.of("anyone"), *behind_links.visits) if visit.html]
    forms = {
        f"{visit.route} {route_of(form.action)} {sorted(form.fields)}": form
        for visit in shown
        for form in forms_of(visit.path, visit.html)
    }
    reached = {route_of(form.action) for form in forms.values()}
    for each in public:
        if each.route not in reached:
            forms[each.route] = Form(each.path, dict.fromkeys(("once", "step", "submission_id"), ""), {"q_1", "q_²"})
    broken = []
    for number, (route, form) in enumerate(forms.items()):
        for filled in form.filled(number):
            with transaction.atomic():
                status = client.post(form.action, filled).status_code
                transaction.set_rollback(True)
            broken += [(route, filled)] if status >= 500 else []
    assert (len(forms) > 60, broken) == (True, [])


def test_no_public_address_breaks_whatever_stands_in_it(public: list[Address]) -> None:
    client = Client(raise_request_exception=False)
    asked = [address for number, each in enumerate(public) for address in addresses_like(each.path, number)]
    assert [address for address in asked if client.get(address).status_code >= 500] == []
