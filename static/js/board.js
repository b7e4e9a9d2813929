// The board: moves are sent without leaving the page, what others move appears by itself. Each answer brings the columns
// that changed; the focus, what is scrolled and what is open stay. Moving by drag and by keyboard end up here as well.

const EVERY = 8000; // milliseconds between two looks at what others did
const PATIENCE = 3; // looks that may fail before one is told

const board = document.getElementById("board");
const news = document.getElementById("board-news");
const mark = () => document.getElementById("board-mark").dataset;
const cardOf = (element) => element?.closest?.("[data-card]");
const columnOf = (element) => element?.closest?.("[data-step]");

// What the server wants to know of the page: what it shows already
function shown() {
  const counts = [...board.querySelectorAll("[data-people]")].map((list) => list.querySelectorAll("[data-card]").length);
  return { since: mark().since, steps: mark().steps, shown: Math.max(0, ...counts) };
}

// An answer: columns are drawn anew, and nobody loses their place

function draw(text) {
  const scrolled = new Map([...board.querySelectorAll("[data-step]")].map((column) => [column.id, column.querySelector("[data-people]")?.scrollTop ?? 0]));
  const [left, top] = [board.scrollLeft, window.scrollY];
  const focused = document.activeElement?.id;
  window.htmx.swap(document.body, text, { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
  for (const [id, place] of scrolled) {
    const list = document.getElementById(id)?.querySelector("[data-people]");
    if (list) list.scrollTop = place;
  }
  board.scrollLeft = left;
  window.scrollTo(window.scrollX, top);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("board-drawn"));
}

const fail = (kind, xhr) => window.htmx.trigger(document.body, kind, { xhr }); // status.js says it

async function send(form, values) {
  const data = new FormData(form);
  for (const [name, value] of Object.entries({ ...shown(), ...values })) data.set(name, value);
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { "HX-Request": "true" } });
  } catch {
    fail("htmx:sendError");
    return null;
  }
  if (response.redirected || ![200, 409, 422].includes(response.status)) {
    fail("htmx:responseError", { status: response.redirected ? 401 : response.status });
    return null;
  }
  if (response.headers.get("HX-Refresh")) {
    location.reload();
    return null;
  }
  draw(await response.text());
  return response;
}

// A menu that opens at the end of a column is scrolled to, so that all its steps are seen
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".mover[open]")) event.target.scrollIntoView({ block: "nearest" });
}, true);

// Moving: the focus goes to the next card, for the one that was moved has left; who comes second is shown where it is

let moving = false;
let last = null; // who was moved last

async function move(card, step) {
  const form = card.querySelector("[data-move]");
  if (moving || !form || !step) return;
  moving = true;
  card.setAttribute("aria-busy", "true");
  const key = card.dataset.card;
  last = key;
  const from = columnOf(card).id;
  const cards = [...columnOf(card).querySelectorAll("[data-card]")];
  const at = cards.indexOf(card);
  const next = (cards[at + 1] ?? cards[at - 1])?.dataset.card;
  const response = await send(form, { to_step: step });
  moving = false;
  card.removeAttribute("aria-busy");
  if (!response) return;
  const there = document.getElementById(`card-${key}`);
  for (const other of board.querySelectorAll(".is-here")) other.classList.remove("is-here");
  there?.classList.add("is-here");
  const stays = response.ok ? document.getElementById(`name-${next}`) : there?.querySelector("[data-name]");
  (stays ?? document.getElementById(`${from}-name`) ?? board).focus();
  if (!response.ok) there?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function undo(form) {
  const back = await send(form, {});
  if (!back) return;
  await look();
  if (document.activeElement === document.body) (document.getElementById(`name-${last}`) ?? board).focus();
}

// board_drag.js and board_keys.js ask for moves in this way
document.addEventListener("board-move", ({ detail }) => move(detail.card, detail.step));

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("#board [data-move]")) {
    event.preventDefault();
    move(cardOf(form), event.submitter?.value);
  } else if (form.matches("[data-undo]")) {
    event.preventDefault();
    undo(form);
  }
});

// What others do

let failed = 0;
let timer;

const isBusy = () => moving || document.hidden || board.querySelector(".dragged, .mover[open]");

async function look() {
  clearTimeout(timer);
  try {
    const url = new URL(board.dataset.changes, location.href);
    for (const [name, value] of Object.entries(shown())) url.searchParams.set(name, value);
    const response = await fetch(url, { headers: { "HX-Request": "true" } });
    if (response.redirected || !response.ok) throw new Error(String(response.status));
    if (failed >= PATIENCE) news.textContent = "";
    failed = 0;
    if (response.status === 200) {
      if (response.headers.get("HX-Refresh")) location.reload();
      else if (!isBusy()) draw(await response.text());
    }
  } catch {
    failed += 1;
    if (failed === PATIENCE) news.textContent = board.dataset.stale;
  }
  again();
}

function again() {
  clearTimeout(timer);
  timer = setTimeout(() => (isBusy() ? again() : look()), EVERY);
}

document.addEventListener("visibilitychange", () => { if (!document.hidden && !isBusy()) look(); });
again();

// More cards: who asked for them by hand goes on at the first new one

document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("[data-more]");
  if (!link || !board.contains(link)) return;
  const list = link.closest("[data-people]");
  const count = list.querySelectorAll("[data-card]").length;
  list.addEventListener("htmx:afterSettle", () => list.querySelectorAll("[data-name]")[count]?.focus(), { once: true });
});
