// A message template shows how it reads while it is typed. Without this the button opens the preview in a new tab.
(() => {
  "use strict";
  const start = () => {
    const section = document.querySelector("[data-letter-preview]");
    const form = section && section.closest("form");
    if (!form) return;
    const target = section.querySelector("[data-letter]");
    let timer = 0;
    let number = 0;
    const show = async () => {
      const mine = ++number;
      const data = new FormData();
      for (const name of ["csrfmiddlewaretoken", "kind", "language", "subject", "body"]) {
        const field = form.elements.namedItem(name);
        if (field) data.append(name, field.value);
      }
      try {
        const answer = await fetch(section.dataset.url, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok || mine !== number) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        target.replaceChildren(...page.body.childNodes);
      } catch {
        // offline: the last preview stays
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, 400);
    });
    form.addEventListener("change", show);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
