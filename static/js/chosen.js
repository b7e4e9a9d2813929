// Around a list in a <form data-chosen>: one tick for the whole page, how many are ticked, and on a small screen what
// is done with them folded to a line. Without this file the ticks work as they are, the menu beside them chooses a page
// or all, and everything stays unfolded.
const form = document.querySelector("form[data-chosen]");

if (form) {
  const ticks = [...form.querySelectorAll("input[name=chosen]")];
  const page = form.querySelector("[data-choose-page]");
  const scope = form.elements.scope;
  const counts = form.querySelectorAll("[data-chosen-count]");
  let last = null;

  const show = () => {
    const ticked = ticks.filter((tick) => tick.checked).length;
    // Of more than stand here the menu says how many, and is often too narrow to show it whole.
    const all = scope?.value === "all" ? scope.selectedOptions[0].text : "";
    for (const count of counts) count.textContent = all || (ticked ? count.dataset.words.replace("{n}", ticked) : "");
    if (!page) return;
    page.checked = ticked > 0 && ticked === ticks.length;
    page.indeterminate = ticked > 0 && ticked < ticks.length;
  };

  const tickAll = (checked) => {
    for (const tick of ticks) tick.checked = checked;
  };

  if (page) page.hidden = false;

  form.addEventListener("change", (event) => {
    if (event.target === page) {
      tickAll(page.checked);
      scope.value = "ticked";
    } else if (event.target === scope) {
      if (scope.value !== "ticked") tickAll(true);
    } else if (event.target.name === "chosen") {
      scope.value = "ticked";
    }
    show();
  });

  // Shift and a click choose all rows between two ticks.
  form.addEventListener("click", (event) => {
    const here = ticks.indexOf(event.target);
    if (here < 0) return;
    if (event.shiftKey && last !== null) {
      for (const tick of ticks.slice(Math.min(here, last), Math.max(here, last) + 1)) tick.checked = event.target.checked;
      show();
    }
    last = here;
  });

  const bulk = form.querySelector("details[data-bulk]");
  if (bulk) {
    const narrow = window.matchMedia("(max-width: 44rem)");
    const fold = () => {
      bulk.open = !narrow.matches;
      bulk.classList.toggle("folds", narrow.matches);
    };
    narrow.addEventListener("change", fold);
    fold();
  }

  // The head of the table stays in view below the bar, whose height depends on what it offers and on the width.
  const bar = form.querySelector(".bulk");
  if (bar) {
    const below = () => document.documentElement.style.setProperty("--under", `${bar.offsetHeight}px`);
    new ResizeObserver(below).observe(bar);
  }

  window.addEventListener("pageshow", show);
  show();
}
