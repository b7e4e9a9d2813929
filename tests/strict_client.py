"""A test client that reads each page it gets, and fails on what a browser or a reader would trip over."""

from html.parser import HTMLParser

from django.test import Client

DATA_SCRIPTS = {"application/ld+json", "application/json"}


class BadPage(AssertionError):
    """A page has something that the house does not allow."""


class StrictClient(Client):
    """Django's client; an HTML answer must pass `faults_of`."""

    def request(self, **request):
        response = super().request(**request)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            path = request["PATH_INFO"]
            if faults := faults_of(response.content.decode(), admin=path.startswith("/admin/")):
                raise BadPage(f"{request['REQUEST_METHOD']} {path}: {'; '.join(faults)}")
        return response


def faults_of(html: str, *, admin: bool = False) -> list[str]:
    """Inline script, style or handlers; a POST form without its token; an id used twice (the admin's are Django's)."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    repeated = sorted({name for name in reader.ids if reader.ids.count(name) > 1})
    return reader.faults + ([] if admin else [f"id {name!r} is used twice" for name in repeated])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.form: dict[str, str | None] | None = None
        self.has_token = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.faults += [f"<{tag} {name}>" for name in values if name == "style" or name.startswith("on")]
        if (values.get("href") or "").strip().lower().startswith("javascript:"):
            self.faults.append(f"<{tag} href=javascript:>")
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type") not in DATA_SCRIPTS):
            self.faults.append(f"inline <{tag}>")
        if values.get("id"):
            self.ids.append(values["id"])
        if tag == "form":
            if self.form is not None:
                self.faults.append("a form inside a form")
            self.form, self.has_token = values, False
        if tag == "input" and values.get("name") == "csrfmiddlewaretoken":
            self.has_token = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form is not None:
            if (self.form.get("method") or "get").lower() == "post" and not self.has_token:
                self.faults.append(f"a POST form without its token ({self.form.get('action') or 'here'})")
            self.form = None
