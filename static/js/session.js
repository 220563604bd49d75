// What a page does when its session or its line is lost: it stays, tells, and can be saved once both are back.
"use strict";

const session = new BroadcastChannel("session");
const reader = document.body.dataset.user;

// One strip over the page for each matter; it takes no focus, so that nobody types into it.
function tell(matter, sentence, ...ways) {
  hush(matter);
  const strip = document.createElement("div");
  strip.className = "alert alert-warning line-notice";
  strip.dataset.matter = matter;
  strip.setAttribute("role", "alert");
  strip.append(sentence, ...ways);
  document.body.prepend(strip);
}
const hush = (matter) => all(`[data-matter="${matter}"]`).forEach((strip) => strip.remove());

// The server answers a fragment without a session, or with an outdated token, by the header "HX-Trigger: session-ended".
document.addEventListener("session-ended", (event) => renew(event.target));
session.addEventListener("message", () => document.querySelector("[data-matter=session]") && renew());
if (document.querySelector("[data-signed-in]")) session.postMessage("signed in");

// Who is signed in by now? The same person goes on with a fresh token; nobody saves in another's name.
async function renew(asker) {
  const answer = await fetch(document.body.dataset.session, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) return lineLost();
  if (answer.status !== 200) return tell("session", "Phiên làm việc đã hết, nội dung trên trang này chưa lưu. ", signIn(), again());
  const now = await answer.json();
  if (now.user !== reader) {
    return tell("session", `${now.name} đang đăng nhập, còn trang này do người khác mở: không lưu được từ đây.`);
  }
  for (const field of all("[name=csrfmiddlewaretoken]")) field.value = now.token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": now.token }));
  hush("session");
  return askAnew(asker);
}

// What htmx was to work out is asked once more. An asker's second refusal in a row is left alone.
let asked = null;
function askAnew(asker) {
  const form = asker?.closest("form, tr[hx-post]") || document.querySelector("form[data-guard]");
  if (!form || (asker && asked === asker)) return;
  asked = asker;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.successful) asked = null; });

function signIn() {
  const link = document.createElement("a");
  Object.assign(link, { href: document.body.dataset.signIn, target: "_blank", textContent: "Đăng nhập lại trong thẻ mới" });
  return link;
}
const again = () => choice("Đã đăng nhập lại", () => renew());

// The line: told as long as it is lost; a form that is sent without it stays as it is.
function lineLost() {
  tell("line", "Mất kết nối mạng: chưa lưu được. Nội dung đã gõ vẫn còn trên trang này.");
  tellStates();
}
function lineBack() {
  hush("line");
  tellStates();
}
// A browser calls itself offline where a machine has no network but itself, and the server may run right there: so it is asked.
const lost = () => document.querySelector("[data-matter=line]");
const answers = () => fetch(document.body.dataset.session || location.href, { cache: "no-store" }).then(() => true, () => false);
window.addEventListener("offline", async () => { if (!await answers()) lineLost(); });
window.addEventListener("online", () => { lineBack(); askAnew(); });
document.addEventListener("htmx:sendError", lineLost);
document.addEventListener("htmx:afterOnLoad", lineBack);
document.addEventListener("submit", async (event) => {
  if (!lost()) return;
  const { target: form, submitter } = event;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!await answers()) return lineLost();
  lineBack();
  form.requestSubmit(submitter);
}, true);

// [data-save-state="form's id"] tells that a form is saved: no longer than it is true.
function tellStates() {
  for (const state of all("[data-save-state]")) {
    state.dataset.saved ??= state.textContent;
    state.textContent = lost() ? "Chưa lưu: mất kết nối mạng" : "typed" in state.dataset ? "Chưa lưu" : state.dataset.saved;
  }
}
document.addEventListener("input", (event) => {
  all(`[data-save-state="${event.target.form?.id}"]`).forEach((state) => { state.dataset.typed = ""; });
  tellStates();
});
