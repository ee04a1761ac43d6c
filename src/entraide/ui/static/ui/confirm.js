// Asks before an act that says it wants to be asked about: a form or a button with data-confirm="question".
const dialog = document.getElementById("ask");
let confirmed = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || !dialog || confirmed === form) {
    confirmed = null;
    return;
  }
  event.preventDefault();
  const submitter = event.submitter;
  dialog.querySelector("[data-question]").textContent = question;
  dialog.querySelector("[data-yes] span").textContent = submitter?.textContent.trim() ?? "";
  dialog.returnValue = "";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue !== "yes") return;
      confirmed = form;
      form.requestSubmit(submitter);
    },
    { once: true },
  );
  dialog.showModal();
});
