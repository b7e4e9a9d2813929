// What htmx draws anew stays as it was folded; what the answer itself unfolds is unfolded.
document.body.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  for (const now of target.querySelectorAll("details[id]")) {
    const next = fragment.querySelector(`#${now.id}`);
    if (next) next.open = "keep" in now.dataset ? now.open : now.open || next.open;
  }
});
