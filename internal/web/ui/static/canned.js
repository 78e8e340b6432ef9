// Canned replies beside the field for an answer: a click or Enter puts one where the caret is. A / in the empty field opens
// the list. Without this script each is a link to this page with the reply in the field.
const parts = () => {
  const list = document.getElementById("canned"), text = document.querySelector("#composer #text");
  return list && text ? { list, text, find: list.querySelector("#canned-find") } : null;
};
const links = (list) => [...list.querySelectorAll("a[data-text]")].filter((a) => !a.parentElement.hidden);

function ready() {
  const p = parts();
  if (!p) return;
  p.list.querySelector(".canned-find").hidden = false;
  p.list.querySelector(".canned-hint").hidden = false;
}

function close(p) {
  p.list.open = false;
  p.find.value = "";
  filter(p);
  p.text.focus();
}

function filter(p) {
  const wanted = p.find.value.trim().toLowerCase();
  for (const a of p.list.querySelectorAll("a[data-text]")) a.parentElement.hidden = !a.textContent.toLowerCase().includes(wanted);
}

function insert(p, link) {
  const { text } = p;
  text.setRangeText(link.dataset.text, text.selectionStart, text.selectionEnd, "end");
  close(p);
  text.dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept like what was typed
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#canned a[data-text]"), p = parts();
  if (!link || !p || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  insert(p, link);
}, true);

document.addEventListener("keydown", (event) => {
  const p = parts();
  if (!p || event.isComposing) return;
  if (event.key === "/" && event.target === p.text && !p.text.value && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    p.list.open = true;
    p.find.focus();
    return;
  }
  if (!p.list.contains(event.target) || !p.list.open) return;
  const all = links(p.list), at = all.indexOf(document.activeElement);
  if (event.key === "Escape") close(p);
  else if (event.key === "ArrowDown" && all.length) all[Math.min(at + 1, all.length - 1)].focus();
  else if (event.key === "ArrowUp" && at > 0) all[at - 1].focus();
  else if (event.key === "ArrowUp") p.find.focus();
  else if (event.key === "Enter" && event.target === p.find) { if (all.length) insert(p, all[0]); } else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("input", (event) => {
  const p = parts();
  if (!p || event.target !== p.find) return;
  event.stopPropagation(); // the words of the search are no draft of an answer
  filter(p);
}, true);
document.addEventListener("desk:moved", ready);
ready();
