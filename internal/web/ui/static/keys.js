// The desk by keyboard: a palette of what can be done (Ctrl+K), a legend (?), and single keys that work while no field has
// the focus. Each key stands for a button or a link of the page.
import { fetchPage } from "./live.js";
import { go } from "./panes.js";

const words = document.getElementById("desk-words")?.dataset ?? {};
const dialog = document.getElementById("palette");
const legend = document.getElementById("legend");

const rows = () => [...document.querySelectorAll("#list .lines a")];
const move = (step) => {
  const list = rows();
  const at = list.findIndex((a) => a === document.activeElement || (!list.includes(document.activeElement) && a.hasAttribute("aria-current")));
  list[Math.max(0, Math.min(list.length - 1, at + step))]?.focus();
};
const press = (selector) => { const e = document.querySelector(selector); if (e) { e.click(); return true; } return false; };
const way = (name) => {
  const radio = document.getElementById("way-" + name);
  if (!radio) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  document.getElementById("text").focus();
};
const keys = {
  j: () => move(1), k: () => move(-1), r: () => way("reply"), n: () => way("note"), a: () => press("[data-act=assign]") && document.getElementById("to")?.focus(),
  t: () => press("[data-act=take]"), b: () => press("[data-act=back]"), e: () => press("[data-act=resolve]") || press("[data-act=reopen]"),
  "/": () => document.getElementById("q")?.focus(), "?": () => legend?.showModal(),
};

// choices are what the palette offers: the actions that the page has now, the folders, and conversations that are found.
function choices(text, found) {
  const wanted = fold(text);
  const fits = (label) => fold(label).includes(wanted);
  const acts = [...document.querySelectorAll("[data-act]")].map((e) => ({ label: e.textContent.trim(), run: () => { e.click(); document.getElementById("to")?.focus(); } }));
  if (document.getElementById("way-note")) acts.push({ label: words.note, run: () => way("note") }, { label: words.reply, run: () => way("reply") });
  const folders = [...document.querySelectorAll("#folders a")].map((a) => ({ label: words.goto + " " + a.querySelector("span").textContent, run: () => go(a.href) }));
  const list = [...acts, ...folders, { label: words.legend, run: () => legend?.showModal() }].filter((c) => fits(c.label));
  if (text.trim()) list.push({ label: words.search.replace("%s", text.trim()), run: () => go("/desk?q=" + encodeURIComponent(text.trim())) });
  return [...list, ...found];
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

if (dialog) {
  const field = dialog.querySelector("input"), list = dialog.querySelector("[role=listbox]");
  let shown = [], at = 0, found = [], latest = 0;
  const draw = () => {
    shown = choices(field.value, found);
    at = Math.min(at, Math.max(0, shown.length - 1));
    list.replaceChildren(...shown.map((c, i) => {
      const item = document.createElement("li");
      item.id = "choice-" + i;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(i === at));
      item.dir = "auto";
      item.textContent = c.label;
      item.addEventListener("click", () => take(i));
      return item;
    }));
    field.setAttribute("aria-activedescendant", shown.length ? "choice-" + at : "");
    document.getElementById("choice-" + at)?.scrollIntoView({ block: "nearest" });
  };
  const take = (i) => { const c = shown[i]; dialog.close(); c?.run(); };
  let timer;
  const look = () => {
    const mine = ++latest, text = field.value.trim();
    clearTimeout(timer);
    if (text.length < 2) { found = []; draw(); return; }
    timer = setTimeout(async () => {
      const { response, page } = await fetchPage("/desk?q=" + encodeURIComponent(text), { headers: { Accept: "text/html", "X-Vigie-Live": "active" } });
      if (mine !== latest || !response.ok) return;
      found = [...page.querySelectorAll("#list .lines a")].slice(0, 8).map((a) => {
        const href = a.getAttribute("href");
        return { label: a.querySelector(".line-name").textContent + words.colon + a.querySelector(".line-preview").textContent, run: () => go(href) };
      });
      draw();
    }, 150);
  };
  field.addEventListener("input", () => { at = 0; draw(); look(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") at = Math.min(at + 1, shown.length - 1);
    else if (event.key === "ArrowUp") at = Math.max(at - 1, 0);
    else if (event.key === "Enter") { event.preventDefault(); take(at); return; } else return;
    event.preventDefault();
    draw();
  });
  keys.palette = () => { if (dialog.open) return; field.value = ""; at = 0; found = []; draw(); dialog.showModal(); field.focus(); };
  for (const d of [dialog, legend]) d.addEventListener("click", (event) => { if (event.target === d) d.close(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#open-palette")) keys.palette();
    if (event.target.closest("#open-legend")) legend.showModal();
  });
}

document.addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === "k" && keys.palette) { event.preventDefault(); keys.palette(); return; }
  if (control && event.key === "Enter") {
    const inForm = event.target.closest("form");
    if (event.target.matches("textarea, input") && inForm) { event.preventDefault(); inForm.requestSubmit(inForm.querySelector("button.primary, button:not([type=button])")); return; }
    if (press(".draft .acts > form button.primary")) event.preventDefault();
    return;
  }
  if (control || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") { document.querySelectorAll("details.pull[open]").forEach((d) => { d.open = false; }); document.activeElement?.blur(); return; }
  if (event.target.matches("input, textarea, select")) return;
  const act = keys[event.key];
  if (act && event.key.length === 1) { event.preventDefault(); act(); }
});
