// The editor: says when it saves, keeps what somebody is typing, moves lines by drag, renews the preview.

const editor = document.getElementById("editor");
const state = document.getElementById("save-state");

// What is saved and what is not
editor.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") state.textContent = state.dataset.saving;
});
document.body.addEventListener("htmx:afterRequest", () => {
  if (state.textContent === state.dataset.saving) state.textContent = state.dataset.unsaved; // the answer shows why
});

// An empty line isn't sent: the browser says what is wrong, and the page must not go on saying “Saved.”
editor.addEventListener("htmx:validation:halted", () => {
  state.textContent = state.dataset.unsaved;
});

// What is marked as wrong isn't saved, so publishing now would leave it out
document.addEventListener("submit", (event) => {
  const wrong = event.target.matches("[data-publish]") && editor.querySelector("[aria-invalid='true']");
  if (!wrong) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // or the button would count as pressed
  state.textContent = state.dataset.unsaved;
  wrong.focus();
}, true);

// What the main button offers is drawn anew only where it changes: never under a finger
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (target.id !== "publish-action") return;
  const drawn = fragment.querySelector("#publish-action") ?? fragment.firstElementChild;
  if (drawn?.dataset.offer === target.dataset.offer) event.detail.shouldSwap = false;
});

// The reference is drawn anew after each change: it stays as it was folded, scrolled and pressed
const narrow = window.matchMedia("(max-width: 55.99rem)");
const parts = () => [...document.querySelectorAll("#reference .reference-part")];
if (narrow.matches && location.hash !== "#reference") {
  for (const part of parts()) part.open = false; // the posting comes first where they are one below the other
}
let reference = null;
document.body.addEventListener("htmx:beforeSwap", () => {
  const box = document.getElementById("reference");
  reference = { top: box.scrollTop, open: parts().map((part) => part.open), pressed: document.activeElement };
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (!reference) return;
  for (const [index, part] of parts().entries()) part.open = reference.open[index] ?? part.open;
  document.getElementById("reference").scrollTop = reference.top;
  const lost = document.activeElement === document.body && reference.pressed !== document.body;
  if (lost) (document.getElementById(reference.pressed.id) ?? neighbour())?.focus({ preventScroll: true });
  reference = null;
});

// What was pressed may be gone: a dropped line gives way to its neighbour, one put back is where the work goes on
let next = [];
editor.addEventListener("htmx:beforeRequest", ({ target }) => {
  const line = target.closest("[data-line]");
  const beside = line && (line.nextElementSibling ?? line.previousElementSibling);
  next = [target.dataset.focus, line && `${line.id}-text`, beside && `${beside.id}-text`].filter(Boolean);
});
function neighbour() {
  return next.map((id) => document.getElementById(id)).find(Boolean) ?? document.querySelector(".line-group > h2");
}

// An answer never replaces the fact that somebody is typing in, nor one that has no error to show or to take away.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (!target.id.startsWith("fact-") || fragment.querySelector("[data-undone]")) return;
  const invalid = "[aria-invalid='true'], .is-invalid";
  const busy = target.contains(document.activeElement);
  const concerned = target.querySelector(invalid) || fragment.querySelector(invalid);
  if (busy || !concerned) event.detail.shouldSwap = false;
});

// The preview: renewed shortly after the last save, where it was scrolled to; at phone or desktop width
const preview = editor.querySelector("[data-preview]");
let renewal;
document.body.addEventListener("posting-saved", () => {
  clearTimeout(renewal);
  renewal = setTimeout(() => {
    const top = preview.contentWindow?.scrollY ?? 0;
    preview.addEventListener("load", () => preview.contentWindow.scrollTo(0, top), { once: true });
    preview.contentWindow.location.reload();
  }, 300);
});

const widths = editor.querySelector("[data-preview-widths]");
widths.hidden = false;
widths.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  for (const other of widths.querySelectorAll("button")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
  preview.closest(".preview-frame").classList.toggle("desktop", button.dataset.width === "desktop");
});

// Moving a line by its grip; the arrow buttons do the same
let dragged = null;
editor.addEventListener("pointerdown", (event) => {
  const line = event.target.closest("[data-grip]")?.closest("[data-line]");
  if (line) line.draggable = true;
});
editor.addEventListener("pointerup", () => {
  for (const line of editor.querySelectorAll("[data-line][draggable=true]")) line.draggable = false;
});
editor.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-line]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  dragged.classList.add("dragged");
});
editor.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-line]");
  if (!dragged || !over || over === dragged || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  const after = event.clientY > box.top + box.height / 2;
  over.parentElement.insertBefore(dragged, after ? over.nextSibling : over);
});
editor.addEventListener("drop", (event) => {
  if (dragged) event.preventDefault();
});
editor.addEventListener("dragend", () => {
  if (!dragged) return;
  const to = [...dragged.parentElement.querySelectorAll(":scope > [data-line]")].indexOf(dragged);
  dragged.classList.remove("dragged");
  dragged.draggable = false;
  window.htmx.ajax("POST", dragged.dataset.move, { target: "#lines", swap: "outerHTML", source: editor, values: { to } });
  dragged = null;
});
