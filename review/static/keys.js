// Ctrl+Enter presses the button that confirms, on every page that has one.

document.addEventListener("keydown", (event) => {
  if (!event.ctrlKey || event.key !== "Enter") return;
  const button = document.getElementById("confirm");
  if (!button || button.disabled) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
