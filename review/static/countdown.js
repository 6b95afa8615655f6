// Answers that wait for their delay show how long they can still be stopped.

const timers = [...document.querySelectorAll("[data-left]")].map((place) => [place, Number(place.dataset.left)]);
// The reader's clock may be wrong; how much of it went by since the page came is not.
const began = performance.now();

function two(number) {
  return String(number).padStart(2, "0");
}

function show() {
  for (const [place, seconds] of timers) {
    const left = Math.max(0, Math.round(seconds - (performance.now() - began) / 1000));
    place.textContent = `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  }
}

if (timers.length) setInterval(show, 1000);
