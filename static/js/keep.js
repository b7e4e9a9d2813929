// An answer draws parts of the editor anew: they stay as they were folded and scrolled, and the focus is never lost.

const editor = document.getElementById("editor");
const within = (element) => editor.contains(element) || element?.closest?.("#save-bar");
const nameOf = (details) => details.querySelector("summary")?.textContent.replace(/[\d\s]+/g, " ").trim();
const folded = () => [...editor.querySelectorAll("details:not([data-menu], .comments details)")];
const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

// What was pressed may be gone: a dropped line gives way to its neighbour, one put back is where the work goes on
let next = [];
let sender = null;
document.body.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (!within(elt)) return;
  const line = elt.closest("[data-line]");
  const beside = line && (line.nextElementSibling ?? line.previousElementSibling);
  next = [elt.dataset.focus, line && `${line.id}-text`, beside && `${beside.id}-text`].filter(Boolean);
  sender = elt;
});

let before = null;
document.body.addEventListener("htmx:beforeSwap", () => {
  const open = new Map();
  for (const details of folded()) {
    const region = details.parentElement.closest("[id]").id;
    open.set(`${region} ${nameOf(details)}`, { details, open: details.open });
  }
  const pressed = document.activeElement;
  const region = pressed?.parentElement?.closest("[id]");
  before = { open, pressed, region: region?.id, place: region ? [...region.querySelectorAll(FOCUSABLE)].indexOf(pressed) : -1,
    top: document.getElementById("reference")?.scrollTop ?? 0 };
});

document.body.addEventListener("htmx:afterSettle", () => {
  if (!before) return;
  const { open, pressed, top } = before;
  for (const details of folded()) {
    const was = open.get(`${details.parentElement.closest("[id]").id} ${nameOf(details)}`);
    if (was && was.details !== details) details.open = was.open;
  }
  const reference = document.getElementById("reference");
  if (reference) reference.scrollTop = top;
  const isLost = document.activeElement === document.body && pressed && pressed !== document.body;
  if (isLost && !pressed.isConnected) heir()?.focus({ preventScroll: true });
  before = null;
});

// Who gets the focus of what is gone: the same by its name; after a press, where the work goes on; else what is there now.
function heir() {
  const { pressed, region, place } = before;
  const twin = pressed.id && document.getElementById(pressed.id);
  if (twin) return twin;
  if (sender?.contains(pressed) || pressed.contains(sender) || (pressed.form && pressed.form === sender)) {
    // Who stood on a line, not in its words, stands on the next one.
    const ids = pressed.matches("[data-line]") ? next.map((id) => id.replace(/-text$/, "")) : next;
    return ids.map((id) => document.getElementById(id)).find(Boolean) ?? document.querySelector(".line-group > h2");
  }
  const now = document.getElementById(region);
  const others = now ? [...now.querySelectorAll(FOCUSABLE)] : [];
  const same = others.find((other) => other.tagName === pressed.tagName && other.textContent === pressed.textContent);
  return same ?? others[Math.min(place, others.length - 1)] ?? document.querySelector(".line-group > h2");
}
