// The editor by keyboard. Single letters work outside of fields only, and can be turned off in the help (key_help.js);
// what has a modifier, or is no letter, works everywhere.

const editor = document.getElementById("editor");
const help = document.getElementById("keys");
const letters = help.querySelector("[data-letters]");

const lines = () => [...editor.querySelectorAll("[data-line]")];
const lineOf = (element) => element?.closest?.("[data-line]");
const isField = (element) => Boolean(element?.closest?.("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]"));
const press = (selector) => document.querySelector(selector)?.click();

function goTo(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus();
  element.scrollIntoView({ block: "nearest" });
}

// Lines

function jump(step) {
  const all = lines();
  const here = lineOf(document.activeElement) ?? lineOf(current);
  const at = all.indexOf(all.find((line) => line.id === here?.id));
  const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  goTo((isField(document.activeElement) && to?.querySelector("textarea")) || to);
}

let current = null; // the line that one was in last
document.addEventListener("focusin", ({ target }) => { current = lineOf(target) ?? current; });

const inLine = (then) => () => {
  const line = lineOf(document.activeElement);
  if (line) then(line);
  return Boolean(line);
};
const move = (where) => inLine((line) => document.getElementById(`${line.id}-${where}`)?.click());
const drop = inLine((line) => line.querySelector("[data-drop] button")?.click());
const write = inLine((line) => goTo(line.querySelector("textarea")));

// Findings: those at lines, then those about a field, in the order of the page

function finding(step) {
  const at = [...editor.querySelectorAll(".line-findings > .finding, .line-main > .finding")].map((item) => lineOf(item)?.querySelector("textarea"));
  const ids = [...editor.querySelectorAll("#checklist a[href^='#']")].map((link) => link.hash.slice(1)).filter(Boolean);
  const spots = new Set([...at, ...ids.map((id) => document.getElementById(id))].filter(Boolean));
  const sorted = [...spots].sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  if (!sorted.length) return;
  const here = document.activeElement;
  const after = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  const ahead = here === document.body ? sorted : sorted.filter((spot) => spot !== here && after(here, spot));
  const behind = sorted.filter((spot) => spot !== here && after(spot, here));
  goTo(step > 0 ? (ahead[0] ?? sorted[0]) : (behind.at(-1) ?? sorted.at(-1)));
}

// What each key does

const showHelp = () => help.showModal();
const search = () => {
  const field = document.getElementById("reference-find");
  field?.focus();
  field?.select();
};
const addLine = () => goTo(document.querySelector(".new-line textarea"));
const preview = () => press("[data-full-preview]");
const save = () => document.dispatchEvent(new Event("save-now"));
const onceSaved = (then) => document.dispatchEvent(new CustomEvent("once-saved", { detail: then }));
const undo = () => onceSaved(() => press("#undo-button")); // what was just typed is a change too
const redo = () => onceSaved(() => press("#redo-button"));

const LETTERS = {
  "?": showHelp, j: () => jump(1), k: () => jump(-1), e: write, x: drop, n: addLine, "/": search, p: preview,
  Enter: write, Delete: drop, // on a line only
};

function combined(event) {
  const { key, altKey, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  const inField = isField(event.target);
  if (control && !altKey) {
    if (key.toLowerCase() === "s" && !shiftKey) return save;
    const writes = event.target.form?.matches(".line-form, .new-line, #facts"); // comments.js sends comments
    if (key === "Enter" && inField && writes) return () => event.target.form.requestSubmit();
    if (inField) return null; // a field undoes its own typing
    if (key.toLowerCase() === "z") return shiftKey ? redo : undo;
    return key.toLowerCase() === "y" && !shiftKey ? redo : null;
  }
  if (altKey && !control) {
    const down = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (down && event.target.tagName !== "SELECT") return shiftKey ? move(down > 0 ? "down" : "up") : () => jump(down);
    return shiftKey && event.code === "KeyX" ? drop : null;
  }
  if (key === "F8" && !control && !altKey) return () => finding(shiftKey ? -1 : 1);
  return null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const then = combined(event);
  if (then) {
    event.preventDefault();
    then();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.matches(".line-text")) {
    goTo(lineOf(event.target)); // out of the words: from here single letters work
    return;
  }
  const isNamed = event.key.length > 1;
  const act = LETTERS[event.key];
  if (!act || isField(event.target) || (!isNamed && !letters.checked)) return;
  if (isNamed && !event.target.matches("[data-line]")) return;
  event.preventDefault();
  act();
});
