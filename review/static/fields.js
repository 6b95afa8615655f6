// The inputs of the values: which one is worked on, how a text is put into it, what is said aloud.

export const form = document.getElementById("values");
export const sides = document.getElementById("sides");
export const papers = document.getElementById("papers");

const VALUE = /^p\d+\.(l\d+\.)?[a-z_]+$/;
let last = null;

export function isValue(element) {
  return !!element && VALUE.test(element.name ?? "") && element.type !== "hidden" && !element.disabled;
}

export function values(root = form) {
  return [...root.querySelectorAll("input, select")].filter(isValue);
}

export function byName(name) {
  const found = form.elements.namedItem(name);
  return isValue(found) ? found : null;
}

// The input that words go into: the focused one, or the last that was.
export function current() {
  return last?.isConnected && !last.disabled ? last : null;
}

export function columnOf(input) {
  return input.name.slice(input.name.lastIndexOf(".") + 1);
}

export function lineOf(input) {
  return input.name.match(/^(p\d+\.l\d+)\./)?.[1] ?? null;
}

// Letters and figures alone, as values are compared with words of a page.
export function bare(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

export function fill(input, text, place = "") {
  if (input.tagName === "SELECT") {
    const wanted = bare(text);
    const option = [...input.options].find((each) => [bare(each.value), bare(each.text)].includes(wanted));
    if (!option) return false;
    input.value = option.value;
  } else {
    input.value = text;
  }
  notePlace(input, place);
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
  return true;
}

function notePlace(input, place) {
  const name = `${input.name}@`;
  const known = [...form.querySelectorAll("input[type=hidden]")].find((each) => each.name === name);
  if (known) known.value = place;
  else if (place) {
    const note = document.createElement("input");
    note.type = "hidden";
    note.name = name;
    note.value = place;
    input.after(note);
  }
}

export function say(text) {
  document.getElementById("said").textContent = text;
}

form?.addEventListener("focusin", (event) => {
  if (isValue(event.target)) last = event.target;
});
form?.addEventListener("input", (event) => {
  // A text that is typed over was not taken from the page any more.
  if (isValue(event.target) && event.inputType !== "insertReplacementText") notePlace(event.target, "");
});
