// Words that were typed and not saved are kept in this browser: by user, posting, field, revision and tab. The next
// time that the posting is opened they are offered, beside what is there by then. They go when they are saved, when
// somebody signs out (sign_out.js), and after a week.

const PREFIX = "rolecraft.draft/"; // sign_out.js knows it too
const WEEK = 7 * 24 * 60 * 60 * 1000;

const bar = document.getElementById("save-bar");
const editor = document.getElementById("editor");
const mine = `${PREFIX}${bar.dataset.owner}/${bar.dataset.posting}/`;
const tab = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

function keysOf(prefix) {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return typeof draft?.words === "string" && typeof draft.at === "number" ? draft : null;
  } catch {
    return null;
  }
}

// Keeping -------------------------------------------------------------------------------------------------------

document.addEventListener("words", ({ detail: { id, words, seen, revision } }) => {
  try {
    const key = `${mine}${id}@${revision ?? ""}/${tab}`;
    for (const old of keysOf(`${mine}${id}@`)) if (old.endsWith(`/${tab}`) && old !== key) localStorage.removeItem(old);
    if (words === seen) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ words, seen, at: Date.now() }));
    bar.dataset.kept = "yes";
  } catch {
    bar.dataset.kept = "no"; // full, or not allowed: saving.js then asks before the page is left
  }
});

// Offering -------------------------------------------------------------------------------------------------------

let offers = [];

function find() {
  for (const key of keysOf(PREFIX)) {
    const draft = read(key);
    if (!draft || Date.now() - draft.at > WEEK) localStorage.removeItem(key);
    else if (key.startsWith(mine) && !key.endsWith(`/${tab}`)) {
      const [id, revision] = key.slice(mine.length).split("/")[0].split("@");
      offers.push({ key, id, revision, ...draft });
    }
  }
  const lines = [...editor.querySelectorAll(".line-form textarea")].map((field) => field.value);
  offers = offers.filter((offer) => {
    const field = fieldOf(offer.id);
    // A line that was added has arrived, if only its answer got lost.
    const isThere = field && (field.value === offer.words || (offer.id === "id_text" && lines.includes(offer.words)));
    if (isThere || !offer.words.trim()) localStorage.removeItem(offer.key);
    return !isThere && offer.words.trim();
  });
}

function fieldOf(id) {
  const element = document.getElementById(id);
  return element && "value" in element ? element : null; // a fact that the template sets by now has no field
}

function when(at) {
  const day = new Date(at);
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const isToday = day.toDateString() === new Date().toDateString();
  return day.toLocaleString(document.documentElement.lang, isToday ? time : { day: "numeric", month: "long", ...time });
}

// The place of an offer: over its field; over all where the field is gone.
function placeOf(field) {
  return field ? (field.closest(".line-form") ?? field.closest("[id^=fact-], .field")) : document.getElementById("lines");
}

function put(offer) {
  const boxId = `offer-${offers.indexOf(offer)}`;
  if (offer.done || document.getElementById(boxId)) return;
  const field = fieldOf(offer.id);
  const place = placeOf(field);
  if (!place) return;
  const box = document.getElementById("draft-offer").content.firstElementChild.cloneNode(true);
  const is = (name) => box.querySelector(`[data-${name}]`);
  box.id = boxId;
  is("when").textContent = when(offer.at);
  is("words").textContent = shown(field, offer.words);
  const hasMoved = field && field.value !== offer.seen;
  is("theirs").hidden = !hasMoved;
  if (hasMoved) is("now").textContent = shown(field, field.value) || is("now").dataset.nothing;
  is("gone").hidden = Boolean(field);
  is("use").hidden = !field;
  is("use").addEventListener("click", () => use(offer, box));
  is("discard").addEventListener("click", () => done(offer, box));
  if (place.matches("#lines, .line-form")) place.before(box);
  else place.prepend(box);
}

// A choice is kept by its value, and shown by its words.
function shown(field, words) {
  if (field?.tagName !== "SELECT") return words;
  return [...field.options].find((option) => option.value === words)?.text ?? words;
}

function use(offer, box) {
  const field = fieldOf(offer.id);
  if (!field) return;
  field.value = offer.words;
  field.dispatchEvent(new Event("input", { bubbles: true })); // from here on it is a draft of this tab's
  done(offer, box);
  field.focus();
  if (!field.closest(".new-line")) field.dispatchEvent(new Event("change", { bubbles: true }));
}

function done(offer, box) {
  offer.done = true;
  localStorage.removeItem(offer.key);
  box.remove();
  (fieldOf(offer.id) ?? document.querySelector("#lines h2"))?.focus();
  note();
}

function note() {
  const open = offers.find((offer) => !offer.done);
  const link = bar.querySelector("[data-offered]");
  link.hidden = !open;
  link.href = `#offer-${offers.indexOf(open)}`;
}

function offerAll() {
  for (const offer of offers) put(offer);
}

// Another tab has saved or thrown away what is offered here.
window.addEventListener("storage", ({ key, newValue }) => {
  const offer = newValue === null && offers.find((one) => one.key === key);
  if (!offer || offer.done) return;
  offer.done = true;
  document.getElementById(`offer-${offers.indexOf(offer)}`)?.remove();
  note();
});

try {
  find();
  offerAll();
  note();
  document.body.addEventListener("htmx:afterSettle", offerAll);
} catch {
  bar.dataset.kept = "no";
}
