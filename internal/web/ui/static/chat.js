// The customer's page, live: sends without leaving the page, keeps the text until the server has it, and shows answers as
// they come. Without this script the same page works by loading again.
import { fetchPage, follow, mergeLog, replaceInside, soon } from "./live.js";
import { freshMail } from "./mail.js";
import * as files from "./files.js";

const chat = document.getElementById("chat");
const form = document.getElementById("composer");
const log = document.getElementById("log");

if (form) {
  const text = document.getElementById("text");
  const send = document.getElementById("send");
  const progress = document.getElementById("progress");
  let stream, retry, cut;
  const typing = kept(chat.dataset.inbox, text, document.getElementById("key"));

  const take = (page) => {
    const fresh = page.getElementById("chat");
    if (!fresh) return;
    document.getElementById("empty")?.remove();
    const added = mergeLog(log, page.getElementById("log"));
    if (added && log.lastElementChild?.matches(".operator")) writing("");
    for (const id of ["stage", "anew", "rate"]) replaceInside(document.getElementById(id), page.getElementById(id));
    freshMail(page);
    chat.dataset.last = fresh.dataset.last;
    if (fresh.dataset.conversation !== chat.dataset.conversation) {
      chat.dataset.conversation = fresh.dataset.conversation;
      listen();
    }
    if (added) log.lastElementChild?.scrollIntoView({ block: "nearest" });
  };

  const refresh = soon(async () => {
    const { response, page } = await fetchPage(location.pathname + location.search);
    if (response.ok) take(page);
    else if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`);
  });

  const listen = () => {
    stream?.();
    const id = chat.dataset.conversation;
    if (!id || !window.EventSource) return;
    const news = Object.fromEntries(["message", "turn", "promise", "state"].map((name) => [name, () => refresh()]));
    news.typing = (event) => writing(JSON.parse(event.data).name);
    stream = follow(() => `/api/v1/conversations/${encodeURIComponent(id)}/stream?after=${chat.dataset.last}`, news, () => {
      cut ??= setTimeout(() => { progress.textContent = chat.dataset.lost; }, 3000);
    }, () => {
      clearTimeout(cut);
      cut = undefined;
      if (progress.textContent === chat.dataset.lost) progress.textContent = "";
    });
  };

  // Nobody is taken to write for long who is not told again.
  let rests;
  const writing = (who) => {
    clearTimeout(rests);
    document.getElementById("writes").textContent = who && chat.dataset.writes.replace("%s", () => who);
    if (who) rests = setTimeout(() => writing(""), 8000);
  };

  const later = (seconds, words, task) => {
    clearTimeout(retry);
    let left = seconds;
    const tick = () => {
      if (left <= 0) { progress.textContent = ""; task(); return; }
      progress.textContent = words.replace("%s", left);
      left -= 1;
      retry = setTimeout(tick, 1000);
    };
    tick();
  };

  // What is on its way, by its form: the words and the key stay what they were when it was sent, whatever is typed on, so
  // that a message whose answer was lost counts once.
  const outbox = new Map();
  let draining = false, lost = 0; // lost: how often in a row the line was
  const put = (which) => {
    if (!outbox.has(which)) {
      const carries = which === form && files.chosen().length > 0;
      const body = carries ? withFiles(new FormData(form)) : new URLSearchParams(new FormData(which));
      outbox.set(which, { body, carries, text: text.value });
    }
    drain();
  };
  const drain = async () => {
    clearTimeout(retry);
    if (draining) return;
    draining = true;
    let failed;
    for (const [which, sent] of outbox) {
      const wait = await post(which, sent);
      if (wait) { failed = wait; break; }
      outbox.delete(which);
    }
    draining = false;
    if (failed) later(...failed, drain);
  };

  // post sends a form. The text stays in its field until the server has taken it. Where it must be sent again it gives
  // after how many seconds, and what is said meanwhile.
  const post = async (which, { body, carries, text: words }) => {
    send.disabled = true;
    progress.textContent = chat.dataset.sending;
    try {
      const { response, page } = await sent(which.action, body, carries);
      lost = 0;
      progress.textContent = "";
      replaceInside(document.getElementById("trouble"), page.getElementById("trouble"));
      if (response.status === 429 || response.status >= 500) return [Number(response.headers.get("Retry-After")) || 5, chat.dataset.retrying];
      for (const key of page.querySelectorAll("input[name=key]")) { // what was refused was not taken under its key
        if (key.id !== "key" || which === form) document.getElementById(key.id).value = key.value;
      }
      if (response.ok) {
        if (which === form) typing.done(words);
        if (carries) files.takeAll();
        take(page);
      } else if (which === form) typing.keep();
      return null;
    } catch {
      lost += 1;
      return [Math.min(lost, 5), chat.dataset.offline];
    } finally {
      send.disabled = false;
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim() || files.chosen().length > 0) put(form);
  });
  document.querySelector(".person-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    put(event.target);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".quick")) return;
    event.preventDefault();
    put(event.target);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && chat.dataset.conversation) refresh(); });
  listen();
}

// withFiles puts the files of the list into a form, in place of those in the field.
function withFiles(body) {
  body.delete("files");
  for (const file of files.chosen()) body.append("files", file, file.name);
  return body;
}

// sent posts a form, and shows how far its files have come.
async function sent(action, body, carries) {
  const headers = { Accept: "text/html", "X-Vigie-Live": "yes" };
  if (!carries) return fetchPage(action, { method: "POST", body, headers });
  try {
    const answer = await files.post(action, body, files.progress, headers);
    const response = { ok: answer.ok, status: answer.status, headers: { get: answer.header } };
    return { response, page: new DOMParser().parseFromString(answer.text, "text/html") };
  } finally {
    files.progress(1);
  }
}

// kept holds what is being typed, with the key under which it is sent, for as long as the tab: a reload loses neither, and
// a message whose answer was lost is not made twice.
function kept(inbox, field, key) {
  const name = `vigie:chat:${inbox}`;
  const store = { get: () => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } },
    set: (value) => { try { if (value) sessionStorage.setItem(name, JSON.stringify(value)); else sessionStorage.removeItem(name); } catch { /* kept on the page alone */ } } };
  const before = store.get();
  if (before?.text && before.key && !field.value) {
    field.value = before.text;
    key.value = before.key;
  }
  const keep = () => store.set(field.value && { text: field.value, key: key.value });
  field.addEventListener("input", keep);
  // What was typed on while the message was on its way stays.
  const done = (words) => {
    field.value = field.value.startsWith(words) ? field.value.slice(words.length).trimStart() : field.value;
    keep();
  };
  return { keep, done };
}
