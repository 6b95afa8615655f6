// The grid of lines: arrows, fill down, candidates by one key, rows pasted from a spreadsheet, edits in place.

import { look, go } from "./checking.js";
import { byName, columnOf, fill, form, isValue, lineOf, papers } from "./fields.js";

const EDITS = /^(add_line|delete_line|split_line|merge_line|fill_down|paste|take|add_payment|delete_payment|window)(:|$)/;

// Ask the server for the changed form and put it in the place of the shown one; nothing is stored.
async function swap(action, focus) {
  const sent = new FormData(form);
  sent.set("action", action);
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(sent) }).catch(() => null);
  const html = answer?.ok ? await answer.text() : "";
  const fresh = new DOMParser().parseFromString(html, "text/html");
  if (!fresh.getElementById("payments")) return false;
  for (const id of ["payments", "sums", ...[...document.querySelectorAll("g.marks")].map((each) => each.id)]) {
    const [old, replacement] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && replacement) old.replaceWith(document.importNode(replacement, true));
  }
  showPapers(fresh);
  noteCount(fresh);
  document.dispatchEvent(new CustomEvent("swapped", { detail: action }));
  const next = byName(focus) ?? form.querySelector("[autofocus]") ?? form.querySelector("tr.line:last-of-type input:not([type=hidden])");
  next?.focus();
  // What is typed at a value that was led to replaces it, as it does without going to other lines.
  if (action.startsWith("window:")) next?.select?.();
  return true;
}

// Of a long document other pages or rows are shown with other lines.
function showPapers(fresh) {
  const replacement = fresh.getElementById("papers");
  if (!replacement || papers.dataset.part === replacement.dataset.part) return;
  papers.replaceChildren(...document.importNode(replacement, true).childNodes);
  papers.dataset.part = replacement.dataset.part;
}

function noteCount(fresh) {
  const [old, replacement] = [form, fresh].map((each) => each.querySelector("input[name='payments']"));
  if (old && replacement) old.value = replacement.value;
}

function press(button, focus) {
  const action = button.value;
  swap(action, focus).then((done) => {
    if (done) return;
    button.dataset.plain = "yes"; // the whole page answers instead
    form.requestSubmit(button);
  });
}

// Where to go on after an edit: the same column, one line further where a line was added.
function after(action, input) {
  const [kind, payment, line] = action.split(":");
  if (kind === "window") return "";
  const column = input && lineOf(input) ? columnOf(input) : "document_number";
  const at = Number.parseInt(line ?? "", 10);
  if (Number.isNaN(at)) return `p${payment}.l${form.elements.namedItem(`p${payment}.lines`).value}.document_number`;
  return `p${payment}.l${kind === "split_line" ? at + 1 : at}.${column}`;
}

form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || button.dataset.plain || !EDITS.test(button.value)) return;
  event.preventDefault();
  const input = button.dataset.for && byName(button.dataset.for);
  if (input) {
    fill(input, button.dataset.take);
    look(input);
    input.focus();
  } else press(button, button.dataset.goto ?? after(button.value, document.activeElement));
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[type='button'][data-take]");
  const input = button && byName(button.dataset.for);
  if (input) {
    fill(input, button.dataset.take);
    input.focus();
  }
});

function beside(input, step) {
  const lines = [...form.querySelectorAll(`tr.line[data-line^='${input.name.split(".")[0]}.']`)];
  const at = lines.indexOf(input.closest("tr.line"));
  return lines[at + step] && byName(`${lines[at + step].dataset.line}.${columnOf(input)}`);
}

function fillDown(input) {
  const section = input.closest("[data-payment]");
  if (section.querySelector("[name$='.below']")) {
    swap(`fill_down:${section.dataset.payment}:${lineOf(input).split(".l")[1]}:${cellOf(input)}`, input.name);
    return;
  }
  for (let next = beside(input, 1); next; next = beside(next, 1)) fill(next, input.value);
}

function cellOf(input) {
  return [...input.closest("tr").querySelectorAll("td:not(.ledger, .morecell)")].indexOf(input.closest("td"));
}

function rowButton(input, kind) {
  return input.closest("tr.line")?.querySelector(`button[value^='${kind}']`);
}

form?.addEventListener("keydown", (event) => {
  const input = event.target;
  if (event.defaultPrevented || !isValue(input) || !lineOf(input)) return;
  const vertical = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (vertical && !event.altKey && !event.ctrlKey && input.tagName === "INPUT" && !input.value.includes("\n")) {
    const next = beside(input, vertical);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select?.();
  } else if (event.ctrlKey && event.key.toLowerCase() === "d") {
    event.preventDefault();
    fillDown(input);
  } else if (event.altKey && (event.key === "Insert" || event.key === "Delete")) {
    const button = rowButton(input, event.key === "Insert" ? "add_line" : "delete_line");
    if (!button) return;
    event.preventDefault();
    press(button, after(button.value, input));
  } else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
    const row = input.closest("tr.line").nextElementSibling;
    const button = row?.matches(".match") && [...row.querySelectorAll("button.take")][Number(event.code.at(-1)) - 1];
    const number = button && byName(button.dataset.for);
    if (!number) return;
    event.preventDefault();
    fill(number, button.dataset.take);
    look(number);
    go(1);
  }
});

form?.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const input = event.target;
  if (!/[\t\n]/.test(text.trim()) || !isValue(input) || !lineOf(input)) return;
  event.preventDefault();
  const section = input.closest("[data-payment]");
  const rows = section.querySelector("textarea");
  if (!rows) return;
  rows.value = text;
  const line = lineOf(input).split(".l")[1];
  swap(`paste:${section.dataset.payment}:${line}:${cellOf(input)}`, input.name);
});

// What more there is to a line opens beside its button.
form?.addEventListener("toggle", (event) => {
  const sheet = event.target;
  if (event.newState !== "open" || !sheet.matches("[popover]")) return;
  const button = sheet.previousElementSibling.getBoundingClientRect();
  const own = sheet.getBoundingClientRect();
  sheet.style.margin = "0";
  sheet.style.left = `${Math.max(8, button.right - own.width)}px`;
  sheet.style.top = `${Math.max(8, Math.min(button.bottom + 4, window.innerHeight - own.height - 8))}px`;
}, true);
