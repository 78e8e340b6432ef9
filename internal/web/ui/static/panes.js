// The panes of the desk: a link to another folder or conversation changes what is in them, and the list stays where it was
// scrolled to. Every state has an address of its own, and the browser's way back works.
import { fetchPage, replaceInside } from "./live.js";

const all = [".pane-folders", ".pane-list", ".pane-thread", ".pane-details"];

// panes brings a fresh thread to its last message, or to the beginning of the draft that waits.
export function panes() {
  const body = document.querySelector(".pane-thread .pane-body");
  if (!body) return;
  const draft = body.querySelector(".draft");
  body.scrollTop = draft ? draft.offsetTop - 8 : body.scrollHeight;
}

let latest = 0;

// go shows what is at an address. push is false where the browser goes through its history.
export async function go(address, push = true) {
  const mine = ++latest;
  let got;
  try { got = await fetchPage(address); } catch { location.assign(address); return; }
  if (mine !== latest) return; // another link was followed meanwhile
  const { response, page } = got;
  const shown = document.getElementById("panes"), fresh = page.getElementById("panes");
  if (!response.ok || !shown || !fresh) { location.assign(address); return; }
  if (push) history.pushState({}, "", response.url);
  document.title = page.title;
  const list = shown.querySelector(".pane-list .pane-body")?.scrollTop ?? 0;
  const same = shown.querySelector("#list-name")?.textContent === fresh.querySelector("#list-name")?.textContent;
  shown.dataset.pane = fresh.dataset.pane;
  const was = shown.querySelector("#case")?.dataset.conversation, is = fresh.querySelector("#case")?.dataset.conversation;
  for (const name of all) {
    const part = shown.querySelector(name), other = page.querySelector("#panes " + name);
    if (name === ".pane-thread" && was && was === is) continue; // what is being written stays
    replaceInside(part, other);
    for (const key of ["aria-label", "aria-labelledby"]) {
      if (other.hasAttribute(key)) part.setAttribute(key, other.getAttribute(key)); else part.removeAttribute(key);
    }
  }
  const language = document.querySelector(".lang");
  if (language) language.href = page.querySelector(".lang")?.getAttribute("href") ?? language.href;
  const lists = shown.querySelector(".pane-list .pane-body");
  if (lists) lists.scrollTop = same ? list : 0;
  if (was !== is) panes();
  document.dispatchEvent(new CustomEvent("desk:moved"));
  const name = fresh.dataset.pane === "thread" ? "#case-name" : fresh.dataset.pane === "details" ? "#facts" : "";
  if (name && push) {
    const target = shown.querySelector(name);
    target?.setAttribute("tabindex", "-1");
    target?.focus({ preventScroll: true });
  }
}

// follow takes the links of the desk, where nothing asks for another window.
export function follow() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.href);
  });
  addEventListener("popstate", () => go(location.href, false));
}
