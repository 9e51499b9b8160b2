"""The forms that a page shows, read from its markup as a browser would, and what could be entered."""

import datetime as dt
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile

from factories import documents

TEXTS = {"text", "textarea", "search", "tel", "email", "url", "password"}
HIDDEN = {"hidden"}
CHOICES = {"select", "radio", "checkbox"}
SENTENCE = "水管漏水，请尽快来看。"
# What cannot be made up from the kind of a field, by its name; None leaves it out.
KNOWN = {
    # Seen by programs alone, and what fills it in is not taken at its word.
    "homepage": "",
    "phone": "13900007777", "value": "13900007777", "username": "newcomer", "code": "K77",
    "number": "N7777", "email": "a@example.org", "password": "a long enough sentence",
    "lines": "2020-01-01 物业费 1.20", "unit": None, "serves": None, "places": "3", "floors": "3",
}  # fmt: skip


@dataclass
class Field:
    """One name of a form: its kind, what stands in it, and what may be chosen."""

    name: str
    kind: str
    value: str = ""
    options: list = field(default_factory=list)
    longest: int | None = None
    is_many: bool = False

    @property
    def is_text(self):
        return self.kind in TEXTS

    def filled(self, today):
        """Something sensible; a list for what may be chosen several times."""
        if self.kind in CHOICES:
            return self._chosen()
        if self.value or self.kind in HIDDEN:
            return self.value
        if self.name in KNOWN:
            return KNOWN[self.name]
        makers = {
            "date": today.isoformat(),
            "datetime-local": f"{today.isoformat()}T00:00",
            "time": "00:00",
            "month": today.isoformat()[:7],
            "number": "1",
            "tel": "13900001111",
            "file": picture(),
        }
        return makers.get(self.kind, SENTENCE[: self.longest])

    def _chosen(self):
        if self.kind == "checkbox":
            return self.options[:1] if self.is_many else (self.value or None)
        return self.value or next(filter(None, self.options), "")


@dataclass
class Form:
    """Where it goes and what it asks, by name."""

    action: str
    method: str = "get"
    fields: dict = field(default_factory=dict)

    def filled(self, today=None, **known):
        """What a browser would send; what is known goes before what is made up."""
        today = today or dt.datetime.now(dt.UTC).date()
        told = {name: one.filled(today) for name, one in self.fields.items()} | known
        return {name: value for name, value in told.items() if value is not None}


def picture(name="墙.jpg"):
    return SimpleUploadedFile(name, documents.picture((8, 8)), content_type="image/jpeg")


class _Reader(HTMLParser):
    def __init__(self, address):
        super().__init__()
        self.address, self.forms, self.form = address, [], None
        self.select, self.text_area = None, None

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            action = said.get("action") or said.get("hx-post") or self.address
            method = "post" if "hx-post" in said else said.get("method", "get").lower()
            self.form = Form(urlsplit(action).path, method)
            self.forms.append(self.form)
        elif self.form is None or (not said.get("name") and tag != "option"):
            return
        elif tag == "input":
            self._input(said)
        elif tag == "button":
            self.form.fields.setdefault(
                said["name"], Field(said["name"], "hidden", said.get("value") or "")
            )
        elif tag == "textarea":
            self.text_area = self._keep(said, "textarea")
        elif tag == "select":
            self.select = self._keep(said, "select")
            self.select.is_many = "multiple" in said
        elif tag == "option" and self.select is not None:
            value = said.get("value") or ""
            self.select.options.append(value)
            if "selected" in said:
                self.select.value = value

    def _keep(self, said, kind):
        longest = int(said["maxlength"]) if said.get("maxlength") else None
        one = Field(said["name"], kind, said.get("value") or "", longest=longest)
        return self.form.fields.setdefault(said["name"], one)

    def _input(self, said):
        kind = said.get("type") or "text"
        if kind in {"submit", "reset", "button", "image"}:
            return
        known = self._keep(said, kind)
        if kind in {"radio", "checkbox"}:
            value = said.get("value", "on")
            known.is_many = known.is_many or (kind == "checkbox" and value != "on")
            known.options.append(value)
            known.value = (
                value if "checked" in said else known.value if len(known.options) > 1 else ""
            )

    def handle_data(self, data):
        if self.text_area is not None:
            self.text_area.value += data.strip("\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.text_area = None


def read(markup, address):
    """Every form of the page that would be sent by POST."""
    reader = _Reader(address)
    reader.feed(markup)
    return [form for form in reader.forms if form.method == "post"]
