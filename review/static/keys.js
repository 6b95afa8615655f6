// Keyboard help: Ctrl+Enter confirms, Alt+ArrowDown and Alt+ArrowUp go from doubtful to doubtful value.
// Everything here can be done without scripts, too.

const DOUBTFUL = "input.doubtful:enabled, select.doubtful:enabled, [aria-invalid='true']:enabled";

function confirm(event) {
  const button = document.getElementById("confirm");
  if (!button || button.disabled) return;
  event.preventDefault();
  button.form.requestSubmit(button);
}

function nextDoubtful(step) {
  const fields = [...document.querySelectorAll(DOUBTFUL)];
  if (!fields.length) return;
  const at = fields.indexOf(document.activeElement);
  const next = at < 0 && step < 0 ? fields.length - 1 : (at + step + fields.length) % fields.length;
  fields[next].focus();
  fields[next].select?.();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") confirm(event);
  if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    nextDoubtful(event.key === "ArrowDown" ? 1 : -1);
  }
});
