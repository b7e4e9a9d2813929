// A field over the reference: type a word, and only the missions and skills with it are shown.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let words = "";

function filter() {
  const box = document.getElementById("reference");
  const field = box.querySelector("#reference-find");
  field.closest("[data-find]").hidden = false;
  words = field.value;
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const part of box.querySelectorAll(".reference-part")) {
    let here = 0;
    for (const list of part.querySelectorAll(".picks")) {
      const items = [...list.children];
      for (const item of items) {
        const text = plain(item.textContent);
        item.hidden = !wanted.every((word) => text.includes(word));
      }
      const shown = items.filter((item) => !item.hidden).length;
      here += shown;
      const heading = list.previousElementSibling;
      if (heading?.matches("h4")) heading.hidden = !shown;
    }
    part.hidden = wanted.length > 0 && !here;
    if (wanted.length && here) {
      part.dataset.wasOpen ??= String(part.open);
      part.open = true;
    } else if (part.dataset.wasOpen) {
      part.open = part.dataset.wasOpen === "true";
      delete part.dataset.wasOpen;
    }
    count += here;
  }
  const found = box.querySelector("[data-found]");
  const said = wanted.length ? found.dataset.found.replace("%s", count) : "";
  if (found.textContent !== said) found.textContent = said;
}

document.addEventListener("input", ({ target }) => { if (target.id === "reference-find") filter(); });
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "reference-find" || event.key !== "Escape" || !event.target.value) return;
  event.preventDefault();
  event.target.value = "";
  filter();
});
document.body.addEventListener("htmx:afterSettle", () => {
  const field = document.getElementById("reference-find");
  if (field && field.closest("[data-find]").hidden) {
    if (words && !field.value) field.value = words;
    filter();
  }
});
filter();
