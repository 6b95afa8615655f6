// Words of the page into the field that is worked on: by click, by drag, or by keys alone (F2).

import { go } from "./checking.js";
import { bare, byName, columnOf, current, fill, form, lineOf, papers, say } from "./fields.js";
import { inputAt, light, placeOf, show } from "./links.js";
import { across, centre, every, placeText, within, wordText } from "./words.js";

const HUNGRY = ".doubtful, .missing, .stop";
let picking = null; // { input, anchor, cursor } while words are picked by keys
let drag = null;

function take(input, words) {
  if (!words.length || !fill(input, words.map(wordText).join(" "), placeText(words))) return false;
  say(input.value ?? "");
  return true;
}

// ---- by keys

function range() {
  const words = every();
  const [low, high] = [words.indexOf(picking.anchor), words.indexOf(picking.cursor)].sort((a, b) => a - b);
  return words.slice(low, high + 1);
}

function paint() {
  papers.querySelectorAll(".cursor").forEach((each) => each.classList.remove("cursor"));
  if (!picking) return;
  const words = range();
  words.forEach((each) => each.classList.add("cursor"));
  show(picking.cursor);
  say(words.map(wordText).join(" "));
}

export function begin(input) {
  const start = firstWord(input);
  if (!start) return;
  picking = { input, anchor: start, cursor: start };
  document.body.classList.add("picking");
  paint();
}

function leave() {
  picking = null;
  document.body.classList.remove("picking");
  paint();
}

function step(event) {
  const words = every();
  const { cursor } = picking;
  const at = words.indexOf(cursor);
  const next = {
    ArrowRight: () => words[at + 1],
    ArrowLeft: () => words[at - 1],
    ArrowDown: () => across(cursor, 1),
    ArrowUp: () => across(cursor, -1),
    Home: () => words.find((each) => each.parentElement === cursor.parentElement),
    PageDown: () => words.find((each, index) => index > at && each.closest("figure") !== cursor.closest("figure")),
  }[event.key]?.();
  if (!next) return;
  picking.cursor = next;
  if (!event.shiftKey) picking.anchor = next;
  paint();
}

document.addEventListener("keydown", (event) => {
  if (!picking) {
    if (event.key === "F2" && current()) {
      event.preventDefault();
      current().focus({ preventScroll: true });
      begin(current());
    }
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key === "Enter") {
    const { input } = picking;
    const taken = take(input, range());
    leave();
    if (taken) go(1);
  } else if (event.key === "Escape" || event.key === "F2" || event.key === "Tab") leave();
  else step(event);
}, true);
form?.addEventListener("focusout", () => { if (picking) leave(); });

// Where picking begins: where the column stands in other lines, else where the value stands, else at the place.
function firstWord(input) {
  const place = placeOf(input);
  const own = place ? within(place) : [];
  if (!own.length) {
    const inSight = papers.getBoundingClientRect();
    return every().find((each) => centre(each).y > inSight.top) ?? every()[0] ?? null;
  }
  const column = lineOf(input) ? columnAt(input) : null;
  if (column !== null) {
    const far = (word) => Math.abs(centre(word).x - column);
    const nearest = own.reduce((best, each) => (far(each) < far(best) ? each : best));
    if (far(nearest) < 40) return nearest;
  }
  const wanted = bare(input.value);
  return own.find((each) => bare(wordText(each)) === wanted) ?? (columnOf(input).endsWith("_amount") ? own.at(-1) : own[0]);
}

// The middle of the words that say this column's values in the other lines, null where they do not agree.
function columnAt(input) {
  const column = columnOf(input);
  const found = [];
  const rows = [...form.querySelectorAll("tr.line")];
  const at = rows.indexOf(input.closest("tr.line"));
  for (const row of rows.slice(Math.max(0, at - 12), at + 13)) {
    const other = byName(`${row.dataset.line}.${column}`);
    const place = other && other !== input && !other.matches(".stop") && placeOf(other);
    const word = place && within(place).find((each) => bare(wordText(each)) === bare(other.value));
    if (word) found.push(centre(word).x);
    if (found.length > 8) break;
  }
  return found.length < 2 ? null : found.sort((a, b) => a - b)[Math.floor(found.length / 2)];
}

// ---- by mouse, pen or finger

function isWords(target) {
  return target.closest?.(".sheet, table.cells, .words");
}

papers?.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.pointerType === "touch" || !isWords(event.target)) return;
  drag = { x: event.clientX, y: event.clientY, word: event.target.closest(".word"), words: [] };
  if (current()) event.preventDefault(); // the field keeps the focus
});
papers?.addEventListener("pointermove", (event) => {
  if (!drag || !current() || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 5) return;
  const [left, right] = [drag.x, event.clientX].sort((a, b) => a - b);
  const [top, bottom] = [drag.y, event.clientY].sort((a, b) => a - b);
  drag.words.forEach((each) => each.classList.remove("cursor"));
  drag.words = every().filter((each) => {
    const box = each.getBoundingClientRect();
    return box.left < right && left < box.right && box.top < bottom && top < box.bottom;
  });
  drag.words.forEach((each) => each.classList.add("cursor"));
});
document.addEventListener("pointerup", () => {
  if (!drag) return;
  const { words } = drag;
  words.forEach((each) => each.classList.remove("cursor"));
  if (words.length && current()) {
    take(current(), words);
    drag = { taken: true };
    setTimeout(() => { drag = null; });
  } else drag = null;
});
papers?.addEventListener("click", (event) => {
  if (drag?.taken || !isWords(event.target)) return;
  const word = event.target.closest(".word");
  const input = current();
  const owner = inputAt(event.clientX, event.clientY, event.target.closest("tr[id], p[id]"));
  const ownLine = owner && input && (owner === input || lineOf(owner) === lineOf(input)) && placeOf(owner) === placeOf(input);
  const wants = input && word && (event.shiftKey || event.ctrlKey || input.matches(HUNGRY) || !owner || ownLine);
  if (wants && !event.target.closest("th")) {
    const words = event.shiftKey && input.dataset.words ? [...joined(input), word] : [word];
    take(input, words);
    input.dataset.words = "yes";
    picked.set(input, words);
    input.focus({ preventScroll: true });
  } else if (owner) {
    owner.focus({ preventScroll: true });
    owner.scrollIntoView({ block: "nearest" });
    light(owner);
  }
});

const picked = new WeakMap();
function joined(input) {
  return picked.get(input) ?? [];
}
