// Bringing files in: a folder may be dropped or chosen, and the page tells how far it is. Without this script the form sends
// an archive or files by itself.
import { replaceInside } from "./live.js";

const most = 20000; // files in one import
let dropped = []; // [path, file]

const find = (id) => document.getElementById(id);
const fill = (text, value) => text.replace("%d", value).replace("%s", value);

function ready() {
  const form = find("import-form"), drop = find("drop");
  if (!form || !drop) return;
  dropped = [];
  drop.classList.add("drop-live");
  drop.querySelector(".drop-says").hidden = false;
  find("folder-part").hidden = !("webkitdirectory" in find("folder"));
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("drop-over"); });
  }
  drop.addEventListener("dragleave", (event) => { if (!drop.contains(event.relatedTarget)) drop.classList.remove("drop-over"); });
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("drop-over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files];
    dropped = entries.length ? await walkAll(entries) : plain.map((f) => [f.name, f]);
    tell(dropped.length);
  });
  find("folder").addEventListener("change", (event) => {
    dropped = [...event.target.files].slice(0, most).map((f) => [f.webkitRelativePath || f.name, f]);
    tell(dropped.length);
  });
  find("files").addEventListener("change", () => { dropped = []; tell(0); });
  form.addEventListener("submit", send);
}

function tell(n) { find("dropped").textContent = n ? fill(find("import-form").dataset.dropped, n) : ""; }

// walkAll reads what lies in dropped folders. A single folder is the root: its name is no part of the paths.
async function walkAll(entries) {
  const files = [], single = entries.length === 1 && entries[0].isDirectory;
  const walk = async (entry, path) => {
    if (files.length >= most) return;
    if (entry.isFile) {
      files.push([path, await new Promise((take, fail) => entry.file(take, fail))]);
      return;
    }
    const reader = entry.createReader();
    for (;;) { // a browser gives a hundred at a time
      const some = await new Promise((take, fail) => reader.readEntries(take, fail));
      if (!some.length) return;
      for (const e of some) await walk(e, path ? path + "/" + e.name : e.name);
    }
  };
  for (const entry of entries) await walk(entry, single ? "" : entry.name);
  return files;
}

function send(event) {
  const form = event.currentTarget;
  if (!dropped.length && !find("files").files.length) return; // the server says it in words
  event.preventDefault();
  const data = new FormData(form);
  if (dropped.length) {
    data.delete("files");
    const roots = new Set(dropped.map(([path]) => path.split("/")[0]));
    const inside = roots.size === 1 && dropped.every(([path]) => path.includes("/")); // a chosen folder is the root too
    for (const [path, file] of dropped) data.append("files", file, inside ? path.slice(path.indexOf("/") + 1) : path);
  }
  const words = find("how-far"), bar = find("far"), button = find("go");
  const show = (text, share) => {
    words.textContent = text;
    words.hidden = bar.hidden = false;
    if (share === null) bar.removeAttribute("value"); else bar.value = share;
  };
  button.disabled = true;
  let read = 0;
  const request = new XMLHttpRequest();
  request.open("POST", form.getAttribute("action"));
  request.setRequestHeader("Accept", "application/x-ndjson");
  request.upload.onprogress = (e) => show(fill(form.dataset.sending, Math.round(100 * e.loaded / e.total) + " %"), e.loaded / e.total);
  request.upload.onload = () => show(fill(form.dataset.reading, "…"), null);
  const broken = () => { show(form.dataset.broken, 0); button.disabled = false; };
  const take = () => {
    const text = request.responseText;
    for (let end; (end = text.indexOf("\n", read)) >= 0; read = end + 1) {
      const line = JSON.parse(text.slice(read, end));
      if (line.page) finished(line.page);
      else show(fill(form.dataset.reading, line.done + " / " + line.total), line.total ? line.done / line.total : null);
    }
  };
  let done = false;
  const finished = (html) => {
    done = true;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    replaceInside(find("import"), fresh.getElementById("import"));
    replaceInside(document.querySelector(".shelf-tabs"), fresh.querySelector(".shelf-tabs"));
    ready();
    const to = find("report") ?? find("fault");
    to?.setAttribute("tabindex", "-1");
    to?.focus();
  };
  request.onprogress = () => { if (request.status === 200) take(); };
  request.onload = () => {
    try { take(); } catch { /* no lines: what came is a page of its own */ }
    if (!done) { broken(); if (request.status === 401) location.reload(); }
  };
  request.onerror = broken;
  request.send(data);
}

ready();
