// The conversation: what was said, what is on its way, what happens next. The desk's word replaces ours everywhere.
const talk = {
  id: "", token: "",
  said: new Map(), // messages by id
  seq: 0, // the last event that was told: the stream goes on from here
  outbox: memory.outbox.get(), // messages that the desk has not taken yet, oldest first
  taken: [], // messages that it has taken and not shown yet
  state: "", turn: "", promise: null,
  reason: "", // of the last turn
  rated: false,
  writes: "", // who writes an answer
  loaded: false,
  trouble: null, // {kind: "offline" | "busy" | "refused" | "long", until?}
};

const mint = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

// say puts a message on its way. From here on it is sent until the desk has taken it, and counts once.
function say(text, person) {
  const key = mint(), files = person ? [] : takePicked(key);
  talk.outbox.push({ key, text, ...(person && { person: true }), ...(files.length > 0 && { files }) });
  memory.outbox.set(talk.outbox);
  paint();
  drain();
}

let draining = false, waiting, failures = 0;

// drain sends what is on its way, one after the other, so that nothing overtakes.
async function drain() {
  if (draining) return;
  draining = true;
  clearTimeout(waiting);
  try {
    while (talk.outbox.length > 0) {
      const wait = await hand(talk.outbox[0]);
      memory.outbox.set(talk.outbox);
      paint();
      if (wait > 0) {
        waiting = setTimeout(drain, wait);
        return;
      }
    }
  } finally {
    draining = false;
  }
}

// hand tries to give one message to the desk, and tells after how many milliseconds to try again; 0: go on.
async function hand(message) {
  if (message.to === undefined) {
    // Decided once and kept: the same key goes with the same words to the same place, also after a reload.
    message.to = talk.id;
    message.body = { text: message.text, ...((message.person || !message.text) && { language }), ...(message.person && { person: true }) };
    if (!talk.id) Object.assign(message.body, { inbox }, customer() && { customer: customer() });
    memory.outbox.set(talk.outbox);
  }
  try {
    const whole = await withFiles(message);
    if (!whole) {
      talk.outbox.shift();
      give(message.text);
      talk.trouble = { kind: "filesLost" };
      return 0;
    }
    const path = message.to ? at(message.to, "/messages") : conversations;
    const token = message.to ? talk.token : undefined;
    const body = await answered(await ask(path, { method: "POST", token, key: message.key, body: whole, ...(message.files && { signal: AbortSignal.timeout(fileWithin) }) }));
    failures = 0;
    talk.trouble = null;
    took(message, body);
    return 0;
  } catch (fault) {
    return refused(message, fault);
  }
}

function took(message, body) {
  talk.outbox.shift();
  heldFiles.delete(message.key);
  if (![...talk.said.values()].some((m) => m.turn === body.turn.id && m.author === "customer")) {
    talk.taken.push({ turn: body.turn.id, text: message.text, files: message.files });
    Object.assign(talk, { state: body.state, turn: body.turn.state }); // else the stream is ahead of this answer
  }
  if (!message.to) adopt(body.id, body.visitor_token);
  else wake();
}

function refused(message, fault) {
  const status = fault instanceof Refused ? fault.status : 0;
  const again = () => {
    const files = heldFiles.get(message.key);
    heldFiles.delete(message.key);
    Object.assign(message, { key: mint(), to: undefined, body: undefined }, message.files && { files: message.files.map((f) => ({ name: f.name })) });
    if (files) heldFiles.set(message.key, files);
  };
  if (status === 409 && message.files && (message.tries = (message.tries ?? 0) + 1) < 3) message.files.forEach((f) => delete f.id); // one waited too long: it is brought again
  if (status === 429 || status === 503) {
    const wait = (fault.retry || 5) * 1000;
    talk.trouble = { kind: "busy", until: Date.now() + wait };
    return wait;
  }
  if (status === 0 || status >= 500 || status === 408 || status === 409 && !(message.tries > 2)) {
    talk.trouble = { kind: "offline" };
    return Math.min(30_000, 1000 * 2 ** failures++);
  }
  complain(fault.message);
  if (message.to && (status === 401 || status === 404)) { // the conversation is gone: the message begins another
    abandon();
    again();
    return 0;
  }
  if (status === 401 && message.body.customer?.hmac) { // a wrong signature is the site's fault, not the customer's
    const { name, email } = message.body.customer;
    again();
    Object.assign(message, { to: "", body: { inbox, text: message.text, ...(message.person && { person: true, language }), customer: { name, email } } });
    return 0;
  }
  talk.outbox.shift();
  give(message.text);
  giveFiles(message);
  talk.trouble = { kind: message.files?.length ? "file" : status === 413 ? "long" : "refused" };
  return 0;
}

let line = new AbortController();
let resting = false; // a conversation that is over is followed again when somebody looks or writes

// adopt makes a conversation this browser's own, and follows it.
function adopt(id, token) {
  Object.assign(talk, { id, token });
  memory.keep(id, token);
  listen();
}

// abandon forgets a conversation. Its people still have it.
function abandon() {
  line.abort();
  talk.said.clear();
  Object.assign(talk, { id: "", token: "", seq: 0, taken: [], state: "", turn: "", reason: "", rated: false, writes: "", promise: null, loaded: false });
  memory.forget();
  memory.read.set(null);
  clearLog();
  paint();
}

// listen follows the conversation for as long as the page lives. What was missed is told first.
async function listen() {
  line.abort();
  line = new AbortController();
  resting = false;
  const stop = line.signal;
  for (let fails = 0; !stop.aborted && talk.id;) {
    try {
      if (!talk.loaded) load(await read(talk.id, talk.token));
      if (stop.aborted) return;
      if (talk.state === "resolved" && view.panel.hidden) {
        resting = true;
        return;
      }
      await follow(talk.id, talk.token, talk.seq, () => { fails = 0; cut(false); }, told, stop);
    } catch (fault) {
      if (stop.aborted) return;
      if (fault instanceof Refused && [401, 403, 404].includes(fault.status)) {
        complain(fault.message);
        abandon();
        return;
      }
    }
    fails += 1;
    if (fails > 1) cut(true);
    await pause(fails, stop);
  }
}

// wake follows a conversation again that was over.
function wake() {
  if (resting && talk.id) listen();
}

// cut notes that the line is down, or up again: what waits is sent at once then.
function cut(down) {
  if (down) talk.trouble ??= { kind: "offline" };
  else if (talk.trouble?.kind === "offline") {
    talk.trouble = null;
    drain();
  }
  paint();
}

function load(whole) {
  for (const m of whole.messages) keepMessage(m);
  Object.assign(talk, { loaded: true, state: whole.state, turn: whole.turn?.state ?? "", reason: whole.turn?.reason ?? "", rated: whole.rated, promise: whole.promise ?? null });
  if (memory.read.get() === null) memory.read.set(talk.seq);
  paint();
}

function keepMessage(m) {
  talk.said.set(m.id, { reported: talk.said.get(m.id)?.reported, ...m }); // the stream does not tell what was called wrong
  talk.seq = Math.max(talk.seq, m.seq);
  if (m.author === "customer") talk.taken = talk.taken.filter((t) => t.turn !== m.turn);
}

// told takes one event of the stream.
function told(name, data, seq) {
  if (name === "hello") talk.state = data.state;
  if (name === "message" && data.text !== undefined) {
    keepMessage(data);
    if (data.author === "operator") writing("");
  }
  if (name === "typing") writing(data.name);
  if (name === "turn") Object.assign(talk, { turn: data.state, reason: data.reason });
  if (name === "promise") talk.promise = data;
  if (name === "state") talk.state = data.state;
  talk.seq = Math.max(talk.seq, seq);
  paint();
}

let rests;

// writing notes who writes an answer. Nobody is taken to write for long who is not told again.
function writing(who) {
  clearTimeout(rests);
  talk.writes = who;
  if (who) rests = setTimeout(() => { talk.writes = ""; paint(); }, 8000);
}

// stage says what happens next, in one word.
function stage() {
  if (talk.outbox.length > 0) return ""; // the desk does not know of it yet
  switch (talk.state) {
    case "assistant": return "thinking";
    case "waiting_person": return talk.turn === "held" ? "held" : "waiting";
    case "person": return "person";
    case "resolved": return "resolved";
    default: return "";
  }
}

// unread counts what others said since this browser last looked.
function unread() {
  const seen = memory.read.get() ?? 0;
  return [...talk.said.values()].filter((m) => m.author !== "customer" && m.seq > seen).length;
}
