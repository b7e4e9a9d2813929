// The editor: says truly what is saved, sends one thing after the other, and keeps what somebody types through
// every answer. drafts.js, which keeps unsaved words in the browser, hears of them by the event "words".

const editor = document.getElementById("editor");
const bar = document.getElementById("save-bar");
const state = document.getElementById("save-state");
const notYet = bar.querySelector("[data-not-yet]");
const words = bar.querySelector("[data-words]").dataset; // what is said of each mood

const WORDS = ".line-form, #facts"; // forms that are saved by themselves
const TYPED = "textarea, select, input:not([type=hidden])";
const LONGEST_PAUSE = 60; // seconds between two tries
const LET_TYPE = 1500; // milliseconds, as the lines' own trigger waits

// Fields: what the server has of each, and what is in it now --------------------------------------------------

const saved = new Map(); // id → the words that the server has
const unsure = new Map(); // id → words that were sent and got no answer
const refused = new Map(); // id → words that the server would not take
const known = new WeakSet();

const value = (field) => (field.type === "checkbox" ? String(field.checked) : field.value);
const typed = (form) => [...form.elements].filter((field) => field.matches(TYPED));
const isWords = (field) => Boolean(field.id && field.name && field.form?.matches(WORDS)); // a comment stands among them
const fields = () => [...editor.querySelectorAll(TYPED)].filter(isWords);
const isWrong = (field) => field.getAttribute("aria-invalid") === "true";
const isStuck = (field) => isWrong(field) || refused.get(field.id) === value(field); // it's for the user to say more
const unsaved = () => fields().filter((field) => value(field) !== saved.get(field.id));

function drawn(field) {
  if (field.type === "checkbox") return String(field.defaultChecked);
  if (field.tagName !== "SELECT") return field.defaultValue.replace(/\r\n?/g, "\n");
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
}

function revisionOf(field) {
  return field.form.querySelector("[name=revision]");
}

// A field that an answer drew anew shows what the server has, unless it is marked as wrong.
function learn() {
  for (const field of fields()) {
    if (known.has(field)) continue;
    known.add(field);
    if (!isWrong(field) || !saved.has(field.id)) saved.set(field.id, drawn(field));
  }
}

function tell(field) {
  const isNew = field.id === "id_text" && field.form.matches(".new-line");
  const seen = isNew ? "" : saved.get(field.id);
  if (seen === undefined) return;
  const detail = { id: field.id, words: value(field), seen, revision: revisionOf(field)?.value ?? "" };
  document.dispatchEvent(new CustomEvent("words", { detail }));
}

// One thing after the other -------------------------------------------------------------------------------------

let current = null; // what is under way: its form, and what was sent
let failure = null; // why the last thing was not done
let tries = 0;
let retry;
const waiting = []; // what was pressed meanwhile: on which form, and how to press it again; words go first
const asked = new Map(); // forms of words to be sent, by their address; true where somebody pressed to save

const isOurs = (element) => editor.contains(element) || bar.contains(element);
const holdsWords = (element) => Boolean(element.matches?.(WORDS));
const address = (form) => form.getAttribute("hx-post") ?? form.getAttribute("action");
const forms = () => [...document.querySelectorAll("#editor form, #save-bar form")];
const byAddress = (url) => forms().find((form) => address(form) === url);
const keyOf = (form) => form.id || address(form);

document.body.addEventListener("htmx:confirm", (event) => {
  const { elt, issueRequest, triggeringEvent } = event.detail;
  if (!isOurs(elt)) return;
  if (holdsWords(elt)) {
    const mine = fields().filter((field) => field.form === elt);
    const isNews = mine.some((field) => isWrong(field) || value(field) !== saved.get(field.id));
    if (!isNews) event.preventDefault(); // the words were sent while this was waiting for the typing to end
    else if (current) {
      event.preventDefault();
      asked.set(address(elt), asked.get(address(elt)) || triggeringEvent?.type === "submit");
    }
    return;
  }
  if (!current && !toSend(true)) return;
  event.preventDefault();
  const key = elt.tagName === "FORM" && keyOf(elt);
  if (!key) waiting.push({ run: () => issueRequest(true) });
  else if (elt.matches("[data-repeat]") || !(isUnderWay(elt) || waiting.some((task) => task.key === key))) {
    waiting.push({ key, run: again(elt, triggeringEvent?.submitter) });
  }
  next();
});

// The second click of a double click.
function isUnderWay(form) {
  if (form !== current?.form) return false;
  return typed(form).every((field) => current.sent.get(field.id) === value(field));
}

// What was pressed is pressed again once its turn has come, on the page as it is by then.
function again(form, button) {
  const key = keyOf(form);
  return () => {
    const now = form.isConnected ? form : forms().find((other) => keyOf(other) === key);
    let there = button?.isConnected ? button : button?.id && document.getElementById(button.id);
    if (there && !form.matches("[data-repeat]") && keyOf(there.form) !== key) return; // it does the opposite by now
    if (!there && !button?.id) {
      const buttons = [...(now?.elements ?? [])].filter((other) => other.type === "submit");
      there = buttons.find((other) => other.name === (button?.name ?? "") && other.value === (button?.value ?? ""));
    }
    there?.click();
  };
}

// Words that can be sent now: those that somebody asked for, or all where `all` has to be saved first.
function toSend(all) {
  const ready = unsaved().filter((field) => field.checkValidity());
  // Words that were refused, or that would replace somebody else's, go only where somebody pressed to save them.
  const due = ready.find((field) => {
    const url = address(field.form);
    return isStuck(field) ? asked.get(url) : all || asked.has(url);
  });
  return due?.form;
}

function next() {
  if (current) return;
  const form = toSend(waiting.length > 0);
  if (form) {
    asked.delete(address(form));
    window.htmx.trigger(form, "submit");
    if (current) return;
  }
  while (waiting.length && !current) waiting.shift().run();
  show();
}

function saveAll() {
  for (const { form } of unsaved()) asked.set(address(form), asked.get(address(form)) ?? false);
  next();
}

document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!isOurs(detail.elt)) return;
  const text = detail.elt.matches(".line-form") && detail.elt.querySelector("textarea");
  if (text && unsure.has(text.id)) detail.parameters.sent = unsure.get(text.id);
});

document.body.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const form = detail.elt;
  if (!isOurs(form)) return;
  const sent = new Map();
  for (const field of form.tagName === "FORM" ? typed(form) : []) if (field.name) sent.set(field.id, value(field));
  current = { form, sent, isQuiet: detail.requestConfig.verb === "get" }; // what only looks saves nothing
  show();
});

// An answer from another address than the asked one is the sign-in page: it has no place in the editor.
function strayed({ xhr, requestConfig }) {
  if (!xhr.responseURL) return false;
  const answered = new URL(xhr.responseURL).pathname;
  return requestConfig.verb !== "get" && answered !== new URL(requestConfig.path, location.href).pathname;
}

document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.requestConfig?.elt;
  if (!current || form !== current.form) return;
  const { sent } = current;
  const why = reason(detail);
  if (why) fail(why, form, sent);
  else succeed(detail.xhr, form, sent);
  setTimeout(() => { // by then the answer is on the page
    current = null;
    next();
  }, 25);
});

function reason(detail) {
  const { status } = detail.xhr;
  if (status === 0) return navigator.onLine ? "unreachable" : "offline";
  if (status === 401 || (status < 400 && strayed(detail))) return "out";
  if (status >= 500 || status === 429) return "broken";
  return detail.successful ? null : "refused";
}

function succeed(xhr, form, sent) {
  failure = null;
  tries = 0;
  clearTimeout(retry);
  if (form.matches(".new-line") && xhr.getResponseHeader("HX-Trigger-After-Settle")) {
    document.dispatchEvent(new CustomEvent("words", { detail: { id: "id_text", words: "", seen: "" } }));
  }
  if (!holdsWords(form) || xhr.getResponseHeader("HX-Retarget")) return;
  const not = (xhr.getResponseHeader("X-Not-Saved") ?? "").split(" ");
  for (const [id, text] of sent) {
    const field = document.getElementById(id);
    refused.delete(id);
    if (not.includes(field?.name)) refused.set(id, text);
    if (!saved.has(id) || refused.has(id)) continue;
    saved.set(id, text);
    unsure.delete(id);
    if (field) tell(field);
  }
}

function fail(why, form, sent) {
  waiting.length = 0; // nothing happens later that nobody expects any more
  const isNew = form.matches(".new-line");
  const isLost = !holdsWords(form) && !isNew; // it isn't tried again: by then it would surprise
  failure = { why: isLost && why !== "out" ? "failed" : why, pressed: !holdsWords(form) };
  if (why === "out" || why === "refused") return;
  for (const [id, text] of sent) if (saved.has(id) && form.matches(".line-form")) unsure.set(id, text);
  const url = address(form);
  clearTimeout(retry);
  tries += 1;
  retry = setTimeout(() => tryAgain(isNew && url), 1000 * Math.min(2 ** tries, LONGEST_PAUSE));
}

function tryAgain(url) {
  clearTimeout(retry);
  const form = url ? byAddress(url) : null;
  if (form?.querySelector("textarea").value.trim()) waiting.push({ key: url, run: () => form.requestSubmit() });
  saveAll();
}

window.addEventListener("online", () => (failure && !["out", "refused"].includes(failure.why) ? tryAgain() : show()));
window.addEventListener("offline", show);

// What is said ---------------------------------------------------------------------------------------------------

let told = state.cloneNode(true); // the server's last words
document.body.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target === state) told = state.cloneNode(true);
});

function mood() {
  const open = unsaved();
  if (current && !current.isQuiet) return "saving";
  if (failure && (open.length || failure.pressed)) return failure.why;
  if (!navigator.onLine) return "offline";
  if (open.some((field) => isStuck(field) || !field.checkValidity())) return "marked";
  return open.length ? "typing" : "saved";
}

function show() {
  const now = mood();
  notYet.hidden = now !== "typing";
  if (now === bar.dataset.mood) return;
  bar.dataset.mood = now;
  if (now === "typing") return; // seen, not announced at the first letter of every word
  if (now === "saved") {
    if (state.textContent !== told.textContent) state.replaceChildren(...told.cloneNode(true).childNodes);
    return;
  }
  state.textContent = words[now];
  if (now !== "out") return;
  const link = document.createElement("a");
  link.href = words.signIn;
  link.textContent = words.signInLabel;
  state.append(" ", link);
}

// What is typed is kept through an answer that draws its field anew ------------------------------------------------

let kept = [];
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (current && detail.requestConfig?.elt === current.form && strayed(detail)) {
    detail.shouldSwap = false;
    detail.isError = true;
    return;
  }
  kept = [];
  for (const field of editor.querySelectorAll(TYPED)) {
    if (!field.id || field.type === "radio") continue;
    const base = saved.has(field.id) ? saved.get(field.id) : drawn(field);
    const isSent = current?.form === field.form && current?.sent.get(field.id) === value(field);
    if (value(field) === base || isSent) continue;
    const key = field.form?.matches(".new-line") ? field.form.querySelector("[name=creation_key]").value : "";
    kept.push({ field, base, key, text: value(field), revision: field.form && revisionOf(field)?.value,
      start: field.selectionStart, end: field.selectionEnd });
  }
});

function putBack() {
  for (const { field, base, key, text, revision, start, end } of kept) {
    const now = document.getElementById(field.id);
    if (!now || now === field) continue;
    const theirs = drawn(now);
    known.add(now);
    saved.set(now.id, theirs);
    if (field.type === "checkbox") now.checked = text === "true";
    else now.value = text;
    if (key) now.form.querySelector("[name=creation_key]").value = key;
    // Somebody else's words are in the line now: sent with the revision that was seen, ours ask before they replace them.
    if (revision && theirs !== base) revisionOf(now).value = revision;
    if (start !== null && now === document.activeElement) now.setSelectionRange?.(start, end);
    if (!isWords(now)) {
      saved.delete(now.id);
      continue;
    }
    setTimeout(() => {
      asked.set(address(now.form), false);
      next();
    }, LET_TYPE);
  }
  kept = [];
}
document.body.addEventListener("htmx:afterSwap", () => {
  if (kept.length) putBack();
  learn();
});

// ------------------------------------------------------------------------------------------------------------------

editor.addEventListener("input", ({ target }) => {
  if (isWords(target) || target.matches(".new-line textarea")) tell(target);
  show();
});
editor.addEventListener("htmx:validation:halted", show);
document.addEventListener("save-now", saveAll); // the keyboard's
document.addEventListener("once-saved", ({ detail }) => {
  waiting.push({ run: detail });
  next();
});

// A form of the page itself, publishing for example, waits until all words are saved: it would leave them out.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (isOurs(form) || !form.closest("main") || form.method !== "post" || event.defaultPrevented) return;
  const open = unsaved();
  const wrong = open.find((field) => isStuck(field) || !field.checkValidity()) ?? fields().find(isWrong);
  if (!wrong && !open.length && !current) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // or the button would count as pressed
  if (wrong) {
    wrong.focus();
    show();
    return;
  }
  const button = event.submitter;
  waiting.push({ run: () => { if (!unsaved().length) form.requestSubmit(button); } });
  next();
}, true);

// Where the browser keeps nothing, leaving with unsaved words asks first.
window.addEventListener("beforeunload", (event) => {
  if (bar.dataset.kept === "no" && unsaved().length) event.preventDefault();
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  // The bar says it where words were sent: status.js need not say it once more.
  document.body.addEventListener(name, (event) => { if (holdsWords(event.detail.elt)) event.stopPropagation(); });
}

learn();
show();
