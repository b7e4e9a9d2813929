// The list of postings behind the reference: after a decision the work goes on at the next line, or at the posting's head.

let pressed = null;
document.body.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.closest("[data-behind]")) pressed = target.closest("[data-behind]").id;
});
document.body.addEventListener("htmx:afterSettle", () => {
  const posting = pressed && document.getElementById(pressed);
  pressed = null;
  if (!posting || document.activeElement !== document.body) return;
  (posting.querySelector("[aria-invalid], .drift button, form button") ?? posting.querySelector("h2")).focus();
});
