// From doubtful value to doubtful value: Tab, Enter for "right as it stands", and the counter of what is left.

import { form, isValue, say, sides } from "./fields.js";

const counter = document.getElementById("doubts");
const told = document.getElementById("seen");
const seen = new Set(JSON.parse(told?.value || "[]"));
let backwards = false;

function mark(input) {
  return `${input.name}|${input.value}`;
}

function stops() {
  return [...(form?.querySelectorAll(".stop:enabled") ?? [])].filter((each) => each.checkVisibility());
}

function isSeen(input) {
  return seen.has(mark(input)) || input.classList.contains("seen");
}

export function look(input) {
  if (!input.classList.contains("stop")) return;
  seen.add(mark(input));
  if (told) told.value = JSON.stringify([...seen]);
  count();
}

export function count() {
  const every = stops();
  every.forEach((each) => each.classList.toggle("seen", isSeen(each)));
  const away = Number(document.getElementById("payments")?.dataset.away ?? 0);
  const left = every.filter((each) => !isSeen(each)).length + away;
  if (!counter) return;
  const { one, many, none } = counter.dataset;
  counter.textContent = left === 0 ? `✓ ${none}` : `▲ ${left === 1 ? one : many.replace("#", left)}`;
  counter.classList.toggle("none", left === 0);
}

// Go to the next value that is to be checked; behind the last one stands the button that confirms.
export function go(step) {
  const from = document.activeElement;
  const left = stops().filter((each) => !isSeen(each) && each !== from);
  // With nothing left to check Tab is what it is everywhere.
  const lines = from.closest?.("[data-payment]");
  const further = lines?.querySelector(`button[data-doubt='${step > 0 ? "after" : "before"}']`);
  if (!left.length && !further && !from.matches(".stop")) return false;
  const side = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const ahead = left.filter((each) => from.compareDocumentPosition(each) & side);
  const next = step > 0 ? ahead[0] : ahead[ahead.length - 1];
  // Other lines of the same payment come before another payment, and behind its own header.
  const leaves = step > 0 ? !lines?.contains(next ?? null) : !next?.closest("tr.line") || !lines?.contains(next);
  if (further && leaves && (step > 0 || from.closest("tr.line"))) {
    backwards = step < 0;
    further.click();
  } else if (next) enter(next);
  else if (step > 0) document.getElementById("confirm")?.focus();
  else return false;
  return true;
}

function enter(input) {
  input.focus({ preventScroll: true });
  input.scrollIntoView({ block: "nearest" });
  input.select?.();
}

form?.addEventListener("input", (event) => {
  if (event.target.classList?.contains("stop")) {
    event.target.classList.add("seen");
    count();
  }
});

form?.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || !isValue(event.target)) return;
  if (event.key === "Tab" && !event.altKey && sides.dataset.ordinaryTab !== "yes") {
    if (go(event.shiftKey ? -1 : 1)) event.preventDefault();
  } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    go(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && !event.altKey && event.target.tagName === "INPUT") {
    event.preventDefault();
    look(event.target);
    go(1);
    say(counter?.textContent ?? "");
  }
});

document.addEventListener("swapped", () => {
  count();
  const asked = form.querySelector("[autofocus]");
  if (!asked) return;
  const left = stops().filter((each) => !isSeen(each) && each.closest("tr.line") && asked.closest("[data-payment]").contains(each));
  asked.removeAttribute("autofocus");
  (left.at(backwards ? -1 : 0) ?? asked).setAttribute("autofocus", "");
  backwards = false;
});
count();
const first = stops().find((each) => !isSeen(each));
if (first && !location.hash && !document.querySelector(".bank, #values [autofocus]")) enter(first);
