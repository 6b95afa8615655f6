// The pages: larger, smaller, turned, from page to page; the next page is fetched before it is asked for.

import { papers } from "./fields.js";

const SHARP_FROM = 1.4;
let zoom = 1;

function sheets() {
  return [...papers.querySelectorAll(".sheet")];
}

function apply() {
  for (const sheet of sheets()) {
    const turn = Number(sheet.dataset.turn ?? 0);
    const frame = sheet.parentElement;
    const [width, height] = [Number(sheet.dataset.width), Number(sheet.dataset.height)];
    const full = frame.parentElement.clientWidth * zoom;
    const aside = turn % 2 === 1;
    // A page that lies on its side is as wide as it was high.
    const wide = aside ? (full * width) / height : full;
    frame.style.width = `${full}px`;
    frame.style.height = aside ? `${wide}px` : "";
    sheet.style.width = `${wide}px`;
    sheet.style.transformOrigin = "0 0";
    const high = (wide * height) / width;
    sheet.style.transform = ["", `translateX(${high}px) rotate(90deg)`, `translate(${wide}px, ${high}px) rotate(180deg)`, `translateY(${wide}px) rotate(270deg)`][turn];
    if (zoom >= SHARP_FROM) sharpen(sheet.querySelector("img"));
  }
}

function sharpen(picture) {
  if (!picture.src.includes("sharp=")) picture.src = `${picture.src}?sharp=1`;
}

export function larger(step) {
  zoom = step === 0 ? 1 : Math.min(4, Math.max(0.5, zoom * (step > 0 ? 1.25 : 0.8)));
  const share = papers.scrollTop / papers.scrollHeight;
  apply();
  papers.scrollTop = share * papers.scrollHeight;
}

export function turn() {
  const page = shown()?.querySelector(".sheet");
  if (!page) return;
  for (const sheet of sheets().filter((each) => each.dataset.document === page.dataset.document)) {
    sheet.dataset.turn = (Number(sheet.dataset.turn ?? 0) + 1) % 4;
  }
  apply();
}

function stages() {
  return [...papers.querySelectorAll("figure.page, article.mail")];
}

// The page at the middle of the window.
function shown() {
  const middle = papers.getBoundingClientRect().top + papers.clientHeight / 2;
  const boxes = stages().map((each) => [each, each.getBoundingClientRect()]);
  return boxes.find(([, box]) => box.top <= middle && middle <= box.bottom)?.[0] ?? stages()[0];
}

export function page(step) {
  const every = stages().filter((each) => !each.closest("article.mail figure"));
  const at = every.findIndex((each) => each.getBoundingClientRect().top > papers.getBoundingClientRect().top - 4);
  const now = at < 0 ? every.length - 1 : at;
  const top = every[now].getBoundingClientRect().top - papers.getBoundingClientRect().top;
  const next = every[Math.abs(top) < 12 || step < 0 ? now + step : now];
  if (next) papers.scrollTop += next.getBoundingClientRect().top - papers.getBoundingClientRect().top;
}

function prefetch() {
  const every = sheets();
  const at = every.indexOf(shown()?.querySelector?.(".sheet"));
  for (const sheet of every.slice(Math.max(0, at), at + 3)) sheet.querySelector("img").loading = "eager";
}

const ACTS = { in: () => larger(1), out: () => larger(-1), fit: () => larger(0), turn };
document.addEventListener("click", (event) => {
  ACTS[event.target.closest?.("[data-view]")?.dataset.view]?.();
});
document.addEventListener("swapped", () => { if (zoom !== 1) apply(); });
papers?.addEventListener("scroll", prefetch, { passive: true });
if (papers) prefetch();
