// Links values and their places on the page, both ways, and warns before typed values are left behind.

const form = document.getElementById("values");

function boxOf(name) {
  const line = name.replace(/\.[a-z_]+$/, "");
  return document.getElementById(`box-${name}`) ?? document.getElementById(`box-${line}`);
}

function light(box) {
  document.querySelectorAll(".mark.lit").forEach((other) => other.classList.remove("lit"));
  if (!box) return;
  box.classList.add("lit");
  box.scrollIntoView({ block: "nearest" });
}

form?.addEventListener("focusin", (event) => light(event.target.name ? boxOf(event.target.name) : null));

document.querySelectorAll(".mark[data-field]").forEach((box) => {
  box.addEventListener("click", () => {
    const name = box.dataset.field;
    const field = document.getElementById(`f-${name}`) ?? document.getElementById(`f-${name}.document_number`);
    field?.focus();
  });
});

let typed = false;
form?.addEventListener("input", () => { typed = true; });
form?.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
