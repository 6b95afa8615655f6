// The queue: keys, ticking, counts that stay true. Nothing here is needed to do the work.

const EVERY = 15_000;
const list = document.getElementById("list");
const rows = () => [...document.querySelectorAll("#list tbody tr")];
const boxes = () => [...document.querySelectorAll("#list input[name=item]")];
const bar = document.getElementById("bar");
const picked = document.getElementById("picked");
const said = document.getElementById("said");
const keys = document.getElementById("keys");
const plain = picked?.textContent;
document.documentElement.classList.add("scripts");

function current() {
  return document.activeElement?.closest("#list tbody tr") ?? document.querySelector("#list tr.current");
}

function mark(row) {
  document.querySelectorAll("#list tr.current").forEach((each) => each.classList.remove("current"));
  row?.classList.add("current");
}

function go(step) {
  const every = rows();
  const at = every.indexOf(current());
  const next = every[at < 0 ? 0 : Math.min(every.length - 1, Math.max(0, at + step))];
  next?.querySelector("a.open").focus();
  next?.scrollIntoView({ block: "nearest" });
}

function tick() {
  const box = current()?.querySelector("input[name=item]");
  if (!box) return;
  box.checked = !box.checked;
  count();
}

function tickGreen() {
  const green = rows().filter((row) => row.classList.contains("green")).map((row) => row.querySelector("input[name=item]")).filter(Boolean);
  const all = green.every((box) => box.checked);
  green.forEach((box) => { box.checked = !all; });
  count();
}

function count() {
  if (!bar) return;
  const number = boxes().filter((box) => box.checked).length;
  picked.textContent = number ? said.dataset.many.replace("#", number) : plain;
  said.textContent = number ? picked.textContent : "";
}

function help() {
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
  keys.scrollIntoView({ block: "nearest" });
}

function leave() {
  const inside = document.activeElement?.closest("details[open]");
  document.querySelectorAll(".act[open], .save[open], #keys[open]").forEach((each) => { each.open = false; });
  if (inside && !inside.open) inside.querySelector("summary").focus();
  else if (document.activeElement?.id === "search") (current() ?? rows()[0])?.querySelector("a.open").focus();
}

const find = () => { const field = document.getElementById("search"); field.focus(); field.select(); };
const press = (selector) => document.querySelector(selector)?.click();
const ALONE = {
  j: () => go(1), k: () => go(-1), x: tick, g: tickGreen, "/": find, "?": help,
  n: () => press("#next button"), z: () => press("#undo"),
};
const ARROWS = { ArrowDown: () => go(1), ArrowUp: () => go(-1) };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  const typing = at.closest?.("input:not([type=checkbox]), select, textarea");
  const inside = !at.closest?.("details, form, nav, button") || at.closest("#list");
  let act = null;
  if (event.key === "Escape") act = leave;
  else if (event.key === " " && at.matches?.("a.open")) act = tick;
  else if (!typing && inside && ARROWS[event.key]) act = ARROWS[event.key];
  else if (!typing && list?.dataset.singleKeys === "yes") act = ALONE[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("#list tbody tr");
  if (row) mark(row);
});
document.addEventListener("change", (event) => { if (event.target.name === "item") count(); });
document.getElementById("greens")?.addEventListener("click", tickGreen);
document.querySelectorAll(".act").forEach((each) => each.addEventListener("toggle", () => {
  if (!each.open) return;
  document.querySelectorAll(".act[open]").forEach((other) => { if (other !== each) other.open = false; });
  each.querySelector("input, select")?.focus();
}));
document.querySelectorAll(".finding select").forEach((each) => each.addEventListener("change", () => {
  if (each.closest(".searching")) each.form.requestSubmit();
}));

// Only what is chosen stands in the address.
document.querySelector(".finding")?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});

function shown(counts) {
  let fresh = false;
  for (const [tray, number] of Object.entries(counts.trays)) {
    const place = document.querySelector(`[data-tray="${CSS.escape(tray)}"]`);
    if (!place || place.textContent === number) continue;
    if (place.closest("[aria-current]")) fresh = true;
    place.textContent = number;
  }
  for (const [route, number] of Object.entries(counts.routes)) {
    const option = document.querySelector(`option[data-route="${CSS.escape(route)}"]`);
    if (option) option.textContent = `${option.dataset.said} (${number})`;
  }
  document.querySelectorAll("[data-claim]").forEach((chip) => {
    const who = counts.claims[chip.dataset.claim];
    chip.hidden = !who;
    if (who) chip.querySelector(".who").textContent = who;
  });
  if (fresh) document.getElementById("fresh").hidden = false;
}

async function look() {
  if (document.hidden || !list) return;
  const answer = await fetch(list.dataset.counts).catch(() => null);
  if (answer?.ok && answer.headers.get("content-type")?.includes("json")) shown(await answer.json());
}
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
// What is done together in ten seconds is told as done without anybody asking.
if (document.getElementById("act")?.dataset.pending === "yes") {
  setTimeout(() => { if (!boxes().some((box) => box.checked)) location.reload(); }, 12_000);
}
count();
