// The field for answers and notes: drafts are kept for each conversation in this browser, an answer waits some seconds in
// which it can be taken back, and what was on its way when the page was left is not lost and not sent twice.
import { fetchPage, replaceInside } from "./live.js";
import * as files from "./files.js";

const pause = 5000;
const draftOf = (id) => "vigie.draft." + id;
const wayOf = (id) => "vigie.way." + id;
const sendingOf = (id) => "vigie.sending." + id;
const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch { /* a private window keeps none */ } },
};

const form = () => document.getElementById("composer");
const conversation = () => document.getElementById("case")?.dataset.conversation;
let pending; // what will be sent: {timer, action, body, id, text}

// restore fills the field with what was begun here earlier.
function restore() {
  const f = form(), id = conversation();
  if (!f || !id) return;
  const text = f.querySelector("#text"), kept = document.getElementById("kept");
  const left = JSON.parse(store.get(sendingOf(id)) ?? "null");
  if (left && !pending) {
    store.set(sendingOf(id), null);
    if (!document.getElementById("m-" + left.key)) {
      store.set(draftOf(id), left.text);
      store.set(wayOf(id), left.way);
      f.querySelector("[name=key]").value = left.key; // sent again it counts once
      kept.textContent = f.dataset.lost;
    }
  }
  const draft = store.get(draftOf(id));
  if (draft && !text.value) {
    text.value = draft;
    if (store.get(wayOf(id)) === "note") f.querySelector("#way-note").checked = true;
    kept.textContent ||= f.dataset.kept;
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.closest("#composer")) return;
  const id = conversation(), f = form();
  store.set(draftOf(id), f.querySelector("#text").value);
  store.set(wayOf(id), new FormData(f).get("way"));
});

// newKey makes an id. (randomUUID is there on https alone.)
function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), "4" + hex.slice(13, 16), "a" + hex.slice(17, 20), hex.slice(20)].join("-");
}

function show(on) {
  const bar = document.getElementById("sending");
  if (bar) bar.hidden = !on;
}

const tries = 5;

// attempt sends what was waiting, again and again where the line is down: its key makes it count once.
async function attempt(what) {
  for (let n = 1; ; n++) {
    try {
      const got = await fetchPage(what.action, { method: "POST", body: what.body, headers: { Accept: "text/html", "X-Vigie-Live": "active" } });
      if (got.response.status < 500 && got.response.status !== 429 || n === tries) return got;
    } catch (fault) {
      if (n === tries) throw fault;
    }
    await new Promise((done) => setTimeout(done, 2000));
  }
}

// send commits what was waiting. Nothing has left this browser before.
async function send(what) {
  clearTimeout(what.timer);
  what.leaves = true;
  document.getElementById("undo")?.setAttribute("disabled", "");
  try {
    const { response, page } = await attempt(what);
    const here = conversation() === what.id;
    if (response.ok) {
      store.set(sendingOf(what.id), null);
      if (here) {
        document.getElementById("kept").textContent = "";
        document.dispatchEvent(new CustomEvent("desk:refresh"));
      }
    } else if (here) {
      back(what);
      replaceInside(document.getElementById("said"), page.getElementById("said"));
    } else fail(what);
  } catch {
    if (conversation() === what.id) back(what);
    // else it is kept with its key, until somebody looks there and sees whether it came
  } finally {
    if (pending === what) pending = undefined;
    if (!pending) { show(false); document.getElementById("undo")?.removeAttribute("disabled"); }
  }
}

// fail keeps a text that was refused while another conversation is open.
function fail(what) {
  store.set(draftOf(what.id), what.text);
  store.set(sendingOf(what.id), null);
}

// back puts the text where it was written. Sent again as it is, it counts once.
function back(what) {
  store.set(sendingOf(what.id), null);
  store.set(draftOf(what.id), what.text);
  if (conversation() !== what.id) return;
  const text = form().querySelector("#text");
  if (!text.value) {
    text.value = what.text;
    form().querySelector("[name=key]").value = what.body.get("key");
  }
  files.putBack(what.files);
  text.focus();
}

function undo() {
  if (!pending || pending.leaves) return;
  clearTimeout(pending.timer);
  const what = pending;
  pending = undefined;
  show(false);
  back(what);
}

document.addEventListener("submit", (event) => {
  const f = event.target.closest("#composer");
  if (!f) return;
  event.preventDefault();
  const text = f.querySelector("#text"), id = conversation();
  const data = new FormData(f), note = data.get("way") === "note";
  if (files.waiting() && !note) {
    files.say(document.getElementById("attach").dataset.waits);
    return;
  }
  data.delete("files");
  if (note) data.delete("file");
  if ((!text.value.trim() && !data.has("file")) || (pending?.leaves && pending.id === id)) return; // one after the other: the bar says that one is on its way
  if (pending && !pending.leaves) send(pending);
  document.getElementById("undo")?.removeAttribute("disabled");
  const what = { action: f.action, body: new URLSearchParams(data), id, text: text.value, files: note ? [] : files.takeAll(), timer: 0 };
  store.set(sendingOf(id), JSON.stringify({ key: data.get("key"), text: what.text, way: data.get("way") }));
  store.set(draftOf(id), null);
  text.value = "";
  f.querySelector("[name=key]").value = newKey();
  pending = what;
  if (data.get("way") === "note") { send(what); return; } // nobody outside reads it: there is nothing to take back
  show(true);
  what.timer = setTimeout(() => send(what), pause);
});
document.addEventListener("click", (event) => { if (event.target.closest("#undo")) undo(); });

// Whoever leaves the page in these seconds means to send.
addEventListener("pagehide", () => {
  if (!pending) return;
  clearTimeout(pending.timer);
  navigator.sendBeacon(pending.action, pending.body);
});
document.addEventListener("desk:moved", () => { if (pending && pending.id !== conversation() && !pending.leaves) send(pending); restore(); files.live(); });
restore();
