// The panes of the desk: a link to another folder or conversation changes what is in them, and the list stays where it was
// scrolled to. Every state has an address of its own, and the browser's way back works.
import { fetchPage, replaceInside } from "./live.js";

const all = [".pane-folders", ".pane-list", ".pane-thread", ".pane-details"];

// panes brings a fresh thread to what asks for the operator: what the checks hold against an edit, what went wrong, the
// beginning of the draft that waits, or the last message.
export function panes() {
  const body = document.querySelector(".pane-thread .pane-body");
  if (!body) return;
  const against = body.querySelector(".against")?.closest("details"), fault = body.querySelector("#said .fault"), draft = body.querySelector(".draft");
  if (against) body.scrollTop = against.offsetTop - 8;
  else if (fault) body.scrollTop = 0;
  else body.scrollTop = draft ? draft.offsetTop - 8 : body.scrollHeight;
}

let latest = 0;

// go shows what is at an address. push is false where the browser goes through its history.
export async function go(address, push = true) {
  const mine = ++latest;
  let got;
  try { got = await fetchPage(address); } catch { location.assign(address); return; }
  if (mine !== latest) return; // another link was followed meanwhile
  if (!got.response.ok || !show(got, push, false)) location.assign(address);
}

// send sends a form of the thread, and shows the page that comes back, also where it says why nothing was done.
async function send(form, button) {
  const mine = ++latest;
  const body = new URLSearchParams(new FormData(form, button));
  button?.setAttribute("disabled", "");
  try {
    // (form.action would be the field of that name.)
    const got = await fetchPage(form.getAttribute("action"), { method: "POST", body, headers: { Accept: "text/html", "X-Vigie-Live": "active" } });
    if (mine === latest && !show(got, got.response.redirected && got.response.url !== location.href, true)) location.reload();
  } catch {
    button?.removeAttribute("disabled"); // the line is down: nothing was done, or the page will show that it was
  }
}

// show takes a page over, pane by pane. It gives false where that is no page of the desk.
function show({ response, page }, push, forced) {
  const shown = document.getElementById("panes"), fresh = page.getElementById("panes");
  if (!shown || !fresh) return false;
  if (push) history.pushState({}, "", response.url);
  document.title = page.title;
  const scrolled = shown.querySelector(".pane-list .pane-body")?.scrollTop ?? 0;
  const name = (of) => of.querySelector("#list-name")?.textContent + new URL(of === fresh ? response.url : location.href).searchParams.get("cursor");
  const same = shown.dataset.list === name(fresh);
  shown.dataset.pane = fresh.dataset.pane;
  shown.dataset.list = name(fresh);
  const was = shown.querySelector("#case")?.dataset.conversation, is = fresh.querySelector("#case")?.dataset.conversation;
  const text = was && was === is ? shown.querySelector("#text")?.value : "";
  for (const which of all) {
    const part = shown.querySelector(which), other = fresh.querySelector(which);
    if (which === ".pane-thread" && was && was === is && !forced) continue; // what is being written stays
    replaceInside(part, other);
    for (const key of ["aria-label", "aria-labelledby"]) {
      if (other.hasAttribute(key)) part.setAttribute(key, other.getAttribute(key)); else part.removeAttribute(key);
    }
  }
  const field = shown.querySelector("#text");
  if (forced && field && text && !field.value) field.value = text;
  const language = document.querySelector(".lang");
  if (language) language.href = page.querySelector(".lang")?.getAttribute("href") ?? language.href;
  const list = shown.querySelector(".pane-list .pane-body");
  if (list) list.scrollTop = same ? scrolled : 0;
  if (was !== is || forced) panes();
  document.dispatchEvent(new CustomEvent("desk:moved"));
  const focus = fresh.dataset.pane === "thread" ? "#case-name" : fresh.dataset.pane === "details" ? "#facts" : "#list-name";
  if (push || forced) {
    const begun = shown.querySelector(".pane-thread [autofocus]");
    const target = begun ?? shown.querySelector("#said [role=alert]") ?? shown.querySelector(focus);
    if (!begun) target?.setAttribute("tabindex", "-1");
    target?.focus({ preventScroll: true });
  }
  return true;
}

// follow takes the links of the desk, where nothing asks for another window.
export function follow() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.href);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".moves form, .draft form");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    send(form, event.submitter);
  });
  const shown = document.getElementById("panes");
  if (shown) shown.dataset.list = document.getElementById("list-name")?.textContent + new URL(location.href).searchParams.get("cursor");
  addEventListener("popstate", () => go(location.href, false));
}
