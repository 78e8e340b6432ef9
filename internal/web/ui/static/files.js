// Files beside a message: which will be sent, how far they have come, what is wrong with them. Held until the form is sent or,
// where the page names an address for them, brought there at once. Without this script the field works as browsers show it.
const box = () => document.getElementById("attach");
const list = () => document.getElementById("attach-list");
const held = new WeakMap(); // list items and their files

// live dresses the field. Pages that swap their parts call it again.
export function live() { box()?.classList.add("live"); }

// say shows what is wrong with a file.
export function say(text) {
  const fault = document.getElementById("attach-fault");
  if (fault) fault.textContent = text;
}

const size = (n) => {
  const at = n < 1024 ? 0 : n < 1048576 ? 1 : 2;
  const unit = ["byte", "kilobyte", "megabyte"][at];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: at > 1 ? 1 : 0 }).format(n / 1024 ** at);
};

// add takes files into the list, as far as they can be sent.
export function add(files) {
  const d = box().dataset;
  say("");
  for (const file of files) {
    if (list().childElementCount >= Number(d.most)) { say(d.many); return; }
    if (file.size > Number(d.one)) { say(d.large.replace("%s", () => file.name)); continue; }
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const bytes = document.createElement("small");
    bytes.textContent = size(file.size);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "quiet small";
    remove.textContent = "×";
    remove.title = d.remove.replace("%s", () => file.name);
    remove.setAttribute("aria-label", remove.title);
    item.append(name, bytes, remove);
    held.set(item, file);
    list().append(item);
    if (d.upload) bring(item, file, d);
  }
}

// bring sends one file ahead; its id stands in the form from then on.
async function bring(item, file, d) {
  item.className = "waits";
  const body = new FormData();
  body.append("files", file, file.name);
  try {
    const { ok, text } = await post(d.upload, body, progress);
    const answer = JSON.parse(text);
    if (!ok || !answer.id) throw new Error(answer.fault ?? "");
    const id = document.createElement("input");
    Object.assign(id, { type: "hidden", name: "file", value: answer.id });
    item.append(id);
    item.className = "";
  } catch (fault) {
    item.remove();
    if (box()?.dataset.upload === d.upload) say(fault.message && !(fault instanceof SyntaxError) ? fault.message : d.lost);
  }
  progress(1);
}

// progress shows how far what is being sent has come; 1 is done.
export function progress(part) {
  const bar = document.getElementById("attach-progress");
  if (!bar) return;
  bar.value = part;
  bar.hidden = part >= 1;
}

// post sends a form and tells how far it has come: fetch cannot.
export function post(address, body, told, headers = {}) {
  return new Promise((done, failed) => {
    const line = new XMLHttpRequest();
    line.open("POST", address);
    for (const [name, value] of Object.entries(headers)) line.setRequestHeader(name, value);
    line.upload.onprogress = (event) => { if (event.lengthComputable) told(event.loaded / event.total); };
    line.onload = () => done({ ok: line.status >= 200 && line.status < 300, status: line.status, text: line.responseText, header: (name) => line.getResponseHeader(name) });
    line.onerror = line.onabort = () => failed(new TypeError(""));
    line.send(body);
  });
}

// chosen gives the files that will be sent; waiting tells whether one of them is still on its way.
export const chosen = () => [...(list()?.children ?? [])].map((item) => held.get(item));
export const waiting = () => list()?.querySelector(".waits") !== null && list() !== null;

// takeAll empties the list and gives what was in it, for putBack.
export function takeAll() {
  const items = [...(list()?.children ?? [])];
  items.forEach((item) => item.remove());
  say("");
  return items;
}
export function putBack(items) { list()?.append(...items); }

document.addEventListener("change", (event) => {
  if (event.target.id !== "files" || !box()) return;
  add([...event.target.files]);
  event.target.value = "";
});
document.addEventListener("click", (event) => {
  const item = event.target.closest("#attach-list button")?.parentElement;
  if (!item) return;
  item.remove();
  say("");
  document.getElementById("files").focus();
});
document.addEventListener("paste", (event) => {
  if (!event.target.closest?.("#composer") || !event.clipboardData?.files.length) return;
  event.preventDefault();
  add([...event.clipboardData.files]);
});
live();
