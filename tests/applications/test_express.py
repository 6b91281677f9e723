"""The express lane: the same answers as the pages, byte for byte, and everything unusual goes the long way."""

import re
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from factories.applications import BUDI, SULASTRI, add_question, make_call
from factories.examples import asking
from factories.express import Answer, Pages, ask, ask_in_a_loop, express_lanes
from factories.people import SETUP
from factories.photos import png
from factories.planning import make_programme
from sanggar.applications import actions
from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.applications.pages import express
from sanggar.applications.pages.application_form import ApplicationForm
from sanggar.applications.pages.facts import call_facts
from sanggar.applications.pages.in_order import read_in_order
from sanggar.faces.public import express as receipt
from sanggar.foundation import clock
from sanggar.foundation.express import ExpressLanes, _has_personal, _language
from sanggar.foundation.remembered import NotAtHand
from sanggar.people.models import Organisation
from sanggar.planning.models import Programme

FORM = "/daftar/tahap-1/"
SIGN = "tanda_peramban=Satu-tanda_22-huruf-aa"
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WAYS = [
    {},
    {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9", "HTTP_ACCEPT_ENCODING": "gzip, deflate"},
    {"HTTP_COOKIE": "bahasa=en"},
    {"HTTP_ACCEPT_LANGUAGE": "id-ID,id;q=0.9,en;q=0.8", "HTTP_ACCEPT_ENCODING": "gzip"},
]


def posted(**changes: str) -> dict[str, str]:
    """A form as the browser sends it."""
    answers = {
        "submission_id": str(uuid.uuid4()),
        "name": "Sulastri <b>",
        "nik": "3573-0557-0803-9001",
        "birth_date": "2003-08-17",
        "sex": "P",
        "kelurahan": "35.73.05.1004",
        "phone": "0812 3456 7890",
        "email": "",
        "track": "youtube",
        "category": "public",
        "disability_need": "",
        "channel_url": "youtube.com/@sulastri",
        "motivation": "Ingin memasarkan keripik\r\ntempe & buatan ibu.",
        "notice": "on",
        "step": "send",
    }
    return answers | changes


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def lanes(pages: Pages) -> Iterator[ExpressLanes]:
    with express_lanes(pages) as made:
        yield made


@pytest.fixture
def call(office: Organisation) -> Call:
    return make_call(make_programme(office))


committed = pytest.mark.django_db(transaction=True)


# --- the same answers ------------------------------------------------------------------------------------------------
@committed
@pytest.mark.parametrize("way", WAYS)
def test_the_form_and_the_check_page_are_those_of_the_pages(
    lanes: ExpressLanes, pages: Pages, call: Call, way: dict[str, str]
) -> None:
    ask(lanes, "GET", FORM, **way)  # from then on the page is kept
    form = posted(step="check", consent_photo="on", email="sulastri@contoh.example")
    for method, sent in (("GET", None), ("POST", form)):
        usual = ask(pages, method, FORM, sent, **way)
        long_ways = len(pages.asked)
        express = ask(lanes, method, FORM, sent, **way)
        assert len(pages.asked) == long_ways
        assert (express.status, express.told) == (usual.status, usual.told) == (200, usual.told)
        assert ID.sub("ID", express.text) == ID.sub("ID", usual.text)


@committed
@pytest.mark.parametrize("way", WAYS)
def test_the_way_to_the_receipt_and_the_receipt_are_those_of_the_pages(
    lanes: ExpressLanes, pages: Pages, call: Call, way: dict[str, str]
) -> None:
    ask(lanes, "GET", FORM, **way)
    usual = ask(pages, "POST", FORM, posted(nik=BUDI, email="budi@contoh.example"), **way)
    ask(lanes, "GET", usual.headers["Location"], **way)
    long_ways = len(pages.asked)
    sent = ask(lanes, "POST", FORM, posted(email="sulastri@contoh.example"), **way)
    own = ask(lanes, "GET", sent.headers["Location"], **way)
    assert len(pages.asked) == long_ways
    assert (sent.status, sent.content, without_place(sent)) == (303, b"", without_place(usual))
    page = ask(pages, "GET", sent.headers["Location"], **way)
    assert (own.status, own.told, own.text) == (200, page.told, page.text)
    assert "sulastri@contoh.example" in own.text
    assert "Sulastri &lt;b&gt;" in own.text


@committed
def test_in_an_event_loop_a_whole_visit_is_answered_without_a_thread(
    lanes: ExpressLanes, pages: Pages, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (express.FACTS, receipt.PAGES, receipt.AGES):
        monkeypatch.setattr(each, "seconds", 3_600.0)
    ask(lanes, "GET", FORM)
    ask(lanes, "GET", ask(lanes, "POST", FORM, posted(nik=BUDI)).headers["Location"])  # all is at hand from here on
    form, check = (ask_in_a_loop(lanes, *asked) for asked in (("GET", FORM), ("POST", FORM, posted(step="check"))))
    sent = ask_in_a_loop(lanes, "POST", FORM, posted())
    own = ask_in_a_loop(lanes, "GET", sent.headers["Location"])
    assert ID.sub("ID", form.text) == ID.sub("ID", ask(pages, "GET", FORM).text)
    assert (check.status, sent.status) == (200, 303)
    assert own.text == ask(pages, "GET", sent.headers["Location"]).text
    assert Application.objects.count() == 2


@committed
def test_when_a_call_changes_one_of_a_crowd_has_its_form_made_anew_and_the_others_read_the_one_before(
    lanes: ExpressLanes, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(lanes, "GET", FORM)
    Call.objects.update(title="Panggilan 77")
    express.FACTS.forget()
    express.FACTS.get("tahap-1", lambda _before: call_facts("tahap-1"))
    monkeypatch.setattr(express.FACTS, "seconds", 3_600.0)
    with pytest.raises(NotAtHand):
        ask_in_a_loop(lanes, "GET", FORM)
    assert "Panggilan 77" not in ask_in_a_loop(lanes, "GET", FORM).text
    ask(lanes, "GET", FORM)
    assert "Panggilan 77" in ask_in_a_loop(lanes, "GET", FORM).text


@committed
@pytest.mark.parametrize("way", WAYS[:2])
def test_a_call_with_own_questions_is_answered_by_the_lane_as_by_the_pages(
    lanes: ExpressLanes, pages: Pages, call: Call, way: dict[str, str]
) -> None:
    phone = add_question(call, "Ponsel?", "one", options=[("Punya", "Own"), ("Tidak", "None")], is_required=True)
    whose = add_question(call, "Yang lain?", "long", if_key=phone.key, if_value="a2")
    days = add_question(call, "Hari?", "several", options=[("Sabtu", "Saturday"), ("Minggu", "Sunday")])
    own = [(phone.name, "a2"), (whose.name, "milik <ibu>\r\ndan ayah"), (days.name, "a1"), (days.name, "a2")]
    ask(lanes, "GET", FORM, **way)
    form = [*posted(step="check").items(), *own]
    usual = ask(pages, "POST", FORM, form, **way)
    long_ways = len(pages.asked)
    express = ask(lanes, "POST", FORM, form, **way)
    assert (len(pages.asked), express.told) == (long_ways, usual.told)
    assert ID.sub("ID", express.text) == ID.sub("ID", usual.text)
    first = ask(lanes, "POST", FORM, [*posted(nik=BUDI).items(), *own], **way)
    ask(lanes, "GET", first.headers["Location"], **way)
    long_ways = len(pages.asked)
    sent = ask(lanes, "POST", FORM, [*posted().items(), *own], **way)
    receipt = ask(lanes, "GET", sent.headers["Location"], **way)
    assert len(pages.asked) == long_ways
    assert receipt.text == ask(pages, "GET", sent.headers["Location"], **way).text
    assert "milik &lt;ibu&gt;<br>dan ayah" in receipt.text


@committed
@pytest.mark.parametrize("way", WAYS[:2])
@pytest.mark.parametrize("asks_everyone", [True, False])
def test_a_question_that_was_not_to_be_answered_stands_on_no_page_of_the_lane_either(
    lanes: ExpressLanes, pages: Pages, call: Call, way: dict[str, str], *, asks_everyone: bool
) -> None:
    office = add_question(call, "Instansi?", if_key="category", if_value="civil_servant")
    add_question(call, "Bagian apa?", if_key=office.key, if_value="dinas")
    if asks_everyone:
        add_question(call, "Hari apa?")
    for nik, more, shown in (
        (BUDI, {"birth_date": "1995-03-12", "sex": "L"}, [False, False]),
        (SULASTRI, {"category": "civil_servant", office.name: "Dinas A"}, [True, True]),
    ):
        ask(lanes, "GET", FORM, **way)
        form = posted(nik=nik, **more)
        pages.asked.clear()
        checked = [ask(each, "POST", FORM, form | {"step": "check"}, **way) for each in (pages, lanes)]
        assert pages.asked == [f"POST {FORM}"]
        sent = ask(lanes, "POST", FORM, form, **way)
        ask(lanes, "GET", sent.headers["Location"], **way)  # the first of its kind is made by the page
        pages.asked.clear()
        read = [ask(each, "GET", sent.headers["Location"], **way) for each in (lanes, pages)]
        assert len(pages.asked) == 1
        assert ID.sub("ID", checked[0].text) == ID.sub("ID", checked[1].text)
        assert read[0].text == read[1].text
        for page in (checked[1], read[0]):
            assert [f"<dt>{label}" in page.text for label in ("Instansi?", "Bagian apa?")] == shown


@committed
def test_the_receipt_of_an_application_with_a_file_is_the_page_s(lanes: ExpressLanes, pages: Pages, call: Call) -> None:
    question = add_question(call, "Karya?", "file")
    upload = SimpleUploadedFile("karya.png", png())
    kept = actions.keep_answer_file(question, upload, at=clock.now())
    sent = ask(lanes, "POST", FORM, posted(**{question.name: kept.token}))
    receipt = ask(lanes, "GET", sent.headers["Location"])
    assert (receipt.text, kept.token in receipt.text) == (ask(pages, "GET", sent.headers["Location"]).text, False)
    assert "karya.png" in receipt.text


@committed
def test_who_seems_not_to_meet_a_rule_is_told_by_the_pages_and_others_by_the_lane(
    lanes: ExpressLanes, pages: Pages, office: Organisation
) -> None:
    call = make_call(make_programme(office), published=False)
    rule = {"kind": "category", "value": {"categories": ["public"]}}
    actions.write_rule(call, by=SETUP, at=clock.now(), **rule)
    actions.publish_call(call, by=SETUP, at=clock.now())
    ask(lanes, "GET", FORM)
    pages.asked.clear()
    met = ask(lanes, "POST", FORM, posted(step="check"))
    assert (pages.asked, "belum terpenuhi" in met.text) == ([], False)
    unmet = ask(lanes, "POST", FORM, posted(step="check", category="civil_servant"))
    assert (pages.asked, "belum terpenuhi" in unmet.text) == ([f"POST {FORM}"], True)


@committed
def test_each_opened_form_has_an_id_of_its_own(lanes: ExpressLanes, call: Call) -> None:
    found = [ID.findall(ask(lanes, "GET", FORM).text) for _ in range(5)]
    ids = [ID.search(ask(lanes, "GET", FORM).text) for _ in range(5)]
    assert [len(each) for each in found] == [1] * 5
    assert len({each[0] for each in ids if each}) == 5


@committed
def test_a_contested_application_is_answered_like_any_other(lanes: ExpressLanes, pages: Pages, call: Call) -> None:
    first, second = (ask(lanes, "POST", FORM, posted()) for _ in range(2))
    assert sorted(Application.objects.values_list("state", flat=True)) == [
        ApplicationState.CONTESTED,
        ApplicationState.SUBMITTED,
    ]
    assert without_place(first) == without_place(second)
    own = [ask(lanes, "GET", each.headers["Location"]) for each in (first, second)]
    assert [each.status for each in own] == [200, 200]
    assert own[0].told == own[1].told


@committed
def test_sending_twice_leads_to_the_same_receipt(lanes: ExpressLanes, call: Call) -> None:
    form = posted()
    first, second = ask(lanes, "POST", FORM, form), ask(lanes, "POST", FORM, form)
    assert first.headers["Location"] == second.headers["Location"] == Application.objects.get().own_path


@committed
@pytest.mark.parametrize("way", WAYS)
def test_the_sign_of_a_browser_is_given_and_found_again_as_by_the_pages(
    lanes: ExpressLanes, pages: Pages, office: Organisation, way: dict[str, str]
) -> None:
    make_call(make_programme(office), notes_device=True)
    ask(lanes, "GET", FORM, **way)
    pages.asked.clear()
    form = posted()
    first, same, late = (ask(each, "POST", FORM, form, **way) for each in (lanes, lanes, pages))
    stored = Application.objects.get()
    cookie = f"tanda_peramban={stored.device}"
    assert first.headers["Set-Cookie"].strip().startswith(f"{cookie}; ")
    assert (first.told, pages.asked) == (same.told, [f"POST {FORM}"])
    assert first.told == late.told
    again = way | {"HTTP_COOKIE": "; ".join(filter(None, [way.get("HTTP_COOKIE"), cookie]))}
    answers = [ask(lanes, "POST", FORM, posted(nik=BUDI), **again), ask(pages, "POST", FORM, posted(), **again)]
    assert [without_place(each) for each in answers] == [without_place(first)] * 2
    assert list(Application.objects.values_list("device", flat=True)) == [stored.device] * 3
    assert pages.asked == [f"POST {FORM}"] * 2
    form_again = ask(lanes, "GET", FORM, **again)
    usual = ask(pages, "GET", FORM, **way)
    assert (form_again.told, ID.sub("ID", form_again.text)) == (usual.told, ID.sub("ID", usual.text))


@committed
@pytest.mark.parametrize("cookie", ["tanda_peramban=pendek", "tanda_peramban=", f"x{SIGN}", f"{SIGN}a"])
def test_a_sign_that_is_none_of_ours_is_made_anew_by_the_lane_too(
    lanes: ExpressLanes, pages: Pages, office: Organisation, cookie: str
) -> None:
    make_call(make_programme(office), notes_device=True)
    ask(lanes, "GET", FORM)
    pages.asked.clear()
    sent = ask(lanes, "POST", FORM, posted(), HTTP_COOKIE=cookie)
    device = Application.objects.get().device
    assert (len(device), device in cookie, pages.asked) == (22, False, [])
    assert sent.headers["Set-Cookie"].strip().startswith(f"tanda_peramban={device}; ")


@committed
def test_a_call_that_notes_no_device_has_no_sign_in_the_lane_either(lanes: ExpressLanes, call: Call) -> None:
    sent = ask(lanes, "POST", FORM, posted(), HTTP_COOKIE=SIGN)
    assert ("Set-Cookie" in sent.headers, Application.objects.get().device) == (False, "")


@committed
def test_what_is_kept_by_cookies_is_not_kept_once_for_each_browser(lanes: ExpressLanes, call: Call) -> None:
    seen = []
    for number in range(12):
        cookie = f"bahasa=en; tanda_peramban=Satu-tanda_22-huruf-{number:02}"
        assert "Closes on" in ask(lanes, "GET", FORM, HTTP_COOKIE=cookie).text
        seen.append([each.cache_info().misses for each in (_language, _has_personal)])
    assert seen == [seen[0]] * 12


# --- what changes ----------------------------------------------------------------------------------------------------
@committed
def test_a_call_that_was_changed_elsewhere_shows_as_it_is_now(lanes: ExpressLanes, call: Call) -> None:
    assert "Judul lain" not in ask(lanes, "GET", FORM).text
    Call.objects.filter(pk=call.pk).update(title="Judul lain")
    a_moment_later()
    assert "Judul lain" in ask(lanes, "GET", FORM).text


@committed
def test_a_call_that_was_closed_a_moment_ago_takes_nothing_although_its_form_is_kept(
    lanes: ExpressLanes, call: Call
) -> None:
    ask(lanes, "GET", FORM)
    actions.close_call(call, reason="Kuota penuh.", by=SETUP, at=clock.now())
    assert ask(lanes, "POST", FORM, posted()).status == 410
    assert not Application.objects.exists()


@committed
def test_an_application_to_which_something_happened_is_shown_by_the_page_itself(
    lanes: ExpressLanes, pages: Pages, call: Call
) -> None:
    place = ask(lanes, "POST", FORM, posted()).headers["Location"]
    ask(lanes, "GET", place)
    application = Application.objects.get()
    actions.ask_for_correction(application, reason="Foto KTP buram.", by=SETUP, at=clock.now())
    pages.asked.clear()
    assert "Foto KTP buram." in ask(lanes, "GET", place).text
    assert pages.asked == [f"GET {place}"]


# --- the long way ----------------------------------------------------------------------------------------------------
@committed
@pytest.mark.parametrize(
    ("changes", "environ", "status"),
    [
        ({"name": ""}, {}, 422),
        ({"birth_date": "17/08/2003"}, {}, 303),
        ({"step": "change"}, {}, 200),
        ({"motivation": f"NIK saya {SULASTRI}"}, {}, 422),
        ({"submission_id": "bukan-uuid"}, {}, 422),
        ({}, {"HTTP_COOKIE": "sessionid=abc"}, 303),
        ({}, {"QUERY_STRING": "dari=wa"}, 303),
        ({"track": "lain"}, {}, 422),
    ],
)
def test_what_is_unusual_goes_the_long_way(
    lanes: ExpressLanes, pages: Pages, call: Call, changes: dict[str, str], environ: dict[str, str], status: int
) -> None:
    ask(lanes, "GET", FORM)
    pages.asked.clear()
    assert ask(lanes, "POST", FORM, posted(**changes), **environ).status == status
    assert pages.asked == [f"POST {FORM}"]


@committed
@pytest.mark.parametrize("way", WAYS[:2])
def test_a_wrong_link_is_told_and_counted_alike_by_lane_and_page_whether_the_receipt_exists_or_not(
    lanes: ExpressLanes, pages: Pages, call: Call, monkeypatch: pytest.MonkeyPatch, way: dict[str, str]
) -> None:
    monkeypatch.setattr("sanggar.applications.access.GUESSES", 1)
    place = ask(lanes, "POST", FORM, posted()).headers["Location"]
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at)  # how long to wait is told by the second
    heard = []
    for turn, wrong in enumerate((f"{place[:-3]}zz/", f"/lamaran/YT-2222-2222/{'z' * 26}/")):
        for number, (first, second) in enumerate(((lanes, pages), (pages, lanes))):
            home = way | {"REMOTE_ADDR": f"203.0.113.{4 * turn + number}"}
            answers = [ask(each, "GET", wrong, **home) for each in (first, second)]
            heard.append([(each.status, each.told, each.text.replace(quote(wrong, ""), "")) for each in answers])
            assert ask(lanes, "GET", place, **home).status == 200
    assert [status for status, _headers, _text in heard[0]] == [404, 429]
    assert heard == [heard[0]] * 4


@committed
def test_too_many_of_one_network_get_their_answers_back(
    lanes: ExpressLanes, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.applications.pages.sending_limits.SENDS", 1)
    assert ask(lanes, "POST", FORM, posted(), REMOTE_ADDR="203.0.113.7").status == 303
    refused = ask(lanes, "POST", FORM, posted(nik=BUDI), REMOTE_ADDR="203.0.113.7")
    assert (refused.status, BUDI in refused.text) == (429, True)


@committed
def test_too_many_with_one_phone_number_get_their_answers_back_wherever_they_are(
    lanes: ExpressLanes, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.applications.pages.sending_limits.PHONE_SENDS", 1)
    assert ask(lanes, "POST", FORM, posted(), REMOTE_ADDR="203.0.113.7").status == 303
    refused = ask(lanes, "POST", FORM, posted(nik=BUDI), REMOTE_ADDR="203.0.113.8")
    assert (refused.status, BUDI in refused.text) == (429, True)


@committed
def test_a_database_that_does_not_answer_is_told_in_time_and_the_answers_stay_on_the_page(
    lanes: ExpressLanes, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(lanes, "GET", FORM)
    monkeypatch.setattr(express, "PATIENCE", 0.01)
    with Stuck(express.WRITER):
        away = ask(lanes, "POST", FORM, posted())
    assert (away.status, away.headers["Retry-After"]) == (503, "30")
    assert "keripik" in away.text
    monkeypatch.undo()
    assert ask(lanes, "POST", FORM, posted()).status == 303


typed = st.text(max_size=40) | st.sampled_from([
    "", " ", "\x00", "on", "off", "٣٥٧٣", "9" * 400, "2003-08-17", "2003-02-30", "17/08/2003", SULASTRI, "P", "youtube",
    "35.73.05.1004", " Sulastri ", "sulastri@contoh.example", "a@b", "youtube.com/@x",
    "+62 812-3456-7890", "\u200b08123456789",
])  # fmt: skip


@pytest.mark.django_db
@asking(40)
@given(fields=st.dictionaries(st.sampled_from([*posted(), "consent_photo", "family_card"]), typed, max_size=4))
def test_what_the_lane_reads_the_form_reads_in_the_same_way(programme: Programme, fields: dict[str, str]) -> None:
    if not Call.objects.exists():
        make_call(programme, asks_family_card=False)
    facts = call_facts("tahap-1")
    assert facts
    sent = posted() | fields
    read = read_in_order(facts, as_typed(sent))
    if read is None:
        return
    form = ApplicationForm(facts.call, sent)
    assert form.is_valid(), form.errors
    assert (read.answers, read.submission_id) == (form.answers, form.cleaned_data["submission_id"])
    assert list(read.texts) == form.agreed


@pytest.mark.django_db
def test_the_usual_form_is_read_by_the_lane(programme: Programme) -> None:
    make_call(programme)
    facts = call_facts("tahap-1")
    assert facts
    assert read_in_order(facts, as_typed(posted())) is not None
    assert read_in_order(facts, as_typed(posted(email="x@contoh.example", consent_photo="on"))) is not None


def as_typed(sent: dict[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in sent.items()}


# --- helpers ---------------------------------------------------------------------------------------------------------
class Stuck:
    """Work that does not come back before the block ends, as with a database that hangs."""

    def __init__(self, gathered: Any) -> None:
        import threading

        self.gathered, self.work, self.over = gathered, gathered.work, threading.Event()

    def __enter__(self) -> None:
        self.gathered.work = self._wait

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.gathered.work = self.work

    def _wait(self, items: list[Any]) -> Any:
        assert self.over.wait(20)
        return self.work(items)


def a_moment_later() -> None:
    """What was read a moment ago is believed no longer; the pages that were made of it are still there."""
    express.FACTS.forget()


def without_place(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "Location"}


@committed
def test_the_unseen_field_left_empty_stays_in_the_lane_and_filled_in_goes_to_the_pages(
    lanes: ExpressLanes, pages: Pages, call: Call
) -> None:
    ask(lanes, "GET", FORM)
    pages.asked.clear()
    assert ask(lanes, "POST", FORM, posted(website="")).status == 303
    assert pages.asked == []
    assert ask(lanes, "POST", FORM, posted(nik=BUDI, website="x")).status == 422
    assert ask(lanes, "POST", FORM, posted(nik=BUDI, pause="x")).status == 422
    assert pages.asked == [f"POST {FORM}"] * 2


@committed
def test_a_child_is_told_of_the_guardian_by_the_pages_and_sent_by_the_lane(
    lanes: ExpressLanes, pages: Pages, office: Organisation
) -> None:
    make_call(make_programme(office), minimum_age=13)
    born = f"{clock.today().year - 15}-01-01"
    ask(lanes, "GET", FORM)
    pages.asked.clear()
    assert "Persetujuan orang tua atau wali" in ask(lanes, "POST", FORM, posted(step="check", birth_date=born)).text
    sent = ask(lanes, "POST", FORM, posted(birth_date=born))
    assert (sent.status, pages.asked) == (303, [f"POST {FORM}"])
    own = ask(lanes, "GET", sent.headers["Location"])
    assert "Menunggu persetujuan wali" in own.text
