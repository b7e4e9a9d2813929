// Signing out takes along what was typed and not saved: the next one at the computer is somebody else.
const PREFIX = "rolecraft.draft/"; // as drafts.js writes it

document.addEventListener("submit", ({ target }) => {
  if (!new URL(target.action, location.href).pathname.endsWith("/logout/")) return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // nothing is kept where nothing may be
  }
});
