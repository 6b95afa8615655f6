// The marked table over the page: column lines by mouse or arrow keys, rows by a click.

import { form, papers, say } from "./fields.js";
import { changed, swap } from "./teaching.js";

const NS = "http://www.w3.org/2000/svg";
const [STEP, LEAP, REACH] = [1, 8, 9];
let rowFor = null; // the select that the next click on a page fills

function edges() {
  return [...form.querySelectorAll("input[name^='g.e']")].sort((a, b) => Number(a.name.slice(3)) - Number(b.name.slice(3)));
}

function option(name) {
  return form.elements[name]?.selectedOptions?.[0];
}

function element(name, attributes, parent) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

export function draw() {
  const [header, last] = [option("g.header"), option("g.last")];
  for (const svg of document.querySelectorAll("svg.edges")) {
    svg.replaceChildren();
    const page = svg.id.slice("edges-".length);
    const inputs = edges();
    if (header?.dataset.page !== page || inputs.length < 2) continue;
    const [width, height] = svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
    const top = Number(header.dataset.top) - 3;
    const bottom = last?.dataset.page === page ? Number(last.dataset.bottom) + 3 : height;
    const [left, right] = [Number(inputs[0].value), Number(inputs.at(-1).value)];
    element("rect", { class: "band", x: left, y: top, width: Math.max(1, right - left), height: Number(header.dataset.bottom) - top + 1 }, svg);
    inputs.forEach((input, at) => rule(svg, input, at, top, bottom, width));
    named(svg, inputs, top);
  }
}

function named(svg, inputs, top) {
  inputs.slice(0, -1).forEach((input, at) => {
    const field = form.elements[`g.f${at}`];
    if (!field?.value) return;
    const text = element("text", { x: Number(input.value) + 3, y: top - 2 }, svg);
    text.textContent = field.selectedOptions[0].textContent;
  });
}

function rule(svg, input, at, top, bottom, width) {
  const x = Number(input.value);
  const handle = element("rect", {
    class: "edge", x: x - REACH, y: top, width: 2 * REACH, height: Math.max(1, bottom - top), tabindex: 0, role: "slider",
    "aria-label": svg.dataset.name.replace("#", at + 1), "aria-valuemin": 0, "aria-valuemax": Math.round(width), "aria-valuenow": Math.round(x), "data-edge": at,
  }, svg);
  element("line", { class: "rule", x1: x, x2: x, y1: top, y2: bottom }, svg);
  return handle;
}

// An edge never passes its neighbours.
function move(at, x, keep) {
  const inputs = edges();
  const low = at ? Number(inputs[at - 1].value) + 1 : 0;
  const high = at + 1 < inputs.length ? Number(inputs[at + 1].value) - 1 : 20000;
  inputs[at].value = Math.min(high, Math.max(low, x)).toFixed(1);
  draw();
  document.querySelector(`.edge[data-edge='${at}']`)?.focus({ preventScroll: true });
  if (keep) say(inputs[at].value);
}

function pointX(event, svg) {
  const box = svg.getBoundingClientRect();
  return ((event.clientX - box.left) / box.width) * Number(svg.getAttribute("viewBox").split(" ")[2]);
}

let dragged = null;
papers?.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.(".edge");
  if (!handle) return;
  event.preventDefault();
  event.stopPropagation();
  dragged = { at: Number(handle.dataset.edge), svg: handle.ownerSVGElement };
}, true);
document.addEventListener("pointermove", (event) => {
  if (dragged) move(dragged.at, pointX(event, dragged.svg), false);
});
document.addEventListener("pointerup", () => {
  if (!dragged) return;
  dragged = null;
  fillLines();
});
papers?.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.(".edge");
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!handle) return;
  if (step) {
    event.preventDefault();
    event.stopPropagation();
    const at = Number(handle.dataset.edge);
    move(at, Number(edges()[at].value) + step * (event.shiftKey ? LEAP : STEP), true);
  } else if (event.key === "Enter") {
    event.preventDefault();
    fillLines();
  }
});

// Moved columns read their lines anew at once: that is what they were moved for.
function fillLines() {
  swap("grid_fill");
}

// ---- rows

function pick(select, button) {
  rowFor = rowFor === select ? null : select;
  document.querySelectorAll("[data-pick-row]").forEach((each) => each.setAttribute("aria-pressed", String(rowFor !== null && each === button)));
  document.body.classList.toggle("rowpicking", rowFor !== null);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-pick-row]");
  if (button) pick(document.getElementById(button.dataset.pickRow), button);
});
papers?.addEventListener("click", (event) => {
  const sheet = rowFor && event.target.closest?.(".sheet");
  if (!sheet) return;
  event.preventDefault();
  event.stopPropagation();
  const box = sheet.getBoundingClientRect();
  const y = ((event.clientY - box.top) / box.height) * Number(sheet.dataset.height);
  const away = (each) => Math.abs((Number(each.dataset.top) + Number(each.dataset.bottom)) / 2 - y);
  const rows = [...rowFor.options].filter((each) => each.dataset.page === sheet.dataset.page);
  const nearest = rows.reduce((best, each) => (best === null || away(each) < away(best) ? each : best), null);
  if (!nearest) return;
  rowFor.value = nearest.value;
  const header = rowFor.name === "g.header";
  pick(rowFor, null);
  if (header) swap("grid_table");
  else draw();
}, true);

form?.addEventListener("input", (event) => {
  if (event.target.name?.startsWith("g.")) draw();
});
document.addEventListener("swapped", draw);
document.getElementById("table")?.addEventListener("toggle", draw);
draw();
export { changed };
