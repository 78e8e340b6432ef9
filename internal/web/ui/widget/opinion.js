// What a customer thinks: that an answer is wrong, and how it was at the end.
let named = 0;

// wrong offers to call an answer wrong, or says how that stands.
function wrong(m) {
  const told = { open: says.toldOpen, right: says.toldRight, wrong: says.toldWrong }[m.reported];
  if (told) return make("p", { class: "wrong-state", role: "status" }, told);
  const group = `wrong-${named++}`;
  const parts = (m.claims ?? []).map((c, i) => [i, c]).filter(([, c]) => c.evidence.length > 0);
  const choice = (value, label, checked) => make("p", { class: "choice" },
    make("input", { type: "radio", name: group, value, id: `${group}-${value}`, checked }), make("label", { for: `${group}-${value}`, dir: "auto" }, label));
  const trouble = make("p", { class: "failed", role: "status" });
  const form = make("form", { onsubmit: (event) => { event.preventDefault(); tell(m, form, trouble, group); } },
    parts.length > 1 && make("fieldset", {}, make("legend", {}, says.which), ...parts.map(([i, c]) => choice(String(i), c.text)), choice("", says.whole, true)),
    make("p", { class: "note" }, says.wrongSays), trouble, make("button", { type: "submit" }, says.report));
  return make("details", { class: "wrong" }, make("summary", {}, says.wrong), form);
}

async function tell(m, form, trouble, group) {
  const chosen = form.querySelector(`input[name="${group}"]:checked`)?.value;
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const body = { turn: m.turn, ...(chosen && { claim: Number(chosen) }) };
    const got = await answered(await ask(at(talk.id, "/reports"), { method: "POST", token: talk.token, body }));
    m.reported = got.state;
    talk.said.get(m.id).reported = got.state;
    const inside = form.contains(view.panel.getRootNode().activeElement);
    form.closest(".wrong").replaceWith(wrong(m));
    if (inside) view.text.focus();
  } catch (fault) {
    if (fault instanceof Refused) complain(fault.message);
    trouble.textContent = says.again;
    button.disabled = false;
  }
}

// over tells whether the conversation has come to its end: closed, or thanked for after something was answered.
function over() {
  const answer = (m) => m.author === "operator" || (m.author === "assistant" && (m.claims ?? []).some((c) => c.evidence.length > 0));
  return talk.state === "resolved" || (talk.state === "waiting_customer" && talk.reason === "courtesy" && [...talk.said.values()].some(answer));
}

function paintRate() {
  const asked = !talk.rated && talk.id !== "" && over() && talk.outbox.length === 0;
  if (view.rate.dataset.asked === String(asked)) return;
  view.rate.dataset.asked = String(asked);
  view.rate.hidden = !asked;
  view.rate.replaceChildren(...(asked ? [faces()] : []));
}

function faces() {
  const face = (value, sign, name) => make("p", {}, make("input", { type: "radio", name: "score", value, id: `face-${value}`, required: true }),
    make("label", { for: `face-${value}` }, make("span", { "aria-hidden": "true" }, sign), name));
  const trouble = make("p", { class: "failed", role: "status" });
  const why = make("textarea", { id: "why", rows: "2", maxlength: "2000", dir: "auto" });
  const form = make("form", { onsubmit: (event) => { event.preventDefault(); judge(form, why, trouble); } },
    make("fieldset", {}, make("legend", {}, says.rate), make("div", { class: "faces" }, face("3", "🙂", says.good), face("2", "😐", says.soSo), face("1", "🙁", says.bad))),
    make("label", { for: "why" }, says.rateWords), why, trouble, make("button", { type: "submit" }, says.rateSend));
  return form;
}

async function judge(form, why, trouble) {
  const score = Number(form.querySelector("input:checked").value);
  const words = why.value.trim();
  try {
    await answered(await ask(at(talk.id, "/rating"), { method: "POST", token: talk.token, body: { score, ...(words && { words }) } }));
  } catch (fault) {
    if (!(fault instanceof Refused) || fault.status !== 409) { // 409: said before, in another window
      trouble.textContent = says.again;
      return;
    }
  }
  talk.rated = true;
  view.rate.dataset.asked = "false";
  view.rate.replaceChildren(make("p", { role: "status" }, says.thanks));
  view.text.focus();
}
