"""What a page offers: the addresses it names, and its forms as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.promises.need_to_know.calls import Form, Upload, Value

PLAUSIBLE = {
    "email": "somebody@mail.example",
    "date": "2026-03-16",
    "datetime-local": "2026-03-16T09:00",
    "time": "09:00",
    "number": "1",
    "tel": "+1 555 0123",
    "url": "https://mail.example/",
}
UNSENT = {"csrfmiddlewaretoken"}
TYPED = {"text", "textarea", "email", "date", "datetime-local"}


@dataclass
class Field:
    """One control: its sort, what it holds, and whether a browser sends it as it stands."""

    name: str
    sort: str
    value: str = ""
    sent: bool = True
    options: list[str] = field(default_factory=list)


@dataclass
class PageForm:
    """A form: where it goes, how, and its controls."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        return self.method, self.action, tuple(f.name for f in self.fields)

    def filled(self, upload: Upload, changed: dict[str, str] | None = None) -> Form:
        """As somebody sends it: what stands in it stays, a form that is quite empty is filled in from top to bottom.

        `changed` puts other values into some controls.
        """
        changed = changed or {}
        is_new = not any(one.value for one in self.fields if one.sort in TYPED)
        sent: list[tuple[str, Value]] = []
        for one in self.fields:
            if one.name in UNSENT:
                continue
            if one.name in changed:
                sent.append((one.name, changed[one.name]))
            elif one.sort == "file":
                sent.append((one.name, upload))
            elif one.sent:
                sent.append((one.name, one.value or (_plausible(one) if is_new else "")))
        return tuple(sent)


def _plausible(one: Field) -> str:
    if one.options:
        return next(filter(None, one.options), "")
    return "" if one.sort == "hidden" else PLAUSIBLE.get(one.sort, "Ordinary words")


@dataclass
class Page:
    """What was found on one page."""

    links: list[str] = field(default_factory=list)
    forms: list[PageForm] = field(default_factory=list)


def read(html: str, at: str) -> Page:
    """The links of this node and the forms of a page that stands at `at`."""
    reader = _Reader(at)
    reader.feed(html)
    return reader.page


class _Reader(HTMLParser):
    def __init__(self, at: str) -> None:
        super().__init__()
        self.at, self.page = at, Page()
        self.form: PageForm | None = None
        self.select: Field | None = None
        self.area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for value in given.values():
            # Whatever looks like an address of ours, in whichever attribute: links, sources, what scripts fetch.
            if value.startswith(("/", "?")) and " " not in value and not value.startswith(("//", "/static/")):
                self._link(value)
        if tag == "form":
            action = urljoin(self.at, given.get("action", "") or self.at)
            self.form = PageForm(
                urlsplit(action)._replace(fragment="").geturl(), given.get("method", "get").upper()
            )
            self.page.forms.append(self.form)
        elif self.form is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self.form is not None
        name = given.get("name", "")
        if tag == "option" and self.select is not None:
            self.select.options.append(given.get("value", ""))
            if "selected" in given:
                self.select.value = given.get("value", "")
        elif not name:
            return
        elif tag == "input" and given.get("type") in {"radio", "checkbox"}:
            self.form.fields.append(
                Field(name, given["type"], given.get("value", "on"), sent="checked" in given)
            )
        elif tag == "button" or (tag == "input" and given.get("type") == "submit"):
            self.form.buttons.append((name, given.get("value", "")))
        elif tag == "input":
            self.form.fields.append(Field(name, given.get("type", "text"), given.get("value", "")))
        elif tag == "select":
            self.select = Field(name, "select")
            self.form.fields.append(self.select)
        elif tag == "textarea":
            self.area = Field(name, "textarea")
            self.form.fields.append(self.area)

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area is not None:
            # A line break right after the tag is no part of the text.
            self.area.value = self.area.value.removeprefix("\n")
            self.area = None

    def _link(self, value: str) -> None:
        target = urlsplit(urljoin(self.at, value))
        self.page.links.append(target._replace(scheme="", netloc="", fragment="").geturl())
