"""What browser tests share: axe, the width check, and the watch over a page's console and answers."""

import os
import shutil

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# target-size runs only where the wcag22aa tag is asked for.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# The elements that stick out of the window; what scrolls by itself (a wide table in its box) may.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (node) => {
    for (let n = node.parentElement; n; n = n.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(n).overflowX)) return true;
    return false;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > width + 0.5 && !scrolls(node))
    .slice(0, 5)
    .map((node) => `${node.tagName.toLowerCase()}.${[...node.classList].join(".")} ends at ${
      Math.round(node.getBoundingClientRect().right)} of ${width} px: ${node.textContent.trim().slice(0, 60)}`)
    .concat(`the page is ${document.documentElement.scrollWidth} px wide`);
}"""


def chromium_path() -> str | None:
    """Return the Chromium on this machine; None leaves it to Playwright's own."""
    return next(filter(None, [os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUM_NAMES)]), None)


def launch_args() -> dict:
    """Return how Chromium is started here; root may not use its sandbox."""
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    path = chromium_path()
    return {"args": flags, **({"executable_path": path} if path else {})}


def axe(page: Page, context: str | None = None) -> None:
    """Fail on every accessibility fault that axe sees on the page, or in the part of it that a selector names."""
    page.wait_for_load_state()  # what a form led to can be read before its styles are there
    asked = {"type": "tag", "values": AXE_TAGS}
    # preload would put a <style> of axe's own into the page, which the page's policy refuses.
    options = {"runOnly": asked, "resultTypes": ["violations"], "preload": False}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(
        "([context, options]) => axe.run(context ?? document, options).then((results) => results.violations)",
        [context, options],
    )
    faults = [
        f"{violation['id']}: {violation['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert faults == [], f"axe on {page.url}:\n" + "\n".join(faults)


def no_horizontal_scroll(page: Page) -> None:
    """Fail where the page is wider than its window."""
    page.wait_for_load_state()  # as above
    sticking_out = page.evaluate(STICKING_OUT)
    where = f"{page.url} at {page.viewport_size['width']} px"
    assert sticking_out == [], f"{where} scrolls sideways: {sticking_out}"


class Watch:
    """Writes down what went wrong on a page: console errors, CSP violations, script errors, answers 4xx and 5xx."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        self.allowed: set[int] = set()
        self._page = page
        self._seen = {
            "console": self._console,
            "pageerror": self._error,
            "response": self._response,
            "requestfailed": self._failed,
        }
        for event, write in self._seen.items():
            page.on(event, write)

    def end(self) -> None:
        """What goes wrong from here on is another watch's."""
        for event, write in self._seen.items():
            self._page.remove_listener(event, write)

    def allow(self, *statuses: int) -> None:
        """Take these answers as expected from here on."""
        self.allowed.update(statuses)

    def _console(self, message: ConsoleMessage) -> None:
        # Answers are judged by their status below; Chromium and htmx repeat each as a console error.
        echoes = ("Failed to load resource", *(f"Response Status Error Code {status}" for status in self.allowed))
        if message.type == "error" and not message.text.startswith(echoes):
            self.faults.append(f"console: {message.text}")

    def _error(self, error: Error) -> None:
        self.faults.append(f"script error: {error}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.faults.append(f"{response.status} from {response.request.method} {response.url}")

    def _failed(self, request: Request) -> None:
        # A request given up because the page was left is nobody's fault.
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.faults.append(f"{request.failure}: {request.method} {request.url}")
