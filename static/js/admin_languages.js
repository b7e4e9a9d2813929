// The curators' forms hold each text in each language. This adds a choice of which to show, kept for the next page;
// without it, all are shown.
(() => {
  "use strict";
  const KEY = "rolecraft.languages";
  const WORDS = { both: gettext("Both languages"), en: gettext("English"), fr: gettext("French") };

  // Mark what holds a field, so that the style sheet can hide label, field and help together.
  const mark = (root) => {
    root.querySelectorAll("[data-language]").forEach((field) => {
      const line = field.closest(".form-multiline > div, .cell, td") || field.closest(".form-row");
      if (line) line.dataset.languageBox = field.dataset.language;
    });
    root.querySelectorAll("th[class*='column-']").forEach((head) => {
      const language = /_(en|fr)$/.exec([...head.classList].find((name) => name.startsWith("column-")) || "");
      if (language) head.dataset.languageBox = language[1];
    });
  };

  const show = (language) => {
    document.body.dataset.show = language;
  };

  const start = () => {
    const form = document.querySelector("#content form:has([data-language])");
    if (!form) return;
    mark(document);
    document.addEventListener("formset:added", (event) => mark(event.target));

    const kept = localStorage.getItem(KEY);
    const hasErrors = document.querySelector(".errorlist") !== null;
    const chosen = hasErrors || !(kept in WORDS) ? "both" : kept;

    const group = document.createElement("fieldset");
    group.className = "languages";
    const legend = document.createElement("legend");
    legend.textContent = gettext("Show");
    group.append(legend);
    for (const [language, words] of Object.entries(WORDS)) {
      const label = document.createElement("label");
      const radio = document.createElement("input");
      Object.assign(radio, { type: "radio", name: "languages-shown", value: language, checked: language === chosen });
      radio.addEventListener("change", () => {
        show(language);
        localStorage.setItem(KEY, language);
      });
      label.append(radio, words);
      group.append(label);
    }
    form.before(group);
    show(chosen);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
