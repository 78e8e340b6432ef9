// The operators' pages, live. Without this script every link and form of the desk works by loading a page.
import { fetchPage, mergeLog, replaceInside } from "./live.js";
import { follow, panes } from "./panes.js";
import "./composer.js";
import "./canned.js";
import "./presence.js";
import "./keys.js";
import "./notice.js";

// busy tells whether somebody works in this part of the page: an open form must not be swapped under their hands.
const busy = (part) => (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select, button")) || part.querySelector("details[open].act, details[open].pull");

// Reading the page again by itself is no sign that somebody is there; a hand on mouse or keyboard is.
let touched = Date.now();
for (const sign of ["pointermove", "keydown", "scroll"]) addEventListener(sign, () => { touched = Date.now(); }, { passive: true, capture: true });

// keepPlace swaps a part and leaves the focus on the same link, so that whoever walks the list by keyboard stays in it.
const keepPlace = (part, fresh) => {
  const href = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  replaceInside(part, fresh);
  if (href && !part.contains(document.activeElement)) {
    [...part.querySelectorAll("a")].find((a) => a.getAttribute("href") === href)?.focus({ preventScroll: true });
  }
};

// read reads this page again, and takes over what is new in it.
const read = async () => {
  const at = location.href;
  const live = Date.now() - touched < 120000 ? "active" : "yes";
  const { response, page } = await fetchPage(at, { headers: { Accept: "text/html", "X-Vigie-Live": live } });
  if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
  if (!response.ok || response.redirected || at !== location.href) return;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh) continue;
    if (part.classList.contains("log")) {
      const body = part.closest(".pane-body");
      const low = body && body.scrollHeight - body.scrollTop - body.clientHeight < 80;
      if (mergeLog(part, fresh) && low) body.scrollTop = body.scrollHeight;
    } else if (!busy(part)) keepPlace(part, fresh);
  }
  document.dispatchEvent(new CustomEvent("desk:read"));
};

// refresh reads at once, and then at most every 400 ms for as long as there is news: a busy desk is neither missed nor
// read without end. What could not be read is read again.
let due = false, reading = false;
const refresh = async () => {
  due = true;
  if (reading) return;
  reading = true;
  while (due) {
    due = false;
    let rest = 400;
    try { await read(); } catch { due = true; rest = 3000; }
    await new Promise((done) => setTimeout(done, rest));
  }
  reading = false;
};

let stream, again;
const listen = () => {
  clearTimeout(again);
  stream?.close();
  if (!window.EventSource || !document.getElementById("panes")) return;
  const id = document.getElementById("case")?.dataset.conversation;
  stream = new EventSource("/desk/stream" + (id ? "?conversation=" + encodeURIComponent(id) : ""));
  stream.addEventListener("changed", refresh);
  stream.addEventListener("presence", () => document.dispatchEvent(new CustomEvent("desk:presence")));
  // Whatever happened while there was no line, between the page and its stream too, is on the page as it stands now.
  stream.addEventListener("hello", refresh);
  stream.addEventListener("error", () => { if (stream.readyState === EventSource.CLOSED) again = setTimeout(() => { listen(); refresh(); }, 5000); });
};

// A machine that slept has lost its line without hearing of it.
let beat = Date.now();
setInterval(() => {
  const slept = Date.now() - beat > 25000;
  beat = Date.now();
  if (slept) { listen(); refresh(); }
}, 5000);
addEventListener("online", () => { listen(); refresh(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
setInterval(refresh, 60000);

document.addEventListener("desk:refresh", refresh);
follow();
document.addEventListener("desk:moved", listen);
listen();
panes();
document.documentElement.dataset.desk = "live";
