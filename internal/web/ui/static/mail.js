// The form for the customer's mail address: sent without leaving the page, so that what stands in the message field stays.
// Without this script it is a form like any other.
import { fetchPage, replaceInside } from "./live.js";

const box = document.getElementById("mail");

// freshMail takes over the form as the server would show it now, unless somebody is typing into it.
export function freshMail(page) {
  if (document.activeElement?.id !== "email") replaceInside(box, page.getElementById("mail"));
}

box?.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.plain) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const { page } = await fetchPage(form.action, { method: "POST", body, headers: { Accept: "text/html", "X-Vigie-Live": "yes" } });
    replaceInside(box, page.getElementById("mail"));
    const wrong = box.querySelector("[aria-invalid]");
    (wrong ?? box.querySelector("section"))?.focus();
    if (wrong) [wrong.value, wrong.value] = ["", wrong.value]; // the caret stands behind what was typed
  } catch {
    form.dataset.plain = "yes"; // the browser itself says best that there is no line
    form.requestSubmit(event.submitter);
  }
});
