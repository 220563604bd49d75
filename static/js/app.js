// The few things a page does by itself. Everything here is a comfort: each page works whole without it.
"use strict";

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

// Ctrl+Enter presses the page's one deed, from wherever one is typing.
document.addEventListener("keydown", (event) => {
  const deed = event.key === "Enter" && (event.ctrlKey || event.metaKey) && document.querySelector("[data-ctrl-enter]");
  if (!deed || event.isComposing) return;
  event.preventDefault();
  deed.click();
});

// Keys: "/" goes to the search; j, k and the arrows go from row to row of table[data-rows].
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") closeMenus();
  if (typing(event.target)) return;
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else {
    moveInRows(event);
  }
});

function moveInRows(event) {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  const here = event.target.closest("table[data-rows]");
  const table = here || (event.key.length === 1 && document.querySelector("table[data-rows]"));
  if (!step || !table) return;
  const links = all("tbody tr", table).map((row) => row.querySelector("[data-row-link], a, button")).filter(Boolean);
  const current = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = links[current + step] || (current < 0 && links[0]);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function closeMenus(except) {
  for (const menu of all("details[data-menu][open]")) {
    if (menu === except) continue;
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
}
document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));
  const fill = event.target.closest("[data-fill]");
  if (fill) fillIn(JSON.parse(fill.dataset.fill));
  const everybody = event.target.closest("a[data-tick]");
  if (everybody) tickAll(event, everybody);
});

// The link would open the page anew, with all ticked and nothing of what was typed.
function tickAll(event, link) {
  event.preventDefault();
  const named = (box) => box.name === link.dataset.tick || box.name.endsWith(`-${link.dataset.tick}`);
  const boxes = Array.from(link.closest("form").elements).filter((box) => box.type === "checkbox" && named(box) && !box.checked);
  for (const box of boxes) box.checked = true;
  boxes[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
}

function fillIn(values) {
  for (const [id, value] of Object.entries(values)) document.getElementById(id).value = value;
  const form = document.getElementById(Object.keys(values)[0]).form;
  form.scrollIntoView({ block: "center" });
  form.querySelector("[type=submit], button:not([type])").focus();
}

// Unsaved changes: the browser asks before the page is left.
let unsaved = false;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-guard]")) unsaved = true;
  if (form?.matches("[data-keep]")) keep(form);
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
// An answer to htmx says that it stored the form with the header "HX-Trigger: saved".
document.addEventListener("saved", (event) => {
  const form = event.target.closest("form");
  if (form?.matches("[data-guard]")) unsaved = false;
  if (form?.matches("[data-keep]")) sessionStorage.removeItem(kept(form));
});

// Sent once: the buttons rest until the answer, or until the page is shown again from the back button.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  unsaved = false;
  if (form.matches("[data-again]")) return;
  if (form.matches("[data-guard]")) remember("stood", JSON.stringify({ on: location.pathname, at: window.scrollY }));
  // Of two versions one is chosen: what was typed still belongs to the form that it was typed in.
  if (form.id !== "both-versions" && fields(form).length && !form.querySelector("[type=password]")) note(form);
  // After this event, or the pressed button's own name and value would not be sent.
  setTimeout(() => buttons(form).forEach((button) => { button.disabled = true; }));
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) all("form").flatMap(buttons).forEach((button) => { button.disabled = false; });
});
const buttons = (form) => Array.from(form.elements).filter((element) => element.type === "submit" && !("never" in element.dataset));

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

// Typed text outlives a dropped line, a reload and an expired session; it is kept in this tab for whoever typed it, and offered.
const kept = (form) => `keep:${form.dataset.keep || form.getAttribute("action") || location.pathname}`;
const fields = (form) => Array.from(form.elements).filter(
  (element) => element.name && !["hidden", "password", "file", "submit", "button"].includes(element.type));
const identity = (element) => (element.type === "radio" || element.type === "checkbox" ? `${element.name}=${element.value}` : element.name);
const current = (element) => (element.type === "radio" || element.type === "checkbox" ? element.checked : element.value);
const state = (form) => Object.fromEntries(fields(form).map((element) => [identity(element), current(element)]));

function remember(name, text) {
  try {
    sessionStorage.setItem(name, text);
  } catch {
    // A full or forbidden store only costs the comfort.
  }
}

function keep(form) {
  remember(kept(form), JSON.stringify({ by: document.body.dataset.user, typed: state(form) }));
}

// What was sent is let go only when the next page says that it is stored: a dropped line, a refusal, an expired
// session or an error page says nothing of the kind, and the text stays.
function note(form) {
  keep(form);
  remember("sent", kept(form));
}

function letGo() {
  if (document.getElementById("both-versions")) return;  // still on its way
  const sent = sessionStorage.getItem("sent");
  const stored = document.querySelector("[data-stored]") && !document.querySelector("[data-error-summary]");
  sessionStorage.removeItem("sent");
  if (sent && stored) sessionStorage.removeItem(sent);
  return stored ? null : sent;
}

// What was sent when the session had ended waits on the sign-in page, and is then typed into its form again.
function comeBack() {
  if (document.querySelector("[data-signing-in]")) return sessionStorage.setItem("signed in for", sessionStorage.getItem("sent") || "");
  const sent = letGo();
  const ended = sent && sent === sessionStorage.getItem("signed in for");
  sessionStorage.removeItem("signed in for");
  for (const form of all("form[method=post]")) {
    if (ended && kept(form) === sent) fillAgain(form);
    else if (form.matches("[data-keep]")) offer(form);
  }
  if (sent?.startsWith("keep:/")) sessionStorage.removeItem(sent); // not a form[data-keep]: kept on this way alone
  return undefined;
}

// What is kept of the form and differs from what it shows; somebody else's text is dropped.
function differing(form) {
  const { by, typed } = JSON.parse(sessionStorage.getItem(kept(form)) || "{}");
  if (by !== document.body.dataset.user) return { foreign: drop(form) };
  return { typed, elements: fields(form).filter((e) => identity(e) in typed && typed[identity(e)] !== current(e)) };
}

function drop(form) {
  const had = kept(form) in sessionStorage;
  sessionStorage.removeItem(kept(form));
  return had;
}

function fillAgain(form) {
  const { foreign, typed, elements } = differing(form);
  if (foreign) noteOn(form, "Nội dung đã gõ trước khi đăng nhập là của người khác, đã bỏ. Không có gì được lưu.");
  if (!elements?.length) return;
  noteOn(form, "Đã đăng nhập lại. Nội dung đã gõ ở đây chưa lưu, đồng chí bấm nút lưu để lưu.");
  restore(form, elements, typed);
}

function offer(form) {
  if ("saved" in form.dataset) return drop(form);
  const { typed, elements } = differing(form);
  if (!elements?.length) return undefined;
  return noteOn(form, "Có nội dung đồng chí đã gõ mà chưa lưu.",
    choice("Lấy lại", () => restore(form, elements, typed)), choice("Bỏ", () => drop(form)));
}

function noteOn(form, sentence, ...choices) {
  const notice = document.createElement("div");
  notice.className = "alert alert-info kept-notice";
  notice.setAttribute("role", "status");
  notice.append(sentence, ...choices);
  notice.addEventListener("click", (event) => event.target.matches("button") && notice.remove());
  form.prepend(notice);
  unfold(form);
}

// A form may stand folded behind its button: what is said on it is to be seen.
function unfold(form) {
  for (let place = form.closest("details"); place; place = place.parentElement.closest("details")) place.open = true;
}

function choice(label, deed) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-sm btn-outline-primary", textContent: label });
  button.addEventListener("click", deed);
  return button;
}

function restore(form, elements, typed) {
  for (const element of elements) {
    element[element.type === "radio" || element.type === "checkbox" ? "checked" : "value"] = typed[identity(element)];
  }
  elements[0].dispatchEvent(new Event("input", { bubbles: true }));
  elements[0].dispatchEvent(new Event("change", { bubbles: true }));
  elements[0].focus();
}

// After a draft was saved one stands where one was; what is said of it stays in sight.
function standAgain() {
  const { on, at } = JSON.parse(sessionStorage.getItem("stood") || "{}");
  sessionStorage.removeItem("stood");
  const said = document.querySelector("[data-stored]");
  if (on !== location.pathname || !said || location.hash) return;
  said.classList.add("alert-follows");
  window.scrollTo({ top: at, behavior: "instant" });
}

comeBack();
standAgain();
document.querySelector("[data-error-summary], .is-invalid, [aria-invalid=true]")?.focus();

// What stands in a field, copied; where the browser gives no clipboard (no TLS) it stands selected, for Ctrl+C.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  document.getElementById(button.dataset.copy).select();
  if (!navigator.clipboard) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
  button.textContent = "Đã chép";
});
