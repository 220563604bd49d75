// The council's table by keys: rows by arrows or J and K, levels by 1 to 4, L the reason, P the ballots, Enter goes on.
// Without it each line has its own button, and everything else is the same.
"use strict";

const lines = () => all(".council-lines tbody tr");
const opinion = (row) => row?.querySelector("select");

for (const button of all("[data-plain]")) button.hidden = true;

function goTo(row) {
  const field = opinion(row);
  if (!field) return false;
  field.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

// From the last row Enter leads to what comes next: the closing of the session.
function goOn(row, step) {
  const rows = lines();
  if (goTo(rows[rows.indexOf(row) + step]) || step < 0) return;
  document.querySelector(".council-strip .btn")?.focus();
}

function setLevel(row, number) {
  const field = opinion(row);
  if (!field?.options[number]) return;
  field.selectedIndex = number;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function byKey(row, key) {
  const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, Enter: 1 };
  if (key in steps) return goOn(row, steps[key]);
  if (/^[0-4]$/.test(key)) return setLevel(row, Number(key));
  const field = { l: "textarea", p: "input[inputmode]" }[key];
  if (field) row.querySelector(field).focus();
  return undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const row = event.target.closest?.(".council-lines tbody tr");
  const typed = row && event.target.matches("textarea, input");
  if (!row) {
    if ((key === "j" || key === "ArrowDown") && event.target.matches("body, main") && goTo(lines()[0])) event.preventDefault();
    return;
  }
  if (typed && key === "Escape") return goTo(row);
  if (typed && (key !== "Enter" || event.shiftKey)) return;
  if (!typed && !event.target.matches("select")) return;
  if (!["j", "k", "l", "p", "ArrowDown", "ArrowUp", "Enter", "0", "1", "2", "3", "4"].includes(key)) return;
  event.preventDefault();
  byKey(row, key);
});

function say(row, sentence) {
  const state = row?.querySelector(".line-state");
  const version = state?.querySelector("input");
  if (version) state.replaceChildren(version, sentence);
}

// What is typed is not saved until the server says so.
document.addEventListener("input", (event) => say(event.target.closest(".council-lines tbody tr"), "Chưa lưu"));
// Lines are saved one after the other; where the server was too busy for one, it is asked again, three times at most.
document.addEventListener("htmx:responseError", (event) => {
  const row = event.target.closest(".council-lines tbody tr");
  if (!row) return;
  if ([403, 404].includes(event.detail.xhr.status)) {
    say(row, "Chưa lưu: hồ sơ không còn ở hội đồng này, hoặc đồng chí không còn quyền ghi.");
  }
  if (event.detail.xhr.status < 500) return;
  row.dataset.tried = 1 + Number(row.dataset.tried || 0);
  if (row.dataset.tried <= 3) setTimeout(() => row.dispatchEvent(new Event("change", { bubbles: true })), 1500);
});
document.addEventListener("htmx:afterSwap", (event) => { delete event.target.closest?.("tr")?.dataset.tried; });

let sent = false;
document.addEventListener("submit", () => { sent = true; });
window.addEventListener("beforeunload", (event) => {
  if (!sent && all(".line-state").some((state) => state.textContent.includes("Chưa lưu"))) event.preventDefault();
});
