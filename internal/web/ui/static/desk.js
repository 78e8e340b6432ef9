// The operators' pages, live: what changed is read again; what somebody is typing is left alone.
import { fetchPage, mergeLog, replaceInside, soon } from "./live.js";

const conversation = document.getElementById("case")?.dataset.conversation;

// busy tells whether somebody works in this part of the page: an open form must not be swapped under their hands.
const busy = (part) => part.contains(document.activeElement) || part.querySelector("details.act[open]");

// Reading the page again by itself is no sign that somebody is there; a hand on mouse or keyboard is.
let touched = Date.now();
for (const sign of ["pointermove", "keydown", "scroll"]) addEventListener(sign, () => { touched = Date.now(); }, { passive: true });

const refresh = soon(async () => {
  const live = Date.now() - touched < 120000 ? "active" : "yes";
  const { response, page } = await fetchPage(location.href, { headers: { Accept: "text/html", "X-Vigie-Live": live } });
  if (!response.ok || response.redirected) return;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (part.classList.contains("log")) mergeLog(part, fresh);
    else if (!busy(part)) replaceInside(part, fresh);
  }
}, 150);

if (window.EventSource) {
  const stream = new EventSource("/desk/stream" + (conversation ? "?conversation=" + encodeURIComponent(conversation) : ""));
  stream.addEventListener("changed", refresh);
}
setInterval(refresh, 60000);
