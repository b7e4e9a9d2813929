// The admin's look-up fields draw their own box in place of a select, and give it no name. This takes the label's.
(() => {
  "use strict";
  const name = (root) => {
    root.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      const label = select.labels && select.labels[0];
      const box = select.nextElementSibling;
      if (!label || !box) return;
      box.querySelectorAll("[role='combobox'], [role='textbox']").forEach((part) => {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
      });
    });
  };
  window.addEventListener("load", () => name(document));
  document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));
})();
