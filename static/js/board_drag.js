// A card is moved by dragging it onto a column. On touch screens, and for everybody else, there is the menu on each card.

const board = document.getElementById("board");
const move = (card, step) => document.dispatchEvent(new CustomEvent("board-move", { detail: { card, step } }));
const columnOf = (element) => element?.closest?.("[data-step]");
let dragged = null;

function prepare() {
  for (const card of board.querySelectorAll("[data-card]")) {
    card.draggable = true;
    card.querySelector("[data-name]").draggable = false; // the card, not its link
  }
}

function unmark() {
  for (const column of board.querySelectorAll(".over")) column.classList.remove("over");
}

board.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-card]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  dragged.classList.add("dragged");
});
board.addEventListener("dragover", (event) => {
  const column = columnOf(event.target);
  if (!dragged) return;
  unmark();
  if (!column || column === columnOf(dragged)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  column.classList.add("over");
});
board.addEventListener("drop", (event) => {
  const column = columnOf(event.target);
  if (!dragged || !column) return;
  event.preventDefault();
  dragged.classList.remove("dragged");
  if (column !== columnOf(dragged)) move(dragged, column.dataset.step);
});
board.addEventListener("dragend", () => {
  unmark();
  dragged?.classList.remove("dragged");
  dragged = null;
});

if ("mayMove" in board.dataset) {
  prepare();
  document.addEventListener("board-drawn", prepare);
  board.addEventListener("htmx:afterSettle", prepare);
}
