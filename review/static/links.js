// Links values and their places: the value that has the focus lights its place and brings it into sight.

import { bare, byName, form, isValue, papers } from "./fields.js";
import { within, wordText } from "./words.js";

export function placeOf(input) {
  const id = input.dataset.place;
  return id ? document.getElementById(id) : null;
}

export function show(element) {
  const inner = element.getBoundingClientRect();
  const outer = papers.getBoundingClientRect();
  if (inner.top < outer.top + 8 || inner.bottom > outer.bottom - 8) {
    papers.scrollTop += inner.top - outer.top - outer.height / 2 + inner.height / 2;
  }
  if (inner.left < outer.left || inner.right > outer.right) papers.scrollLeft += inner.left - outer.left - 40;
}

export function light(input) {
  document.querySelectorAll(".lit, .hit").forEach((each) => each.classList.remove("lit", "hit"));
  document.querySelectorAll("tr.current").forEach((each) => each.classList.remove("current"));
  input?.closest("tr.line")?.classList.add("current");
  const place = input && placeOf(input);
  if (!place) return;
  place.classList.add("lit");
  show(place);
  const wanted = bare(input.value);
  if (wanted) within(place).filter((each) => bare(wordText(each)) === wanted).forEach((each) => each.classList.add("hit"));
}

// The reverse: the input of the smallest place that holds a point, null where none does.
export function inputAt(x, y, row) {
  const marks = [...document.querySelectorAll(".mark")]
    .map((mark) => [mark.getBoundingClientRect(), mark.dataset.field])
    .filter(([box]) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom)
    .sort(([one], [other]) => one.width * one.height - other.width * other.height);
  for (const [, name] of marks) {
    const input = byName(name) ?? byName(`${name}.document_number`);
    if (input) return input;
  }
  return row?.id ? form?.querySelector(`[data-place="${CSS.escape(row.id)}"]`) : null;
}

form?.addEventListener("focusin", (event) => {
  if (isValue(event.target)) light(event.target);
});
document.addEventListener("swapped", () => {
  if (isValue(document.activeElement)) light(document.activeElement);
});
// A link from a value to its place goes there without leaving the value.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#box-'], a[href^='#d']");
  if (!link || !document.getElementById(link.hash.slice(1))) return;
  const line = link.closest("tr.line")?.dataset.line;
  const input = line ? byName(`${line}.document_number`) : document.getElementById(link.closest("label")?.htmlFor);
  if (!input) return;
  event.preventDefault();
  input.focus();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-goto]");
  const input = link && byName(link.dataset.goto);
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select?.();
});
