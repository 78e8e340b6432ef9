// How the desk is spoken to: /api/v1, with the conversation's own token and no cookies.
const silence = 40_000; // the desk sends something every 15 s; a line that is quiet for longer is dead
const patience = 20_000;

function ask(path, { method = "GET", token, key, body, after, signal } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (key) headers["Idempotency-Key"] = key;
  if (body) headers["Content-Type"] = "application/json";
  if (after !== undefined) headers["Last-Event-ID"] = String(after);
  return fetch(new URL(path, base), {
    method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: path.startsWith("api/") ? "no-store" : "default", signal: signal ?? AbortSignal.timeout(patience),
  });
}

const conversations = "api/v1/conversations";
const at = (id, rest = "") => `${conversations}/${encodeURIComponent(id)}${rest}`;

class Refused extends Error {
  constructor(response, problem) {
    super(problem.detail ?? response.statusText);
    this.status = response.status;
    this.kind = problem.kind;
    this.retry = Number(response.headers.get("Retry-After")) || 0;
  }
}

// answered gives what the desk says, or throws what it refuses.
async function answered(response) {
  if (response.ok) return response.json();
  throw new Refused(response, await response.json().catch(() => ({})));
}

// read gives a whole conversation, page by page.
async function read(id, token) {
  const whole = await answered(await ask(at(id), { token }));
  for (let next = whole.next; next;) {
    const page = await answered(await ask(at(id, `?after=${next}`), { token }));
    whole.messages.push(...page.messages);
    next = page.next;
  }
  return whole;
}

// follow tells every event after one, until the line breaks. It ends by itself where the desk ends it.
async function follow(id, token, after, opened, told, stop) {
  const line = new AbortController();
  const hang = () => line.abort();
  stop.addEventListener("abort", hang);
  let quiet = setTimeout(hang, silence);
  try {
    const response = await ask(at(id, "/stream"), { token, after, signal: line.signal });
    if (!response.ok) await answered(response);
    opened();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(quiet);
      quiet = setTimeout(hang, silence);
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) tellOne(part, told);
    }
  } finally {
    clearTimeout(quiet);
    stop.removeEventListener("abort", hang);
    line.abort();
  }
}

function tellOne(part, told) {
  const event = {};
  for (const row of part.split("\n")) {
    const colon = row.indexOf(": ");
    if (colon > 0) event[row.slice(0, colon)] = row.slice(colon + 2);
  }
  if (event.data) told(event.event, JSON.parse(event.data), Number(event.id) || 0);
}

// pause waits, growing with each failure, and at most 30 s; what makes a new try worth while ends it early.
function pause(failures, stop) {
  return new Promise((go) => {
    const timer = setTimeout(go, Math.min(30_000, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
    const now = () => { clearTimeout(timer); go(); };
    addEventListener("online", now, { once: true, signal: stop });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); }, { once: true, signal: stop });
    stop.addEventListener("abort", now, { once: true });
  });
}
