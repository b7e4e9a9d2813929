// The panel of checks: a link selects the words that it is about; what is unfolded or typed stays when it is drawn anew.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-spot]");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.closest("details:not([open])")?.setAttribute("open", "");
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
  select(field, link.dataset);
});

function select(field, { start, end, words }) {
  if (!field.setSelectionRange || !/^(textarea|text)$/.test(field.type)) return;
  const at = words === undefined ? Number(start) : field.value.toLowerCase().indexOf(words.toLowerCase());
  if (!(at >= 0)) return;
  field.setSelectionRange(at, words === undefined ? Number(end) : at + words.length);
}

let kept = null;
document.body.addEventListener("htmx:beforeSwap", ({ target }) => {
  kept = { folds: new Map(), typed: new Map(), at: null };
  for (const fold of document.querySelectorAll("details[data-keep]")) kept.folds.set(fold.id, fold.open);
  for (const field of document.querySelectorAll("input[data-keep]")) {
    if (field.value && field.form !== target) kept.typed.set(field.id, field.value);
  }
  const { activeElement: active } = document;
  if (active?.matches("input[data-keep]")) kept.at = { id: active.id, start: active.selectionStart, end: active.selectionEnd };
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (!kept) return;
  const { folds, typed, at } = kept;
  kept = null;
  for (const [id, open] of folds) {
    const fold = document.getElementById(id);
    if (fold && fold.open !== open && !fold.querySelector("[aria-invalid='true']")) fold.open = open;
  }
  for (const [id, value] of typed) {
    const field = document.getElementById(id);
    if (field && !field.value) field.value = value;
  }
  const field = at && document.getElementById(at.id);
  if (field && document.activeElement === document.body) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(at.start, at.end);
  }
});
