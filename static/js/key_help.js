// The keyboard's help: the button that opens it, and the switch that turns single letters off, here and on other pages.
const SWITCH = "rolecraft.keys";

const help = document.getElementById("keys");
const opener = document.querySelector("[data-keys]");
const letters = help.querySelector("[data-letters]");

opener.hidden = false;
opener.addEventListener("click", () => help.showModal());
help.addEventListener("click", (event) => { if (event.target === help) help.close(); });
help.querySelector("[data-close]").addEventListener("click", () => help.close());
try {
  letters.checked = localStorage.getItem(SWITCH) !== "off";
} catch {
  letters.checked = true;
}
letters.addEventListener("change", () => {
  try {
    localStorage.setItem(SWITCH, letters.checked ? "on" : "off");
  } catch {
    // for this page, then
  }
});
