// What is seen: one button, and one dialog that it opens. Everything is made of text nodes, in a shadow of its own.
function make(name, props = {}, ...children) {
  const e = document.createElementNS(props.ns ?? "http://www.w3.org/1999/xhtml", name);
  for (const [key, value] of Object.entries(props)) {
    if (key === "ns" || value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
    else e.setAttribute(key, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== false && c !== ""));
  return e;
}

const svg = "http://www.w3.org/2000/svg";
const sign = (path) => make("svg", { ns: svg, viewBox: "0 0 24 24", "aria-hidden": "true", class: "sign" }, make("path", { ns: svg, d: path }));
const fill = (text, ...values) => values.reduce((t, v) => t.replace("%s", () => v), text);

let language = "en", says = words.en, settings = {};
const view = {};

function build() {
  language = languageOf(settings);
  says = words[language];
  const brand = settings.brand || "";
  view.count = make("span", { class: "count", hidden: true, "aria-hidden": "true" });
  view.launcher = make("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => show(true) },
    sign("M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-7l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z"), view.count);
  view.log = make("ol");
  view.scroll = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": says.log, tabindex: "0" },
    view.empty = make("p", { class: "empty" }, settings.greeting?.[language] || says.empty), view.log);
  view.stage = make("div", { class: "stage", role: "status" });
  view.writes = make("p", { class: "writes", role: "status", dir: "auto" });
  view.trouble = make("p", { class: "trouble", role: "status" });
  view.text = make("textarea", { id: "text", rows: "2", maxlength: "20000", "aria-describedby": "hint", autocomplete: "off", oninput: typed, onkeydown: key, dir: "auto" });
  view.text.value = memory.draft.get();
  view.send = make("button", { type: "submit", class: "send" }, says.send);
  view.person = make("button", { type: "button", class: "person-button", onclick: () => say(says.personMessage, true) }, says.person);
  view.panel = make("div", { class: "panel", role: "dialog", "aria-labelledby": "title", "aria-describedby": "discloses", hidden: true, tabindex: "-1", onkeydown: escape },
    make("header", {}, make("h2", { id: "title" }, brand || says.open),
      make("button", { type: "button", class: "close", "aria-label": says.close, title: says.close, onclick: () => show(false) }, sign("M5.6 4.2 12 10.6l6.4-6.4 1.4 1.4L13.4 12l6.4 6.4-1.4 1.4L12 13.4l-6.4 6.4-1.4-1.4L10.6 12 4.2 5.6z"))),
    make("div", { class: "discloses" }, make("p", { id: "discloses" }, make("strong", {}, says.discloses), " ", make("span", { class: "more" }, says.disclosesMore)), view.person),
    view.scroll, view.writes, view.stage, view.rate = make("div", { class: "rate", hidden: true }),
    make("form", { onsubmit: submitted }, view.trouble,
      make("label", { for: "text" }, says.label), view.text, fileField(),
      make("div", { class: "end" }, make("p", { id: "hint" }, says.hint), view.fileRow, view.send)));
  view.news = make("p", { class: "unseen", role: "status" });
  view.root = make("div", { class: `root ${settings.position === "left" ? "left" : "right"}`, lang: language, dir: "ltr" }, view.panel, view.launcher, view.news);
  dress(view.root);
}

// dress gives the inbox's colour to what carries it, with the ink that can be read on it.
function dress(root) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(settings.accent ?? "");
  if (!hex) return;
  const [r, g, b] = hex.slice(1).map((c) => { const v = parseInt(c, 16) / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  const bright = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  root.style.setProperty("--brand", hex[0]);
  root.style.setProperty("--brand-ink", bright > 0.179 ? "#000000" : "#ffffff");
}

function typed() { memory.draft.set(view.text.value); }

// give puts words back into the field, before what is being typed there.
function give(text) {
  view.text.value = [text, view.text.value].filter(Boolean).join("\n");
  typed();
}

function key(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  view.panel.querySelector(":scope > form").requestSubmit();
}

function submitted(event) {
  event.preventDefault();
  const text = view.text.value.trim();
  if (!text && picked.length === 0) return;
  view.text.value = "";
  typed();
  if (["refused", "long", "file", "filesLost", "again"].includes(talk.trouble?.kind)) talk.trouble = null;
  say(text);
}

function escape(event) {
  event.stopPropagation(); // the page's own shortcuts are not for what is typed here
  if (event.key === "Escape") show(false);
}

// show opens or closes the dialog; the focus goes in, and back to where it came from.
function show(open, focus = true) {
  if (view.panel.hidden !== open) return;
  view.panel.hidden = !open;
  view.launcher.setAttribute("aria-expanded", String(open));
  view.launcher.hidden = open;
  memory.open.set(open);
  if (open) wake();
  paint();
  if (open) view.scroll.scrollTop = view.scroll.scrollHeight;
  if (focus) (open ? view.text : view.launcher).focus();
}

let painting = false;

// paint shows everything as it stands, shortly after the last change.
function paint() {
  if (painting) return;
  painting = true;
  queueMicrotask(() => {
    painting = false;
    if (view.root) repaint();
  });
}

function repaint() {
  const near = view.scroll.scrollHeight - view.scroll.scrollTop - view.scroll.clientHeight < 80;
  const grew = paintLog();
  paintStage();
  paintWriting();
  paintTrouble();
  paintRate();
  if (near || grew) view.scroll.scrollTop = view.scroll.scrollHeight;
  const open = !view.panel.hidden;
  if (open && !document.hidden && talk.seq > (memory.read.get() ?? 0)) memory.read.set(talk.seq);
  const n = open ? 0 : unread();
  view.count.hidden = n === 0;
  view.count.textContent = n > 9 ? "9+" : String(n);
  const name = [says.open, settings.brand].filter(Boolean).join(" – ");
  const news = n === 0 ? "" : fill(n === 1 ? says.unreadOne : says.unread, String(n));
  view.launcher.setAttribute("aria-label", news ? `${name}, ${news}` : name);
  if (view.news.textContent !== news) view.news.textContent = news;
}

function paintTrouble() {
  const t = talk.trouble;
  clearTimeout(view.tick);
  let text = "";
  if (t?.kind === "busy") {
    text = fill(says.busy, String(Math.max(1, Math.ceil((t.until - Date.now()) / 1000))));
    view.tick = setTimeout(paint, 1000);
  } else if (t) text = says[t.kind];
  if (view.trouble.textContent === text) return;
  view.trouble.setAttribute("aria-live", t?.kind === "busy" && view.counting ? "off" : "polite"); // seconds are not read out one by one
  view.counting = t?.kind === "busy";
  view.trouble.textContent = text;
}
