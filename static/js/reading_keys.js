// A candidate's page by keyboard. Single letters, outside of fields only; key_help.js turns them off. What changes
// something is only brought into focus: Enter does it.
const help = document.getElementById("keys");
const letters = help.querySelector("[data-letters]");
const TWO_KEYS = 1200; // milliseconds between G and B

const isField = (element) => Boolean(element?.closest?.("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]"));
const find = (key) => document.querySelector(`[data-key="${key}"]`);

function goTo(element) {
  if (!element) return;
  element.focus();
  element.scrollIntoView({ block: "nearest" });
}

function reject() {
  const summary = find("r");
  if (!summary) return;
  summary.parentElement.open = true;
  goTo(summary.parentElement.querySelector("select, textarea, input:not([type=hidden])"));
}

const LETTERS = {
  "?": () => help.showModal(),
  j: () => find("j")?.click(),
  k: () => find("k")?.click(),
  m: () => goTo(find("m") ?? document.querySelector("[data-key-select]")),
  r: reject,
  u: () => goTo(document.querySelector("form.undo button")),
  n: () => goTo(document.querySelector("[data-mention-field]")),
  e: () => find("e")?.click(),
  i: () => find("i")?.click(),
  s: () => find("s")?.click(),
  c: () => goTo(document.querySelector(".cv-scroll") ?? find("c")),
};

let sinceG = -Infinity;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target) || !letters.checked) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : "";
  const second = key === "b" && event.timeStamp - sinceG < TWO_KEYS;
  sinceG = key === "g" ? event.timeStamp : -Infinity;
  const act = second ? () => find("gb")?.click() : LETTERS[key];
  if (!act) return;
  event.preventDefault();
  act();
});
