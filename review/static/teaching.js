// Talks with the server while somebody teaches: the result after each change, the form after each edit.

import { byName, form, say } from "./fields.js";

const [WAIT, THINK] = [450, 700];
let timer = 0;
let asked = null;

async function ask(action, signal) {
  const sent = new FormData(form);
  sent.set("action", action);
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(sent), signal }).catch(() => null);
  if (!answer?.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function replace(fresh, ids) {
  for (const id of ids) {
    const [old, replacement] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && replacement) old.replaceWith(document.importNode(replacement, true));
  }
}

function marks() {
  return [...document.querySelectorAll("g.marks")].map((each) => each.id);
}

// The verdicts beside the inputs; an input shows its own by its class as well.
function judge(fresh) {
  for (const verdict of fresh.querySelectorAll("#verdicts > [id^='v-']")) {
    const old = document.getElementById(verdict.id);
    if (!old) continue;
    old.replaceWith(document.importNode(verdict, true));
    const input = byName(verdict.id.slice(2));
    for (const name of ["right", "wrong", "extra"]) input?.classList.toggle(name, verdict.dataset.verdict === name);
  }
}

function show(fresh) {
  replace(fresh, ["result", ...marks()]);
  judge(fresh);
  permit();
  const edited = form.elements.by_hand?.checked;
  if (!edited && !document.getElementById("yaml").contains(document.activeElement)) replace(fresh, ["yaml"]);
}

// What would be refused cannot be pressed.
function permit() {
  const { learnt, whole, live } = document.getElementById("result").dataset;
  for (const button of form.querySelectorAll("[value='activate'], [value='propose']")) {
    // Until it was held against every document, pressing is allowed: the server holds it once more.
    button.disabled = learnt !== "yes" || (button.value === "activate" && whole === "yes" && live !== "yes");
  }
}

async function follow() {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  document.getElementById("result").classList.add("busy");
  for (const action of ["live", "live:others"]) {
    // The thorough look at every document waits until the typing does.
    if (action !== "live") await new Promise((done) => { setTimeout(done, THINK); });
    if (signal.aborted) return;
    const fresh = await ask(action, signal);
    if (signal.aborted) return;
    if (!fresh?.getElementById("result")) break;
    const others = document.getElementById("others");
    show(fresh);
    // What is known of the other documents stays in sight until it is known anew.
    const empty = document.getElementById("others");
    const { learnt } = document.getElementById("result").dataset;
    if (action === "live" && learnt === "yes" && others && empty && !empty.textContent.trim()) empty.replaceWith(others);
  }
  document.getElementById("result").classList.remove("busy");
}

export function changed(wait = WAIT) {
  clearTimeout(timer);
  // A long document is tried only when somebody asks for it.
  if (document.getElementById("result").dataset.late === "yes") return;
  timer = setTimeout(follow, wait);
}

// An edit of the form that the server makes; nothing is kept. Where it cannot be, the form is sent as it is.
export async function swap(action, button = null) {
  clearTimeout(timer);
  asked?.abort();
  const kept = button?.name === "action" ? button.value : null;
  const fresh = await ask(action, null);
  if (!fresh?.getElementById("payments")) {
    if (button) HTMLFormElement.prototype.submit.call(withAction(action));
    return;
  }
  replace(fresh, ["payments", "grid", "yaml", "result", ...marks()]);
  permit();
  document.dispatchEvent(new CustomEvent("swapped"));
  const again = kept && form.querySelector(`button[value='${CSS.escape(kept)}']`);
  again?.focus({ preventScroll: true });
  say(document.getElementById("result").querySelector(".told")?.textContent.trim().replace(/\s+/g, " ") ?? "");
  if (action !== "check") changed();
}

function withAction(action) {
  const note = document.createElement("input");
  note.type = "hidden";
  note.name = "action";
  note.value = action;
  form.append(note);
  return form;
}
