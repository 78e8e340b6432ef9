// What both live pages share: read this page again as the server would show it now, and take over what is new in it.

// fetchPage gives the page at an address as a document.
export async function fetchPage(address, options) {
  const response = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" }, ...options });
  const text = await response.text();
  return { response, page: new DOMParser().parseFromString(text, "text/html") };
}

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

// soon runs a task once, shortly after the last of several calls, and never twice at a time.
export function soon(task, delay = 60) {
  let timer, running = false, again = false;
  const run = async () => {
    if (running) { again = true; return; }
    running = true;
    try { await task(); } finally {
      running = false;
      if (again) { again = false; call(); }
    }
  };
  const call = () => { clearTimeout(timer); timer = setTimeout(run, delay); };
  return call;
}
