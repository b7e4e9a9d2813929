// Comments: one that is being written stays when the page around it is drawn anew; Ctrl+Enter sends it.

const BOX = ".comments textarea";

// Threads of fields stand inside the form of the facts, which saves on every change: a comment is none of its business.
document.addEventListener("change", (event) => {
  if (event.target.matches?.(BOX)) event.stopPropagation();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches?.(BOX)) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

let kept = null;
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const sent = event.detail.requestConfig.elt;
  kept = {
    open: [...document.querySelectorAll(".talk[open]")].map((talk) => talk.id),
    typed: [...document.querySelectorAll(BOX)]
      .filter((box) => box.form !== sent && box.value !== box.defaultValue)
      .map((box) => [box.id, box.value]),
    thread: sent.dataset.focus,
  };
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (!kept) return;
  const { open, typed, thread } = kept;
  kept = null;
  for (const id of open) if (`${id}-summary` !== thread) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, words] of typed) {
    const box = document.getElementById(id);
    if (box && !box.value) box.value = words;
  }
  if (thread && document.activeElement === document.body) document.getElementById(thread)?.focus();
});
