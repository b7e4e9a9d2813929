// The board by keyboard. Arrows work on a card; single letters outside of fields, and key_help.js turns them off.

const board = document.getElementById("board");
const help = document.getElementById("keys");
const letters = help.querySelector("[data-letters]");

const move = (card, step) => document.dispatchEvent(new CustomEvent("board-move", { detail: { card, step } }));
const cardOf = (element) => element?.closest?.("[data-card]");
const columns = () => [...board.querySelectorAll("[data-step]")];
const cards = (column) => [...column.querySelectorAll("[data-card]")];
const isField = (element) => Boolean(element?.closest?.("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable]"));

function goTo(card) {
  const name = card?.querySelector("[data-name]");
  if (!name) return;
  name.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function along(step) {
  const card = cardOf(document.activeElement);
  if (!card) return goTo(board.querySelector("[data-card]"));
  const all = cards(card.closest("[data-step]"));
  return goTo(all[all.indexOf(card) + step]);
}

function across(step) {
  const card = cardOf(document.activeElement);
  if (!card) return goTo(board.querySelector("[data-card]"));
  const all = columns();
  const here = card.closest("[data-step]");
  const place = cards(here).indexOf(card);
  for (let at = all.indexOf(here) + step; all[at]; at += step) {
    const there = cards(all[at]);
    if (there.length) return goTo(there[Math.min(place, there.length - 1)]);
  }
  return undefined;
}

function push(step) {
  const card = cardOf(document.activeElement);
  if (!card) return;
  const all = columns();
  const to = all[all.indexOf(card.closest("[data-step]")) + step];
  if (to) move(card, to.dataset.step);
}

function openMenu() {
  const menu = cardOf(document.activeElement)?.querySelector(".mover");
  if (!menu) return;
  menu.open = true;
  menu.querySelector("button")?.focus();
}

function choose(step) {
  const choices = [...document.activeElement.closest(".mover").querySelectorAll("form :is(button, a)")];
  choices[choices.indexOf(document.activeElement) + step]?.focus();
}

const showHelp = () => help.showModal();
const undo = () => document.querySelector("[data-undo] button")?.click();
const find = () => {
  const filter = document.querySelector(".board-filter");
  filter.open = true;
  filter.querySelector("input[type=search]").focus();
};

const LETTERS = { "?": showHelp, "/": find, j: () => along(1), k: () => along(-1), h: () => across(-1), l: () => across(1), m: openMenu, u: undo };
const ARROWS = { ArrowDown: () => along(1), ArrowUp: () => along(-1), ArrowRight: () => across(1), ArrowLeft: () => across(-1) };
const PUSHES = { ArrowRight: () => push(1), ArrowLeft: () => push(-1) };

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || isField(target)) return;
  let act;
  if (target.closest?.(".mover form")) act = { ArrowDown: () => choose(1), ArrowUp: () => choose(-1) }[key];
  else if (key.startsWith("Arrow")) act = cardOf(target) && (event.shiftKey ? PUSHES : ARROWS)[key];
  else if (letters.checked) act = LETTERS[key];
  if (!act) return;
  event.preventDefault();
  act();
});
