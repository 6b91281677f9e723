"""The page on which anyone's own browser redoes a draw: the same faults as verify.py, in words, with nothing sent."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from cores.draw_samples import UNFAIR, VERSION_1, bundles, changes, track_lottery
from factories.browsers import open_browser
from factories.counting import QUOTA, drawn, make_asking_call
from factories.selection import SIGNATURE, draw_and_publish, make_frozen_draw, make_published_draw
from journeys.people_in_browsers import DESK, PHONE, Visitor, axe_faults
from sanggar.config.static_files import DigestedFiles
from sanggar.cores.beacon.quicknet import CHAIN_HASH
from sanggar.cores.lottery import verify
from sanggar.cores.lottery.bundle import make_bundle
from sanggar.cores.lottery.digest import list_digest
from sanggar.cores.lottery.sealed import document_digest, sealed_document
from sanggar.cores.lottery.seed import Randomness, derive_seed
from sanggar.planning.models import Programme
from sanggar.selection import pages
from sanggar.selection.pages import browser_words

SCRIPTS = Path(pages.__file__).parents[1] / "static" / "selection" / "verify"
PAGE = "/undian/periksa/"
BUNDLES = bundles()
ONE_OF_EACH = (  # every kind of document and of proof once; verify.py itself is held against the package on all of them
    "plain, dice",
    "tracks, beacon",
    "panels, seed alone",
    "numbered, dice",
    "steps",
    "households, dice",
    "merit, dice",
    "first come",
    "sealed, steps",
)
HIDDEN = ["sex"]
ROUNDS = {
    42: "95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a",
    1000: SIGNATURE,
    657413: "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
}
REPORT = """async texts => {
  const {read} = await import('/static/selection/verify/json.js');
  const {report} = await import('/static/selection/verify/report.js');
  const told = text => {
    try { return report(read(new TextEncoder().encode(text))).map(fault => [fault.path, fault.code]); }
    catch (error) { if (!error.code) throw error; return error.code; }
  };
  return texts.map(told);
}"""
Told = list[Any] | str
Enter = Callable[..., Visitor]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def enter(chromium: Browser, transactional_db: None, live_server: Any) -> Iterator[Enter]:
    visitors: list[Visitor] = []

    def come_in(**how: Any) -> Visitor:
        how = {"viewport": DESK, "locale": "id-ID", **how}
        visitors.append(Visitor("Warga", chromium.new_context(**how), live_server.url))
        return visitors[-1]

    yield come_in
    for visitor in visitors:
        visitor.context.close()


@pytest.fixture
def in_browser(enter: Enter) -> Callable[[list[str]], list[Told]]:
    """What the modules find in each of these texts: [path, code] of each fault, or why a text is unusable."""
    citizen = enter()
    citizen.opens(PAGE)

    def found(texts: list[str]) -> list[Told]:
        return list(citizen.page.evaluate(REPORT, texts))

    return found


def by_verify(text: str) -> list[str] | None:
    """The paths of the faults; None where the file is unusable."""
    try:
        return sorted(fault["path"] for fault in verify.report(verify.read(text.encode()))["faults"])
    except verify.Unusable:
        return None


def paths(told: Told) -> list[str] | None:
    return None if isinstance(told, str) else sorted(path for path, _ in told)


# --- the rules -------------------------------------------------------------------------------------------------------
@pytest.mark.browser
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_every_change_of_a_field_is_found_where_verify_py_finds_it(
    in_browser: Callable[[list[str]], list[Told]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """But for the signature of the beacon, which is checked apart (see below)."""
    monkeypatch.setattr(verify, "check_beacon", lambda *_: "unchecked")
    documents = [("nothing", BUNDLES[name]), *((f"{path} {what}", each) for path, what, each in changes(BUNDLES[name]))]
    texts = [json.dumps(document) for _, document in documents]
    told = zip(documents, map(by_verify, texts), map(paths, in_browser(texts)), strict=True)
    differing = [(where, expected, found) for (where, _), expected, found in told if expected != found]
    assert (len(documents) > 100, by_verify(texts[0]), differing) == (True, [], [])


@pytest.mark.browser
def test_version_1_is_checked_by_its_own_rules_and_never_mixed_with_another(
    in_browser: Callable[[list[str]], list[Told]],
) -> None:
    """The documents of both versions, with the steps, the lottery and the version of the other."""
    documents = list(VERSION_1.values())
    for name in ("steps", "households, steps", "sealed, steps"):
        first, second = VERSION_1[name], BUNDLES[name]
        for field in ("steps", "lottery", "version", "quotas"):
            documents += [first | {field: second.get(field)}, second | {field: first.get(field)}]
    no_more = [*BUNDLES["sealed, steps"]["steps"][:1], BUNDLES["sealed, steps"]["steps"][1] | {"relaxed": {}}]
    documents += [{**BUNDLES["sealed, steps"], "steps": no_more}]
    texts = list(map(json.dumps, documents))
    told = list(map(paths, in_browser(texts)))
    assert (told, told[: len(VERSION_1)]) == (list(map(by_verify, texts)), [[]] * len(VERSION_1))


TEXTS = {  # texts of JSON in which readers of JSON are known to differ
    "a byte order mark": '\ufeff{"format": 1}',
    "other blanks": '{\t"format"\r\n: [ 1 , {} , [ ] ] }\n',
    "a vertical tab": '{"format":\v1}',
    "no-break space": '{"format":\u00a01}',
    "a comma at the end": '{"format": [1,]}',
    "a leading zero": '{"format": 01}',
    "a plus": '{"format": +1}',
    "a bare point": '{"format": 1.}',
    "no whole part": '{"format": .5}',
    "an empty exponent": '{"format": 1e}',
    "not a number": '{"format": NaN}',
    "infinity": '{"format": -Infinity}',
    "digits without end": '{"format": ' + "9" * 4301 + "}",
    "as many digits as Python takes": '{"format": ' + "9" * 4300 + "}",
    "an exponent beyond all": '{"format": 1e99999999999999999999}',
    "a large exponent": '{"format": 1e999999999}',
    "a raw line break in a text": '{"format": "a\nb"}',
    "a raw tab in a text": '{"format": "a\tb"}',
    "a delete character": '{"format": "a\x7fb"}',
    "an unknown escape": r'{"format": "\x41"}',
    "a short escape": r'{"format": "\u12"}',
    "half a pair": r'{"format": "\ud800", "\udc00\ud800": 1}',
    "a pair in escapes": r'{"format": "sanggar-dr\u0061w", "\ud83d\ude00": 1}',
    "twice": '{"format": 1, "format": 1}',
    "twice by an escape": r'{"format": 1, "form\u0061t": 1}',
    "names that JavaScript knows": '{"format": 1, "__proto__": {}, "constructor": 1, "2": 1, "1": 1}',
    "something behind": '{"format": 1} 2',
    "a comment": '{"format": 1} // one',
    "single quotes": "{'format': 1}",
    "an open text": '{"format": "',
    "an open object": '{"format": 1',
    "deep": '{"format": ' + "[" * 100_000,
    "a list": '["format"]',
    "a word": '"format"',
    "nothing": "",
    "an empty object": "{}",
    "null": "null",
}


def with_text(name: str, old: str, new: str) -> str:
    text = json.dumps(BUNDLES[name])
    assert old in text
    return text.replace(old, new, 1)


NUMBERS = {  # the same or another number, written in another way
    "a weight with zeros": ("panels, seed alone", '"weight": 0.5', '"weight": 0.5000'),
    "a weight with an exponent": ("panels, seed alone", '"weight": 0.5', '"weight": 5E-1'),
    "a weight with too many digits": ("panels, seed alone", '"weight": 0.5', '"weight": 0.5' + "0" * 40),
    "a weight with a thirteenth decimal": ("panels, seed alone", '"weight": 0.5', '"weight": 0.5000000000001'),
    "a weight of zero": ("panels, seed alone", '"weight": 0.5', '"weight": 0.0'),
    "a weight below zero": ("panels, seed alone", '"weight": 0.5', '"weight": -0.5'),
    "a weight of 53 bits and one more": ("panels, seed alone", '"weight": 0.5', '"weight": 9007199254740993'),
    "a weight as large as allowed": ("panels, seed alone", '"weight": 0.5', '"weight": 999999999999999'),
    "a weight above that": ("panels, seed alone", '"weight": 0.5', '"weight": 1000000000000000'),
    "a weight of 1000 and a half": ("panels, seed alone", '"weight": 0.5', '"weight": 1000.5'),
    "no gap, below zero": ("plain, dice", '"gap": 0', '"gap": -0'),
    "no gap, with a point": ("plain, dice", '"gap": 0', '"gap": -0.0e5'),
    "seats with a point": ("plain, dice", '"seats": 3', '"seats": 3.0'),
    "seats in hundreds": ("plain, dice", '"seats": 3', '"seats": 3e0'),
    "a panel below zero": ("plain, dice", '"panel": 0', '"panel": -0'),
    "a version with a point": ("plain, dice", '"version": 2', '"version": 2.0'),
    "a version that is true": ("plain, dice", '"version": 2', '"version": true'),
}


@pytest.mark.browser
def test_unfair_lotteries_are_found_where_verify_py_finds_them(in_browser: Callable[[list[str]], list[Told]]) -> None:
    texts = [json.dumps(bundle) for bundle, _ in UNFAIR.values()]
    assert list(map(paths, in_browser(texts))) == [faults for _, faults in UNFAIR.values()]


@pytest.mark.browser
def test_json_is_read_as_strictly_as_verify_py_reads_it(in_browser: Callable[[list[str]], list[Told]]) -> None:
    texts = {**TEXTS, **{name: with_text(*change) for name, change in NUMBERS.items()}}
    texts["half a character"] = sample("sealed", source="\ud800", value="\udc00").decode()
    found = dict(zip(texts, map(paths, in_browser(list(texts.values()))), strict=True))
    assert found == {name: by_verify(text) for name, text in texts.items()}


@pytest.mark.browser
def test_people_and_features_beyond_the_alphabet_stand_in_the_order_of_bytes(
    in_browser: Callable[[list[str]], list[Told]],
) -> None:
    """U+FFFD and an emoji: the order of UTF-16, in which JavaScript compares, is another."""
    texts = []
    for first, second in (("\ufffd", "\U0001f600"), ("\U0001f600", "\ufffd"), ("a", "é"), ("e", "e")):
        document = {**BUNDLES["plain, dice"]}
        people = [{"id": first, "type": 0}, {"id": second, "type": 0}]
        kinds = [{"features": {"x": each}, "count": 1, "probability": 1} for each in (first, second)]
        document["lottery"] = {**document["lottery"], "people": people, "types": kinds}
        texts += [json.dumps(document), json.dumps(document, ensure_ascii=False)]
    assert list(map(paths, in_browser(texts))) == list(map(by_verify, texts))


def test_every_sentence_that_the_script_can_say_stands_on_the_page_and_no_other() -> None:
    scripts = "\n".join(path.read_text() for path in SCRIPTS.glob("*.js"))
    codes = r'(?:\bcheck\(.*, |\b(?:Unusable|Rule|like|say)\(|\byield )"([a-z0-9_]+)"(?=[,);])'
    said = set(re.findall(codes, scripts))
    told = browser_words.faults() | browser_words.refusals() | browser_words.stages()
    words = set(re.findall(r'"([a-z0-9_]+)"', scripts))
    assert (len(said) > 40, said - set(browser_words.sentences()), set(told) - words) == (True, set(), set())


# --- the page --------------------------------------------------------------------------------------------------------
def sample(name: str, **fields: Any) -> bytes:
    return json.dumps(BUNDLES[name] | fields).encode()


def choose(page: Page, data: bytes, name: str = "undian.json") -> None:
    page.locator("#bundle").set_input_files({"name": name, "mimeType": "application/json", "buffer": data})


def headline(page: Page) -> str:
    expect(page.locator("#headline .notice-title")).to_be_visible()
    expect(page.locator("#running")).to_be_hidden()
    return " ".join(page.locator("#headline").inner_text().split())


def examine(visitor: Visitor) -> None:
    """A silent console (so the policy holds), nothing for axe, nothing wider than the screen."""
    wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (visitor.complaints, axe_faults(visitor.page), wide) == ([], [], 0)


SAID = {
    "id": [
        "SAH Undian dihitung ulang dan hasilnya sama. Peserta: 9; terpilih: 3.",
        "SAH sejauh dapat diperiksa umum Yang dapat diperiksa umum cocok. Peserta: 10; terpilih: 4.",
        "SAH Urutan dihitung ulang dan hasilnya sama. Peserta: 5; terpilih: 3.",
        "TIDAK SAH Isi berkas tidak sesuai dengan aturannya. Kesalahan yang ditemukan: 1.",
        "Tidak dapat diperiksa Berkas ini bukan JSON yang utuh: pembacaan berhenti di baris 2, huruf ke-3.",
        "$.panel seharusnya 0, tetapi tertulis 1",
    ],
    "en": [
        "VALID The draw was repeated with the same result. People: 9; selected: 3.",
        "VALID as far as the public can check All that the public can check agrees. People: 10; selected: 4.",
        "VALID The ranking was repeated with the same result. People: 5; selected: 3.",
        "INVALID The content of the file does not follow from the rules. Faults found: 1.",
        "Cannot be checked This file is not complete JSON: reading stopped at line 2, character 3.",
        "$.panel expected 0, found 1",
    ],
}


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_chosen_file_is_checked_and_told_in_the_reader_s_language(enter: Enter, language: str, size: Any) -> None:
    citizen = enter(viewport=size, locale=language)
    citizen.opens(PAGE)
    page, said = citizen.page, []
    files = [sample("plain, dice"), sample("sealed"), sample("merit"), sample("plain, dice", panel=1), b"{\n  nonsense"]
    for data in files:
        choose(page, data)
        said.append(re.sub(r" (Berkas|File): undian\.json\.$", "", headline(page)))
        examine(citizen)
        if b'"panel": 1' in data:
            fault = " ".join(page.locator("#details li").inner_text().split())
    assert [*said, fault] == SAID[language]


@pytest.mark.browser
def test_the_list_from_before_the_draw_is_no_invalid_draw_and_an_entry_that_differs_is_named(enter: Enter) -> None:
    citizen = enter()
    citizen.opens(PAGE)
    for format_ in verify.LISTS:
        choose(citizen.page, json.dumps({"format": format_, "version": 1}).encode())
        assert headline(citizen.page).startswith("Tidak dapat diperiksa Ini daftar yang dibekukan sebelum ada hasil")
    seated = BUNDLES["steps"]["seated"]
    choose(citizen.page, sample("steps", seated=[*seated[:-1], seated[-1] + "0"]))
    assert headline(citizen.page).startswith("TIDAK SAH")
    told = citizen.page.locator("#details li").inner_text().split()
    last = f"$.seated[{len(seated) - 1}]"
    assert " ".join(told) == f'{last} seharusnya "{seated[-1]}", tetapi tertulis "{seated[-1]}0"'


@pytest.mark.browser
def test_the_digests_are_shown_to_be_compared(enter: Enter) -> None:
    citizen = enter()
    citizen.opens(PAGE)
    for name in ("tracks, beacon", "sealed", "plain, dice"):
        choose(citizen.page, sample(name))
        headline(citizen.page)
        shown = citizen.page.locator("#details dd").all_inner_texts()
        facts = (*verify.DIGESTS, "source", "value")
        known = [BUNDLES[name][each] for each in facts if each in BUNDLES[name]]
        assert shown == ["dadu" if each == "dice" else each for each in known]
        told = (
            "Angka acaknya dari dadu, jadi tidak ada tanda tangan drand"
            if "dice" in name
            else "Tanda tangan drand benar"
        )
        assert told in citizen.page.locator("#details").inner_text()


@pytest.mark.browser
def test_the_panel_on_the_stage_and_each_step_are_told(enter: Enter) -> None:
    citizen = enter()
    citizen.opens(PAGE)
    choose(citizen.page, sample("numbered, dice"))
    headline(citizen.page)
    assert citizen.page.locator("[data-panel]").inner_text() == (
        "Susunan nomor 3 menurut 1 dadu pertama. Nomor 0 sampai 4 sama susunannya; di berkas tercatat sebagai "
        "lottery.panels[0]."
    )
    for name, public in (("steps", ""), ("sealed, steps", "terbuka ")):
        choose(citizen.page, sample(name))
        headline(citizen.page)
        steps = verify.read(sample(name))["steps"]
        assert citizen.page.locator("#details [data-count]").inner_text() == "Banyaknya langkah cadangan: 2."
        told = citizen.page.locator("#details [data-count] + [data-list] li").all_inner_texts()
        for line, step in zip(told, steps, strict=True):
            assert ", ".join(step["left"]) in line
            assert ", ".join(step["selected"]) in line
            wider = "sex = P menjadi 0 sampai 1, untuk kursi yang kosong saja" if step.get("relaxed") else "tidak ada"
            _course, _, chances = line.partition("; kuota ")
            assert chances.startswith(f"{public}yang dilonggarkan: {wider}.")
            assert _of_step(chances) == [_in_numbers(each) for each in verify.step_chances(0, step)[:1]]
        examine(citizen)


def _of_step(told: str) -> list[list[str]]:
    """The numbers of a step's chances, where they are told."""
    _course, _, chances = told.partition("Peluang di langkah ")
    return [_in_numbers(chances)] if chances else []


def _in_numbers(told: str) -> list[str]:
    return re.findall(r"[0-9]+(?:,[0-9]+)?", told)[1:]


@pytest.mark.browser
def test_where_nothing_shows_the_origin_of_the_seed_the_result_follows_but_is_not_called_valid(enter: Enter) -> None:
    citizen = enter()
    citizen.opens(PAGE)
    made_up = {name: part for name, part in BUNDLES["tracks, beacon"].items() if name != "signature"}
    for document in (made_up, BUNDLES["panels, seed alone"]):
        choose(citizen.page, json.dumps(document).encode())
        assert headline(citizen.page).startswith("Hasilnya cocok, asal benih tidak ditunjukkan")
        assert "Berkas ini tidak menunjukkan dari mana benihnya" in citizen.page.locator("#details").inner_text()
    told = " ".join(citizen.page.locator("[data-chances]").inner_text().split())
    assert told == (
        "Kursi: 4. Peluang: 0,35 sampai 0,475; tanpa peluang: 0 orang; jenis orang: 2. "
        "Bahwa ini peluang yang paling adil hanya dinyatakan (selisih 0,000000001), tidak diperiksa."
    )


@pytest.mark.browser
def test_the_signature_of_the_beacon_is_that_of_the_network_for_its_round(enter: Enter) -> None:
    """What is no point of the curve is no signature either."""
    citizen = enter()
    citizen.opens(PAGE)
    cases = [*ROUNDS.items(), (1001, SIGNATURE), (1000, "0" * 96), (1000, "f" * 192), (1000, "c0" + "0" * 94)]
    ask = """async ([round, signature]) => {
      const {beaconOf} = await import('/static/selection/verify/beacon.js');
      const chain = '%s';
      return beaconOf(new Map([['source', `drand:${chain}:${round}`], ['signature', signature]]));
    }"""
    found = [citizen.page.evaluate(ask % CHAIN_HASH, [number, signature]) for number, signature in cases]
    assert found == ["verified"] * len(ROUNDS) + ["wrong"] * 4
    assert citizen.page.evaluate(ask % ("0" * 64), [1000, SIGNATURE]) == "other_beacon"
    assert citizen.complaints == []


@pytest.mark.browser
def test_another_signature_is_a_fault_and_without_the_library_it_is_told_as_unchecked(enter: Enter) -> None:
    source, forged = BUNDLES["tracks, beacon"]["source"], hashlib.sha256(bytes(48)).hexdigest()
    seed = derive_seed(BUNDLES["tracks, beacon"]["list_digest"], source, forged)
    run = make_bundle(track_lottery(), seed, Randomness(source, forged, "0" * 96))
    citizen = enter()
    citizen.opens(PAGE)
    choose(citizen.page, json.dumps(run).encode())
    assert headline(citizen.page).startswith("TIDAK SAH")
    assert "bukan tanda tangan jaringan drand" in citizen.page.locator("#details").inner_text()
    alone = enter()
    alone.context.route("**/vendor/**", lambda route: route.abort())
    alone.opens(PAGE)
    choose(alone.page, sample("tracks, beacon"))
    assert headline(alone.page).startswith("Hasilnya cocok, tanda tangan angka acak belum diperiksa")
    assert "Tanda tangan drand tidak diperiksa: bagian" in alone.page.locator("#details").inner_text()


# --- a sealed draw, opened by the inspector ---------------------------------------------------------------------------
OPENED = """async ([whole, sealed]) => {
  const {parse} = await import('/static/selection/verify/json.js');
  const {openingStages} = await import('/static/selection/verify/opening.js');
  const steps = openingStages(parse(whole), parse(sealed));
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.map(fault => fault.path);
}"""


def resealed(document: dict[str, Any]) -> dict[str, Any]:
    """Sound by itself again, so that only the opening can tell."""
    marks = (row["commitment"] for row in document["people"])
    changed = document | {"people_digest": list_digest(marks)}
    return changed | {"digest": document_digest(changed)}


@pytest.mark.browser
def test_the_inspector_s_opening_finds_what_verify_py_finds(enter: Enter) -> None:
    whole, sealed = BUNDLES["steps"], sealed_document(BUNDLES["steps"], HIDDEN)
    features = {**sealed["people"][0], "commitment": "0" * 64}
    pairs = [(whole, sealed), (sealed, whole), (whole, whole), (whole, {**sealed, "digest": "0" * 64})]
    pairs += [(whole, resealed({**sealed, "people": [features, *sealed["people"][1:]]}))]
    pairs += [(whole, resealed({**sealed, "seats": sealed["seats"] + 9})), ({**whole, "panel": 77}, sealed)]
    pairs += [(BUNDLES["plain, dice"], sealed)]
    pairs += [(whole, resealed({**sealed, "steps": [{"relaxed": {}, **step} for step in sealed["steps"]]}))]
    pairs += [(whole, resealed({**sealed, "hidden": ["age", "sex"]})), (whole, VERSION_1["sealed, steps"])]
    pairs += [(VERSION_1["steps"], each) for name, each in VERSION_1.items() if name.startswith("sealed, steps")]
    citizen = enter()
    citizen.opens(PAGE)
    told = [sorted(citizen.page.evaluate(OPENED, [json.dumps(each) for each in pair])) for pair in pairs]
    expected = [sorted(fault["path"] for fault in verify.opened(*map(copied, pair))["faults"]) for pair in pairs]
    opens = [told[0], *told[-2:]]
    assert (opens, [bool(each) for each in told[1:-2]]) == ([[], [], []], [True] * (len(pairs) - 3))
    assert [bool(each) for each in told] == [bool(each) for each in expected]
    assert told[3:5] == expected[3:5]


def copied(document: dict[str, Any]) -> Any:
    return verify.read(json.dumps(document).encode())


@pytest.mark.browser
def test_the_page_opens_a_sealed_draw_with_the_whole_file(enter: Enter) -> None:
    whole = BUNDLES["steps"]
    citizen = enter(viewport=PHONE)
    citizen.opens(PAGE)
    choose(citizen.page, json.dumps(sealed_document(whole, HIDDEN)).encode())
    assert headline(citizen.page).startswith("SAH sejauh dapat diperiksa umum")
    examine(citizen)
    file = {"name": "utuh.json", "mimeType": "application/json", "buffer": json.dumps(whole).encode()}
    citizen.page.locator("#whole").set_input_files(file)
    expect(citizen.page.get_by_text("Berkas utuh sah, dan yang diumumkan memang dibuat darinya.")).to_be_visible()
    assert headline(citizen.page).startswith("SAH Berkas utuh sah")
    examine(citizen)


@pytest.mark.browser
def test_no_file_can_bring_markup_onto_the_page(enter: Enter) -> None:
    citizen = enter()
    citizen.opens(PAGE)
    markup = "<img src=x onerror=alert(1)>\u202e"
    choose(citizen.page, sample("plain, dice", **{markup: 1, "format": markup}), name="<b>x</b>.json")
    assert "<b>x</b>.json" in headline(citizen.page)
    assert citizen.page.locator("#headline b, #details img").count() == 0
    assert '$["<img src=x onerror=alert(1)>\\u202e"]' in citizen.page.locator("#details").inner_text()


@pytest.mark.browser
def test_many_faults_are_counted_and_the_first_hundred_shown(enter: Enter) -> None:
    citizen = enter()
    citizen.opens(PAGE)
    choose(citizen.page, sample("plain, dice", draws=[None] * 1100))
    assert "ditemukan: 1.100." in headline(citizen.page)
    assert citizen.page.locator("#details li").count() == 100
    assert "Masih ada kesalahan lain: 1.000." in citizen.page.locator("#details").inner_text()


@pytest.mark.browser
def test_the_keyboard_alone_chooses_a_file(enter: Enter) -> None:
    citizen = enter(viewport=PHONE)
    citizen.opens(PAGE)
    page = citizen.page
    with page.expect_file_chooser() as chooser:
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "bundle":
                break
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "undian.json", "mimeType": "", "buffer": sample("steps")})
    assert headline(page).startswith("SAH ")


@pytest.mark.browser
def test_nothing_is_sent_while_a_file_is_checked(enter: Enter) -> None:
    citizen = enter()
    citizen.opens(PAGE)
    requests: list[str] = []
    citizen.page.on("request", lambda request: requests.append(request.url))
    citizen.context.set_offline(True)
    choose(citizen.page, sample("quotas, dice"))
    assert (headline(citizen.page)[:4], requests) == ("SAH ", [])


@pytest.mark.browser
def test_the_page_of_a_draw_leads_to_the_check_of_its_own_file(enter: Enter, programme: Programme) -> None:
    draw = make_published_draw(programme)
    citizen = enter()
    citizen.opens(f"/undian/{draw.public_id}/")
    citizen.follows("Periksa di peramban ini")
    assert headline(citizen.page) == (
        "SAH Undian dihitung ulang dan hasilnya sama. Peserta: 6; terpilih: 2. "
        "Berkas: milik seleksi ini, dari situs ini."
    )
    examine(citizen)
    assert citizen.page.locator("#details dd").all_inner_texts()[0] == draw.list_digest
    citizen.unfolds("Periksa berkas lain")
    choose(citizen.page, b"[]")
    assert headline(citizen.page).startswith("Tidak dapat diperiksa Berkas ini JSON, tetapi bukan berkas hasil")


@pytest.mark.browser
def test_draws_that_count_own_questions_are_checked_from_their_own_pages(enter: Enter, programme: Programme) -> None:
    """One whose answers everyone may read; and one of specific data, opened with the whole file."""
    open_draw = draw_and_publish(drawn(make_asking_call(programme)))
    call = make_asking_call(programme, ordinal=2, slug="tahap-2", counted_as="specific")
    sealed = draw_and_publish(drawn(call, QUOTA | {"track": {"youtube": (0, 3), "tiktok": (0, 3)}}))
    citizen = enter(viewport=PHONE)
    said = []
    for each in (open_draw, sealed):
        citizen.opens(f"/undian/{each.public_id}/")
        citizen.follows("Periksa di peramban ini")
        said.append(headline(citizen.page))
    assert said[0].startswith("SAH Undian dihitung ulang dan hasilnya sama. Peserta: 8; terpilih: 3.")
    assert said[1].startswith("SAH sejauh dapat diperiksa umum")
    file = {"name": "utuh.json", "mimeType": "application/json", "buffer": sealed.bundle.encode()}
    citizen.page.locator("#whole").set_input_files(file)
    expect(citizen.page.get_by_text("Berkas utuh sah, dan yang diumumkan memang dibuat darinya.")).to_be_visible()


@pytest.mark.browser
def test_without_scripts_the_page_says_how_else_to_check(enter: Enter) -> None:
    citizen = enter(viewport=PHONE, java_script_enabled=False)
    citizen.opens(PAGE)
    shown = citizen.page.locator("main").inner_text()
    assert ("Halaman ini membutuhkan JavaScript" in shown, "python3 verify.py bundle.json" in shown) == (True, True)
    assert citizen.page.locator("#bundle").is_hidden()


@pytest.mark.django_db
def test_a_draw_before_its_result_has_no_file_to_check(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    page = Client().get(PAGE, {"draw": draw.public_id}).content.decode()
    assert ("Hasil seleksi ini belum diumumkan" in page, "data-bundle" in page) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["tidak-ada", "a b", "\0", "../x"])
def test_a_draw_that_is_not_there_is_not_found(asked: str) -> None:
    assert Client().get(PAGE, {"draw": asked}).status_code == 404


@pytest.mark.django_db
def test_the_page_asks_for_no_cookie_and_may_be_cached(client: Client) -> None:
    answer = client.get(PAGE)
    assert (answer.status_code, dict(answer.cookies), answer["Cache-Control"]) == (200, {}, "public, max-age=60")


def test_the_scripts_use_nothing_that_browsers_of_2022_lack() -> None:
    newer = r"\(\?<[=!]|toSorted|toReversed|\.with\(|findLast|groupBy|\.(union|difference|intersection)\(|/v;|\bany\("
    assert [path.name for path in SCRIPTS.glob("*.js") if re.search(newer, path.read_text())] == []


def test_what_is_vendored_is_what_was_written_down() -> None:
    vendor = SCRIPTS.parent / "vendor"
    written = re.findall(r"^\| `([\w.-]+)` .*`([0-9a-f]{64})` \|$", (vendor / "VENDORED.md").read_text(), re.MULTILINE)
    files = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in vendor.glob("*.js")]
    assert (files, len(files)) == (written, 1)


def test_packed_modules_import_one_another_under_digested_names(tmp_path: Path) -> None:
    for folder in ("verify", "vendor"):
        shutil.copytree(SCRIPTS.parent / folder, tmp_path / folder)
    storage = DigestedFiles(location=tmp_path, base_url="/static/")
    plain = FileSystemStorage(location=tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("*/*.js")]
    list(storage.post_process({name: (plain, name) for name in names}))
    packed = {path for path in tmp_path.glob("*/*.js") if path.name.count(".") == 2}
    imports = r'(?:from |import\()"\.\.?/(?:vendor/)?([^"]+)"'
    imported = {name for path in packed for name in re.findall(imports, path.read_text())}
    assert (len(packed), imported - {path.name for path in packed}) == (len(names), set())
