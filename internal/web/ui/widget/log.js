// How messages look. The machine's are flat and ruled, a person's raised and round: nobody takes one for the other.
const shown = new Map(); // list items by message id

function clearLog() {
  shown.clear();
  view.log?.replaceChildren();
}

function paintLog() {
  const list = [...talk.said.values()].sort((a, b) => a.seq - b.seq);
  for (const m of list) {
    if (shown.has(m.id)) continue;
    const item = bubble(m);
    shown.set(m.id, item);
    const next = list.find((o) => o.seq > m.seq && shown.has(o.id) && shown.get(o.id).isConnected);
    view.log.insertBefore(item, next ? shown.get(next.id) : view.log.querySelector(".pending"));
  }
  const grew = paintPending();
  view.empty.hidden = view.log.childElementCount > 0;
  view.root.classList.toggle("begun", view.empty.hidden);
  return grew;
}

// paintPending shows what the desk has not shown yet. While one is on its way, the desk may be faster than its answer.
function paintPending() {
  const last = [...talk.said.values()].filter((m) => m.author === "customer").sort((a, b) => b.seq - a.seq)[0];
  const list = [...talk.taken, ...talk.outbox.filter((m, i) => !(i === 0 && draining && last && last.text === m.text && Date.now() - Date.parse(last.created) < 10_000))];
  const way = (m) => (m.key ? (talk.trouble ? says.unsent : says.sending) : "");
  const old = [...view.log.querySelectorAll(".pending")];
  if (old.length === list.length && old.every((e, i) => e.dataset.words === namesOf(list[i]) && e.dataset.way === way(list[i]))) return false;
  old.forEach((e) => e.remove());
  for (const m of list) {
    view.log.append(make("li", { class: `bubble customer pending${m.key ? " waits" : ""}`, "data-words": namesOf(m), "data-way": way(m) },
      make("div", { class: "who" }, make("span", { class: "name" }, says.you), way(m) && make("span", { class: "when" }, way(m))),
      make("p", { class: "text", dir: "auto" }, namesOf(m))));
  }
  return list.length > old.length; // what somebody has just written is looked at
}

function bubble(m) {
  const item = make("li", { class: `bubble ${m.author}`, id: `m-${m.id}` },
    make("div", { class: "who" }, ...who(m), make("time", { class: "when", datetime: m.created }, moment(m.created))),
    m.text && make("p", { class: "text", lang: m.language || null, dir: "auto" }, m.text), m.files?.length > 0 && filesOf(m));
  if (m.author === "assistant") {
    const sources = sourcesOf(m.claims ?? []);
    item.append(make("p", { class: "verdict" }, sources.size > 0 ? says.checked : says.fixed));
    if (sources.size > 0) item.append(stands(sources));
    if (m.turn && sources.size > 0) item.append(wrong(m));
  }
  return item;
}

function who(m) {
  switch (m.author) {
    case "assistant": return [make("span", { class: "badge ai", "aria-hidden": "true" }, says.badge), make("span", { class: "name" }, says.ai)];
    case "desk": return [make("span", { class: "badge ai", "aria-hidden": "true" }, "i"), make("span", { class: "name" }, says.notice)];
    case "operator": {
      const name = m.name || says.team;
      return [make("span", { class: "badge person", "aria-hidden": "true" }, [...name][0].toUpperCase()), make("span", { class: "name", dir: "auto" }, name), make("span", { class: "kind" }, says.aPerson)];
    }
    default: return [make("span", { class: "name" }, says.you)];
  }
}

// sourcesOf gathers what claims stand on by article, each passage once.
function sourcesOf(claims) {
  const sources = new Map();
  for (const { evidence } of claims) {
    for (const e of evidence) {
      const s = sources.get(e.article) ?? { title: e.title || e.article, url: e.url, quotes: new Set() };
      if (e.quote) s.quotes.add(e.quote);
      sources.set(e.article, s);
    }
  }
  return sources;
}

function stands(sources) {
  const list = [...sources.values()].map((s) => make("li", {},
    /^https?:\/\//.test(s.url) ? make("a", { href: s.url, target: "_blank", rel: "noopener noreferrer" }, s.title) : make("span", { class: "title" }, s.title),
    ...[...s.quotes].map((q) => make("blockquote", { dir: "auto" }, q))));
  return make("details", {}, make("summary", {}, `${says.sources} (${list.length})`), make("ul", {}, ...list));
}

// moment says a time as people do, in their own zone: the hour, and the day where it is not today.
function moment(iso, zone) {
  const t = new Date(iso);
  const today = t.toDateString() === new Date().toDateString();
  return t.toLocaleString(language, {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(zone && { timeZoneName: "short" }), ...(!today && { weekday: "long", day: "numeric", month: "long" }),
  });
}

function paintWriting() {
  const text = talk.writes && fill(says.writes, talk.writes);
  if (view.writes.textContent !== text) view.writes.textContent = text;
}

function paintStage() {
  const now = stage();
  const by = talk.promise?.promise_at;
  const person = [...talk.said.values()].filter((m) => m.author === "operator").pop()?.name || says.team;
  const title = { thinking: says.thinking, held: says.held, waiting: by ? says.handedOver : says.undated, person: fill(says.personHas, person), resolved: says.resolved }[now] ?? "";
  const lines = [title];
  if (["held", "waiting", "person"].includes(now) && by) lines.push(fill(says.byWhen, moment(by, true)));
  const text = lines.filter(Boolean).join("\n");
  if (view.stage.dataset.words === text) return;
  view.stage.dataset.words = text;
  view.stage.className = `stage ${now}`;
  view.stage.replaceChildren(...lines.filter(Boolean).map((l, i) => make("p", { class: i === 0 ? "stage-title" : null }, l)));
  if (now === "thinking") view.stage.prepend(make("span", { class: "pulse", "aria-hidden": "true" }));
}
