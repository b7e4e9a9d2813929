// What was done is said at the top of the page. A page that opens further down, at what it is about, says it at the
// bottom of the window too, until the reader does something. Without this file it waits at the top.
const region = document.getElementById("messages");
const area = document.querySelector("[data-toasts]");

function repeat() {
  const copies = [...region.children].map((message) => {
    const copy = message.cloneNode(true);
    for (const form of copy.querySelectorAll("form")) form.remove(); // a button stays where it is, once
    copy.dataset.said = "";
    return copy;
  });
  area.append(...copies);
  const done = new AbortController();
  for (const kind of ["click", "keydown"]) {
    document.addEventListener(kind, () => {
      done.abort();
      for (const copy of copies) copy.remove();
    }, { signal: done.signal });
  }
}

// The browser goes to the place once the page is laid out, at once or bit by bit; where the reader goes is theirs.
function watch() {
  const watcher = new IntersectionObserver((entries) => {
    if (entries.at(-1).isIntersecting) return;
    watcher.disconnect();
    repeat();
  });
  watcher.observe(region);
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(kind, () => watcher.disconnect(), { once: true, passive: true });
  }
}

if (area && location.hash && region?.children.length) watch();
