// Offers colleagues while somebody types an “@” in a note: as buttons below the field, reached by Tab or pointer;
// Enter takes the only one that fits.
// Without it the handle is typed in full.
const SHOWN = 6;

for (const form of document.querySelectorAll("[data-mentions]")) {
  const field = form.querySelector("[data-mention-field]");
  const choices = form.querySelector("[data-mention-choices]");
  const status = form.querySelector("[data-mention-status]");
  const people = [...form.querySelectorAll("[data-handle]")].map((item) => ({
    handle: item.dataset.handle,
    words: item.textContent.toLowerCase(),
  }));
  if (!field || !choices) continue;

  const typed = () => /(?:^|[\s(])@([\p{L}\d.+-]*)$/u.exec(field.value.slice(0, field.selectionStart));

  const insert = (handle) => {
    const match = typed();
    const end = field.selectionStart;
    const start = match ? end - match[1].length : end;
    field.setRangeText(`${match ? "" : "@"}${handle} `, start, end, "end");
    field.focus();
    offer();
  };

  const fittingNow = () => {
    const match = typed();
    const part = match ? match[1].toLowerCase() : null;
    return part === null ? [] : people.filter((one) => one.words.includes(part)).slice(0, SHOWN);
  };

  const offer = () => {
    const fitting = fittingNow();
    choices.replaceChildren(
      ...fitting.map((one) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn small quiet";
        button.textContent = `@${one.handle}`;
        button.addEventListener("click", () => insert(one.handle));
        return button;
      }),
    );
    choices.hidden = !fitting.length;
    status.textContent = fitting.length > 1 ? status.dataset.many : fitting.length ? status.dataset.one : "";
  };

  field.addEventListener("input", offer);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [only, ...others] = choices.hidden ? [] : fittingNow();
    const part = typed()?.[1].toLowerCase();
    if (!only || others.length || !part || part === only.handle) return; // there it begins a line, as ever
    event.preventDefault();
    insert(only.handle);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || choices.hidden) return;
    choices.hidden = true;
    field.focus();
  });
}
