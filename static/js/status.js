// Says so when something that htmx sent did not arrive: silence would look like success.
const area = document.querySelector("[data-toasts]");

// What the page itself has to say (said.js) stays.
function clear() {
  for (const message of area.querySelectorAll(".message:not([data-said])")) message.remove();
}

function say(words) {
  const message = document.createElement("div");
  message.className = "message error";
  const text = document.createElement("p");
  text.textContent = words;
  message.append(text);
  clear();
  area.append(message);
}

if (area) {
  document.addEventListener("htmx:sendError", () => say(area.dataset.offline));
  document.addEventListener("htmx:timeout", () => say(area.dataset.offline));
  document.addEventListener("htmx:responseError", ({ detail }) => {
    say(detail.xhr.status === 401 ? area.dataset.signedOut : area.dataset.refused);
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) clear(); });
}
