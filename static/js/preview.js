// The preview as on a phone or on a desktop: as wide as that, made smaller where there is no room. The choice is kept.

const KEY = "rolecraft.preview";
const WIDTH = { phone: 390, desktop: 1280 };

const box = document.querySelector("[data-preview-box]");
const frame = box.querySelector("[data-preview]");
const switches = box.querySelector("[data-preview-widths]");
const buttons = [...switches.querySelectorAll("[data-width]")];

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

let shown = box.dataset.width || remembered();
if (!(shown in WIDTH)) shown = box.dataset.first;

function fit() {
  const room = frame.parentElement.clientWidth;
  const height = frame.parentElement.clientHeight;
  const width = shown === "desktop" && box.dataset.wide ? Math.max(WIDTH.desktop, room) : WIDTH[shown];
  const scale = Math.min(1, room / width);
  Object.assign(frame.style, {
    width: `${width}px`,
    height: `${height / scale}px`,
    marginLeft: `${Math.max(0, (room - width) / 2)}px`,
    transform: scale < 1 ? `scale(${scale})` : "none",
  });
}

function show(width) {
  shown = width;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.width === width));
  fit();
}

switches.hidden = false;
switches.addEventListener("click", (event) => {
  const button = event.target.closest("[data-width]");
  if (!button) return;
  event.preventDefault();
  show(button.dataset.width);
  try {
    localStorage.setItem(KEY, shown);
  } catch {
    // not kept, then
  }
});
new ResizeObserver(fit).observe(frame.parentElement);
show(shown);
