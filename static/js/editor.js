// The editor: draws what is beside the words in peace, moves lines by drag, renews the preview.

const editor = document.getElementById("editor");

// What the main button offers is drawn anew only where it changes: never under a finger
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (target.id !== "publish-action") return;
  const drawn = fragment.querySelector("#publish-action") ?? fragment.firstElementChild;
  if (drawn?.dataset.offer === target.dataset.offer) event.detail.shouldSwap = false;
});

// Where reference and posting are one below the other, the posting comes first
const narrow = window.matchMedia("(max-width: 55.99rem)");
const parts = () => [...document.querySelectorAll("#reference .reference-part")];
if (narrow.matches && location.hash !== "#reference") {
  for (const part of parts()) part.open = false;
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

// The preview: renewed shortly after the last save, where it was scrolled to
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
