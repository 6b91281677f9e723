"""Forms of the kit, as they arrive in the browser."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import RupiahField
from sanggar.foundation.ui.forms import ActForm, ConfirmForm, KitForm, ReasonForm


class SignUp(ActForm):
    name = forms.CharField(label="Nama lengkap", help_text="Seperti di KTP.")
    nickname = forms.CharField(label="Panggilan", required=False, max_length=5)
    born = forms.DateField(label="Tanggal lahir")
    track = forms.ChoiceField(label="Jalur", choices=[("yt", "YouTube"), ("tt", "TikTok")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Saya setuju.")
    fee = RupiahField(label="Biaya", required=False)
    sheet = forms.FileField(label="Berkas", required=False)


class CountForm(ActForm):
    days = forms.IntegerField(label="Masa sanggah (hari)")
    hours = forms.IntegerField(label="Waktu menjawab")


class Elements(HTMLParser):
    """Every element of a page as (name, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag == name]

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.found if attribute in attributes]


def shown(form: forms.BaseForm, template: str = "{% form form %}", **context: Any) -> str:
    with translation.override("id"):
        return Template(template).render(Context({"form": form, "csrf_token": "kunci", **context}))


def with_id(html: str, wanted: str) -> dict[str, str | None]:
    return next(attributes for _, attributes in Elements(html).found if attributes.get("id") == wanted)


def test_every_control_has_a_label_that_names_it() -> None:
    page = Elements(shown(SignUp()))
    labelled = {attributes["for"] for attributes in page.named("label")}
    controls = [
        a["id"] for name in ("input", "select", "textarea") for a in page.named(name) if a.get("type") != "hidden"
    ]
    assert labelled == set(controls)


def test_hint_and_error_belong_to_the_control_they_explain() -> None:
    html = shown(SignUp({}))
    name = with_id(html, "id_name")
    assert name["aria-describedby"] == "id_name_helptext id_name_error"
    assert name["aria-invalid"] == "true"
    ids = Elements(html).all("id")
    assert {"id_name_helptext", "id_name_error"} <= set(ids)


def test_a_group_of_choices_is_a_fieldset_that_carries_its_error() -> None:
    html = shown(SignUp({}))
    (fieldset,) = Elements(html).named("fieldset")
    assert fieldset["aria-describedby"] == "id_track_error"
    assert re.search(r"<legend>\s*Jalur\s*</legend>", html)


def test_the_summary_leads_to_controls_that_are_there() -> None:
    html = shown(SignUp({}))
    links = [attributes["href"] for attributes in Elements(html).named("a")]
    assert links == ["#id_name", "#id_born", "#id_track_0", "#id_agreed"]
    assert {link[1:] for link in links if link} <= set(Elements(html).all("id"))


def test_a_page_shows_the_summary_once() -> None:
    html = shown(SignUp({}), "{% error_summary form %}{% form form %}")
    assert html.count('role="alert"') == 1


def test_a_form_without_errors_has_no_summary() -> None:
    assert 'role="alert"' not in shown(SignUp())


def test_what_is_missing_is_named() -> None:
    form = SignUp({"once": uuid.uuid4()})
    with translation.override("id"):
        assert {name: list(errors) for name, errors in form.errors.items()} == {
            "name": ["“Nama lengkap” belum diisi."],
            "born": ["“Tanggal lahir” belum diisi."],
            "track": ["“Jalur” belum dipilih."],
            "agreed": ["“Saya setuju” belum dicentang."],
        }


def test_words_chosen_by_the_author_stay() -> None:
    class Own(KitForm):
        name = forms.CharField(label="Nama", error_messages={"required": "Tulis nama Anda."})

    assert list(Own({}).errors["name"]) == ["Tulis nama Anda."]


def test_a_text_that_is_too_long_is_told_in_letters() -> None:
    with translation.override("id"):
        assert list(SignUp({"nickname": "Sulastri"}).errors["nickname"]) == [
            "Terlalu panjang: paling banyak 5 huruf; yang diisi 8."
        ]


def test_a_label_that_a_form_changes_late_is_the_one_in_the_error() -> None:
    class Late(KitForm):
        name = forms.CharField(label="Nama")

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["name"].label = "Nama kelompok"

    with translation.override("id"):
        assert list(Late({}).errors["name"]) == ["“Nama kelompok” belum diisi."]


def test_optional_fields_say_so_and_tick_boxes_need_not() -> None:
    class Wishes(KitForm):
        news = forms.BooleanField(label="Kirimi saya kabar", required=False)
        note = forms.CharField(label="Catatan", required=False)

    html = shown(Wishes())
    assert html.count("(opsional)") == 1
    assert re.search(r"Catatan <span class=\"optional\">\(opsional\)", html)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_date_goes_to_the_browser_as_iso_in_every_language(language: str) -> None:
    with translation.override(language):
        html = str(SignUp(initial={"born": date(2001, 3, 12)})["born"])
    control = with_id(html, "id_born")
    assert (control["type"], control["value"]) == ("date", "2001-03-12")


def test_a_form_with_a_file_is_sent_in_parts() -> None:
    (form,) = Elements(shown(SignUp())).named("form")
    assert form["enctype"] == "multipart/form-data"


def test_a_form_whose_hidden_part_is_missing_tells_it_at_the_top() -> None:
    with translation.override("id"):
        assert ReasonForm({"reason": "Sakit"}).linked_errors == [
            ("", "Halaman ini sudah lama terbuka. Periksa isian Anda, lalu kirim sekali lagi.")
        ]


def test_a_sentence_that_fits_any_field_begins_with_its_field_away_from_it() -> None:
    form = CountForm({"once": uuid.uuid4(), "days": "x", "hours": ""})
    with translation.override("id"):
        assert form.linked_errors == [
            ("#id_days", "Masa sanggah (hari): Tulis bilangan bulat, misalnya 12."),
            ("#id_hours", "“Waktu menjawab” belum diisi."),
        ]
        assert str(form["days"].errors[0]) == "Tulis bilangan bulat, misalnya 12."


def test_the_focus_comes_to_what_is_wrong_in_the_answer_to_a_form() -> None:
    for method, focused in (("post", ["summary"]), ("get", [])):
        page = shown(CountForm({"days": "x"}), request=RequestFactory().generic(method, "/"))
        assert [each["class"] for _tag, each in Elements(page).found if "autofocus" in each] == focused


def test_many_one_button_forms_stand_on_one_page_without_a_repeated_id() -> None:
    page = Elements(
        shown(ConfirmForm(), "{% act_form form text='Tandai' %}{% act_form other text='Batal' %}", other=ConfirmForm())
    )
    assert page.all("id") == []
    assert [a["name"] for a in page.named("input")] == ["csrfmiddlewaretoken", "once"] * 2


def test_a_form_for_anonymous_people_can_do_without_the_cookie() -> None:
    assert "csrfmiddlewaretoken" not in shown(SignUp(), "{% form form csrf=False %}")


def test_what_a_person_typed_is_never_markup() -> None:
    html = shown(SignUp({"name": '"><b>Sulastri'}))
    assert "<b>" not in html
    assert "&quot;&gt;&lt;b&gt;Sulastri" in html


class Refused(DomainError):
    code = "refused"
    message = "Nama ini sudah ada."


def refuse(**_: Any) -> None:
    raise Refused(field="name")


@pytest.fixture
def filled(db: None) -> Callable[[], SignUp]:
    answers = {"name": "Sulastri", "born": "2001-03-12", "track": "yt", "agreed": "on", "once": str(uuid.uuid4())}
    return lambda: SignUp(answers)


def test_an_act_is_carried_out_once_however_often_the_form_arrives(filled: Callable[[], SignUp]) -> None:
    done: list[str] = []
    for _ in range(3):
        form = filled()
        assert form.is_valid()
        assert form.carry_out(lambda name, **_: done.append(name))
    assert done == ["Sulastri"]


def test_a_refused_act_stands_on_its_field_and_may_be_tried_again(filled: Callable[[], SignUp]) -> None:
    form = filled()
    assert form.is_valid()
    assert not form.carry_out(refuse)
    assert form.linked_errors == [("#id_name", "Nama ini sudah ada.")]
    again = filled()
    assert again.is_valid()
    assert again.carry_out(lambda **_: None)


def test_a_file_that_came_with_a_refused_form_is_named_as_the_one_to_choose_again(filled: Callable[[], SignUp]) -> None:
    told = "Pilih lagi berkas “daftar.csv”"
    wrong = SignUp({"once": str(uuid.uuid4())}, {"sheet": SimpleUploadedFile("daftar.csv", b"a,b")})
    assert not wrong.is_valid()
    assert told in wrong.errors["sheet"][0]
    right = SignUp(filled().data, {"sheet": SimpleUploadedFile("daftar.csv", b"a,b")})
    assert right.is_valid()
    assert not right.carry_out(refuse)
    assert [anchor for anchor, _text in right.linked_errors] == ["#id_name", "#id_sheet"]
    empty = SignUp({"once": str(uuid.uuid4())}, {"sheet": SimpleUploadedFile("daftar.csv", b"")})
    assert [told in text for text in empty.errors["sheet"]] == [False]


class Note(ActForm):
    """Two texts, of which the second is kept sealed; a `clean` that hands nothing up."""

    may_hold_nik = frozenset({"sealed"})
    text = forms.CharField(label="Catatan")
    sealed = forms.CharField(label="Rahasia", required=False)

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data


def test_a_nik_in_any_free_text_is_refused_on_its_field() -> None:
    form = Note({"once": str(uuid.uuid4()), "text": "NIK 3573 0557 0803 9001", "sealed": "3573055708039001"})
    assert (form.is_valid(), list(form.errors)) == (False, ["text"])
    assert "tampak seperti NIK" in str(form.errors)


def test_other_numbers_of_sixteen_digits_are_taken() -> None:
    assert Note({"once": str(uuid.uuid4()), "text": "Rekening 1234567890123456"}).is_valid()
