// On a small screen one step is seen at a time: the way to the steps marks which.

const board = document.getElementById("board");
const links = () => [...document.querySelectorAll("#board-steps a")];

function mark() {
  const { left } = board.getBoundingClientRect();
  const columns = [...board.querySelectorAll("[data-step]")];
  const seen = columns.find((column) => column.getBoundingClientRect().right > left + board.clientWidth / 2);
  for (const link of links()) {
    if (link.hash !== `#${seen?.id}`) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "true");
      const bar = document.getElementById("board-steps");
      bar.scrollLeft = link.offsetLeft - (bar.clientWidth - link.offsetWidth) / 2;
    }
  }
}

let waits = false;
const later = () => {
  if (waits) return;
  waits = true;
  requestAnimationFrame(() => { waits = false; mark(); });
};

board.addEventListener("scroll", later, { passive: true });
window.addEventListener("resize", later);
document.addEventListener("board-drawn", mark);
mark();
