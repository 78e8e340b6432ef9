// What is kept in this browser. For as long as the browser likes: the conversation's id and token, nothing else. For as
// long as this tab: what is being typed, and messages that the desk has not taken yet, each with its key.
const place = `vigie:${base.host}${base.pathname}${inbox}${given("customer") && `:${marked(given("customer"))}`}`;

// marked stands for a customer's id without holding it, so that two who share a browser do not share a conversation.
function marked(text) {
  let sum = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  return sum.toString(16);
}

// shelf wraps a storage that may be forbidden, full, or filled by somebody else.
function shelf(open) {
  const spare = new Map();
  const box = () => { try { return open(); } catch { return null; } };
  return {
    get(name) {
      try { return JSON.parse(box()?.getItem(`${place}${name}`) ?? spare.get(name) ?? "null"); } catch { return null; }
    },
    set(name, value) {
      const text = JSON.stringify(value);
      spare.set(name, text);
      try {
        if (value === null) box()?.removeItem(`${place}${name}`); else box()?.setItem(`${place}${name}`, text);
      } catch { /* it is kept for as long as this page */ }
    },
  };
}

const lasting = shelf(() => localStorage);
const passing = shelf(() => sessionStorage);

const memory = {
  conversation() {
    const c = lasting.get("");
    return typeof c?.id === "string" && typeof c?.token === "string" ? c : null;
  },
  keep(id, token) { lasting.set("", { id, token }); },
  forget() { lasting.set("", null); },
  draft: { get: () => String(passing.get("/draft") ?? ""), set: (text) => passing.set("/draft", text || null) },
  outbox: {
    get: () => { const list = passing.get("/outbox"); return Array.isArray(list) ? list.filter((m) => m?.key && (m?.text || m?.files?.length)) : []; },
    set: (list) => passing.set("/outbox", list.length > 0 ? list : null),
  },
  read: { get: () => passing.get("/read"), set: (seq) => passing.set("/read", seq) },
  open: { get: () => passing.get("/open") === true, set: (open) => passing.set("/open", open || null) },
};
