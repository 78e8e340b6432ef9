// What both live pages share: read this page again as the server would show it now, and take over what is new in it.

const patience = 20000; // a line that says nothing for so long is down

// fetchPage gives the page at an address as a document. It throws where none comes, and where all that comes is a
// proxy's word that the desk cannot be reached.
export async function fetchPage(address, options) {
  const response = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" }, signal: AbortSignal.timeout(patience), ...options });
  const text = await response.text();
  const page = new DOMParser().parseFromString(text, "text/html");
  if (response.status >= 500 && !page.getElementById("main")) throw new Error(`status ${response.status}`);
  await released();
  return { response, page };
}

// A page that changes between the press of a button and its release takes the click with it: what came waits until then.
let pressed = null;
addEventListener("pointerdown", () => {
  if (pressed) return;
  pressed = {};
  pressed.over = new Promise((over) => { pressed.end = over; });
  const mine = pressed;
  setTimeout(() => { if (pressed === mine) up(); }, 3000); // a hand may rest, or be let go of where no page hears it
}, { capture: true, passive: true });

function up() {
  const was = pressed;
  pressed = null;
  setTimeout(() => was?.end(), 0); // the click itself comes after the release
}
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, up, { capture: true, passive: true });

const released = () => pressed?.over;

// mergeLog adds the messages that are not shown yet, and puts right those that have changed.
export function mergeLog(log, fresh) {
  let added = false;
  for (const item of fresh?.children ?? []) {
    const shown = document.getElementById(item.id);
    if (!shown) {
      log.append(document.importNode(item, true));
      added = true;
    } else if (!sameSaying(shown, item)) {
      shown.replaceWith(document.importNode(item, true));
    }
  }
  return added;
}

// Times on a page move on by themselves ("today" becomes "yesterday"); that is no reason to read a message out again.
function sameSaying(a, b) {
  const words = (item) => [".text", ".verdict", ".ai-name", ".person-name", ".wrong-state"].map((s) => item.querySelector(s)?.textContent ?? "").join("\n");
  return words(a) === words(b);
}

// replaceInside swaps the content of one element, if it differs.
export function replaceInside(shown, fresh) {
  if (shown && fresh && shown.innerHTML !== fresh.innerHTML) {
    shown.replaceChildren(...Array.from(fresh.childNodes, (n) => document.importNode(n, true)));
  }
}

// soon runs a task once, shortly after the last of several calls, and never twice at a time. One that fails runs again.
export function soon(task, delay = 60) {
  let timer, running = false, again = false;
  const run = async () => {
    if (running) { again = true; return; }
    running = true;
    let failed = false;
    try { await task(); } catch { failed = true; }
    running = false;
    if (again || failed) { again = false; call(failed ? 2000 : delay); }
  };
  const call = (wait) => { clearTimeout(timer); timer = setTimeout(run, typeof wait === "number" ? wait : delay); };
  return call;
}

// follow keeps a stream of events open: a browser gives up for good where a proxy answers in the desk's place, and never
// finds out that a line is dead. One that said nothing for a while is opened anew. It gives a function that ends it.
export function follow(address, on, lost, back) {
  let stream, again, quiet, over = false;
  const alive = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => { if (document.hidden) alive(); else renew(); }, 60000 + 30000 * Math.random());
  };
  const open = () => {
    if (over) return;
    alive();
    stream = new EventSource(address());
    for (const [name, heard] of Object.entries(on)) stream.addEventListener(name, (event) => { alive(); heard(event); });
    stream.addEventListener("open", () => back?.());
    stream.addEventListener("error", () => {
      lost?.();
      if (stream.readyState === EventSource.CLOSED) { clearTimeout(again); again = setTimeout(open, 3000); }
    });
  };
  const renew = () => { clearTimeout(again); stream.close(); open(); };
  open();
  return () => { over = true; clearTimeout(again); clearTimeout(quiet); stream.close(); };
}
