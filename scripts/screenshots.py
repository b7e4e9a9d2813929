"""`make screenshots`: take the README's pictures of the demo into docs/img.

Pictures are of BASE_URL where that is set, else of a server that this starts on fresh demo data.
`--all FOLDER` takes every main page at 320, 768 and 1280 px, light and dark, to look through.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import django
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()  # the demo's accounts name their kinds by the models' own words

from config.demo.accounts import PASSWORD  # noqa: E402
from tests.browser.helpers import launch_args  # noqa: E402

RECRUITER = "recruiter@example.com"
WIDTHS = (320, 768, 1280)
PATIENCE = 60  # seconds for the server's first answer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every main page, each width and theme, into FOLDER")
    folder = parser.parse_args().all
    with server() as base_url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_args())
        if folder:
            take_all(browser, base_url, folder)
        else:
            take_readme(browser, base_url, ROOT / "docs" / "img")
        browser.close()
    return 0


# The pages -------------------------------------------------------------------------------------------------


def first(selector: str, *, skip: str = "") -> Callable[[Page], None]:
    """Return a step that follows the first link of a kind."""

    def follow(page: Page) -> None:
        links = page.eval_on_selector_all(selector, "links => links.map(link => link.getAttribute('href'))")
        page.goto(base_of(page) + next(link for link in links if not skip or skip not in link))

    return follow


def send_empty(page: Page) -> None:
    """Send the page's main form as it is."""
    page.locator("main form[method=post] :is(button:not([type=button]), [type=submit])").last.click()
    page.wait_for_load_state()


def posting_page(page: Page) -> None:
    """Go to the studio's page of the published posting with the most to show."""
    page.goto(base_of(page) + "/studio/postings/")
    row = page.locator("main tr, main li, main article").filter(has_text="Published").first
    page.goto(base_of(page) + row.locator("a[href^='/studio/postings/']").first.get_attribute("href"))


def at_the_lines(page: Page) -> None:
    """Scroll to where the reference, the lines and the checks stand side by side."""
    page.locator("#save-bar").evaluate("bar => scrollTo(0, bar.getBoundingClientRect().top + scrollY - 12)")


def part(name: str) -> Callable[[Page], None]:
    """Return a step that goes to a part of that posting."""

    def follow(page: Page) -> None:
        posting_page(page)
        page.goto(page.url + name)

    return follow


JOB = "main a[href^='/jobs/']"
PUBLIC: dict[str, tuple[str, list[Callable[[Page], None]]]] = {
    "jobs": ("/", []),
    "jobs-french": ("/fr/", []),
    "posting": ("/", [first(JOB, skip="/apply/")]),
    "apply": ("/", [first(JOB, skip="/apply/"), first("main a[href$='/apply/']")]),
    "apply-errors": ("/", [first(JOB, skip="/apply/"), first("main a[href$='/apply/']"), send_empty]),
    "roles": ("/roles/", []),
    "role": ("/roles/cto/", []),
    "role-french": ("/fr/roles/cto/", []),
    "sign-in": ("/accounts/login/", []),
    "sign-in-errors": ("/accounts/login/", [send_empty]),
    "not-found": ("/no/such/page/", []),
}
STUDIO: dict[str, tuple[str, list[Callable[[Page], None]]]] = {
    "today": ("/studio/", []),
    "postings": ("/studio/postings/", []),
    "posting-new": ("/studio/postings/new/", []),
    "posting-new-errors": ("/studio/postings/new/", [send_empty]),
    "editor": ("/studio/", [posting_page]),
    "preview": ("/studio/", [part("preview/")]),
    "close": ("/studio/", [part("close/")]),
    "versions": ("/studio/", [part("versions/")]),
    "members": ("/studio/", [part("members/")]),
    "applications": ("/studio/", [part("applications/")]),
    "candidates": ("/studio/candidates/", []),
    "application": ("/studio/candidates/", [first("main a[href^='/studio/applications/']")]),
    "companies": ("/studio/companies/", []),
    "company": ("/studio/companies/", [first("main a[href^='/studio/companies/']", skip="new")]),
    "security": ("/accounts/2fa/", []),
}
README = {
    "posting": PUBLIC["posting"],
    "role": PUBLIC["role"],
    "editor": ("/studio/", [posting_page, at_the_lines]),
    "check": ("/check/?example", []),
    "applications": STUDIO["applications"],
}


def take_readme(browser: Browser, base_url: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page = open_page(browser, base_url, sign_in_as=RECRUITER, width=1280, height=860)
    for name, (path, steps) in README.items():
        show(page, base_url, path, steps)
        page.screenshot(path=folder / f"{name}.png")
        print(f"docs/img/{name}.png")


def take_all(browser: Browser, base_url: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for pages, email in ((PUBLIC, None), (STUDIO, RECRUITER)):
        context = open_page(browser, base_url, sign_in_as=email, width=1280, height=900).context
        for name, (path, steps) in pages.items():
            page = context.new_page()
            page.set_default_timeout(10_000)
            try:
                show(page, base_url, path, steps)
            except Exception as error:  # one page that fails should not cost the others their pictures
                print(f"{name}: {type(error).__name__}: {str(error).splitlines()[0]}")
                continue
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            page.close()
            print(name)


def open_page(browser: Browser, base_url: str, *, sign_in_as: str | None, width: int, height: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce", color_scheme="light"
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    if sign_in_as:
        page.goto(base_url + "/accounts/login/")
        page.fill("#id_login", sign_in_as)
        page.fill("#id_password", PASSWORD)
        page.locator("main form [type=submit]").first.click()
        page.wait_for_url("**/studio/**")
    return page


def show(page: Page, base_url: str, path: str, steps: list[Callable[[Page], None]]) -> None:
    page.goto(base_url + path)
    for step in steps:
        step(page)
    page.wait_for_load_state("networkidle")


def base_of(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"


# A server of our own ------------------------------------------------------------------------------------


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Give the address to take pictures of; start a server on fresh demo data where BASE_URL names none."""
    if base_url := os.environ.get("BASE_URL"):
        yield base_url.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as var, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "VAR_DIR": var,
            "PORT": str(port),
            "ROLECRAFT_READ_DOTENV": "0",
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "prepare"], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        child = subprocess.Popen(
            [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            child.terminate()
            child.wait()


def wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz/")
            connection.getresponse()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


if __name__ == "__main__":
    sys.exit(main())
