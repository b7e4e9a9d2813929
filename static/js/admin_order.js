// Rows of a matrix: buttons beside the place move a row up or down by giving its place to its neighbour.
// Without it, places are numbers to type.
(() => {
  "use strict";

  const place = (row) => row.querySelector(".place input[type=number]");

  const move = (row, step, status) => {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    const [mine, theirs] = [place(row), place(other)];
    if (mine.value === theirs.value) theirs.value = Number(mine.value) - step;
    [mine.value, theirs.value] = [theirs.value, mine.value];
    if (step < 0) other.before(row);
    else other.after(row);
    const name = row.querySelector(".words input, .words textarea").value;
    status.textContent = interpolate(gettext("%s is now number %s. Save to keep it."), [name, row.rowIndex]);
  };

  const button = (row, step, words, sign, status) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.title = words;
    made.setAttribute("aria-label", words);
    made.addEventListener("click", () => {
      move(row, step, status);
      made.focus();
    });
    return made;
  };

  const start = () => {
    document.querySelectorAll("table[data-order-rows]").forEach((table) => {
      const status = document.createElement("p");
      status.className = "visually-hidden";
      status.setAttribute("role", "status");
      table.after(status);
      table.querySelectorAll("tbody tr").forEach((row) => {
        if (!place(row)) return;
        const buttons = document.createElement("span");
        buttons.className = "moves";
        buttons.append(
          button(row, -1, gettext("Move up"), "↑", status),
          button(row, 1, gettext("Move down"), "↓", status),
        );
        place(row).after(buttons);
      });
    });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
