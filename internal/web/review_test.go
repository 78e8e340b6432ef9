package web_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/guard"
	"github.com/vigie-desk/vigie/internal/web/ui"
)

// acts gives what is on record of a turn: "act by: reason".
func (h *house) actsOn(turn string) []string {
	h.t.Helper()
	acts, err := h.db.Acts(context.Background(), turn)
	if err != nil {
		h.t.Fatal(err)
	}
	var list []string
	for _, a := range acts {
		list = append(list, a.Name+" by "+a.By+": "+a.Reason)
	}
	return list
}

func (h *house) wantActs(turn string, want ...string) {
	h.t.Helper()
	if got := h.actsOn(turn); fmt.Sprint(got) != fmt.Sprint(want) {
		h.t.Errorf("on record %q, want %q", got, want)
	}
}

// TestEditIsChecked sends nothing that the checks hold back, until somebody overrules them with a reason.
func TestEditIsChecked(t *testing.T) {
	h := open(t)
	o := h.signUp("Claire Martin", desk.RoleOperator)
	turn := h.say("hold on").text("turn", "id")
	decide := func(body map[string]any) answer {
		body["operator"] = o.ID
		return h.ask(asked{method: "POST", path: "/api/v1/reviews/" + turn, key: h.key, body: body})
	}
	wrong := "Thirty days. It is yours forever."
	for name, body := range map[string]map[string]any{
		"as it is":                    {"action": "edit", "text": wrong},
		"with a reason only":          {"action": "edit", "text": wrong, "reason": "I know"},
		"overruled without a reason":  {"action": "edit", "text": wrong, "overrule": true},
		"overruled with an empty one": {"action": "edit", "text": wrong, "overrule": true, "reason": "  "},
	} {
		got := h.want(decide(body), http.StatusUnprocessableEntity)
		if got.text("kind") != "invalid" || got.text("findings", 0, "check") != "support" || got.text("findings", 0, "claim") != "1" || got.text("detail") == "" {
			t.Errorf("%s: %s", name, got.raw)
		}
	}
	h.wantActs(turn)
	h.blind.Store(true)
	h.want(decide(map[string]any{"action": "edit", "text": "Thirty days.", "overrule": true, "reason": "I know"}), http.StatusServiceUnavailable)
	h.want(decide(map[string]any{"action": "approve"}), http.StatusServiceUnavailable)
	h.blind.Store(false)
	got := h.want(decide(map[string]any{"action": "edit", "text": wrong, "overrule": true, "reason": "the owner said so"}), http.StatusOK)
	if got.text("turn", "reply", "text") != wrong || got.at("turn", "reply", "ai") != false {
		t.Errorf("%s", got.raw)
	}
	h.wantActs(turn, "review:overrule by "+o.ID+": the owner said so", "review:edit by "+o.ID+": the owner said so")

	// Overruling checks that find nothing is an edit like any other.
	turn = h.say("hold on").text("turn", "id")
	h.want(decide(map[string]any{"action": "edit", "text": "Thirty days.", "overrule": true}), http.StatusOK)
	h.wantActs(turn, "review:edit by "+o.ID+": ")
}

// TestApprovalAgainstChecks asks for a reason where a draft is approved that the checks hold back.
func TestApprovalAgainstChecks(t *testing.T) {
	h := open(t)
	h.signUp("Claire Martin", desk.RoleOperator)
	turn := h.say("blocked answer").text("turn", "id")
	approve := func(body map[string]any) answer {
		body["action"] = "approve"
		return h.ask(asked{method: "POST", path: "/api/v1/reviews/" + turn, key: h.key, body: body})
	}
	refused := h.want(approve(map[string]any{}), http.StatusUnprocessableEntity)
	if refused.text("findings", 0, "check") != "policy" {
		t.Errorf("%s", refused.raw)
	}
	h.want(approve(map[string]any{"overrule": true}), http.StatusUnprocessableEntity)
	got := h.want(approve(map[string]any{"overrule": true, "reason": "true since Monday"}), http.StatusOK)
	if got.text("turn", "reason") != "review_approved" || got.at("turn", "reply", "ai") != true {
		t.Errorf("%s", got.raw)
	}
	if acts := h.actsOn(turn); len(acts) != 2 || !strings.HasPrefix(acts[0], "review:overrule") || !strings.HasSuffix(acts[0], "true since Monday") {
		t.Errorf("%q", acts)
	}
}

// TestReviewPage goes the way of an operator without scripts: the draft with what it stands on, an edit that is refused, a
// reason, and what is on record afterwards.
func TestReviewPage(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	for lang, words := range map[string]struct{ stands, policy, blocked, made, gone, mend, none, record []string }{
		"en": {
			stands: []string{"Stands in its source"}, policy: []string{"It promises or forbids something that no source promises or forbids.", "is a promise or a rule"},
			blocked: []string{"The checks hold this back", "No source supports this sentence.", "Approve against the checks", "but not", "Approve and send"},
			made:    []string{"own words · scripted-8b, compose 3"}, gone: []string{"this page is no longer there"},
			mend: []string{"This was not sent: the checks hold it back", "No passage says this as a whole.", "“It is yours forever.”", "Overrule the checks and send"},
			none: []string{"Say why you overrule the checks"}, record: []string{"Checks overruled", "the owner said so", "Sent in other words", "a model&#39;s own words", "scripted-8b, compose 3"},
		},
		"fr": {
			stands: []string{"Figure dans sa source"}, policy: []string{"Cela promet ou interdit une chose"},
			blocked: []string{"Les contrôles retiennent cette phrase", "Approuver malgré les contrôles", "but not", "Approuver et envoyer"},
			made:    []string{"scripted-8b, compose 3"}, gone: []string{"cette page n&#39;existe plus"},
			mend: []string{"Ce texte n&#39;est pas parti", "Aucun passage ne dit cela en entier.", "Passer outre et envoyer"},
			none: []string{"Dites pourquoi vous passez outre"}, record: []string{"Contrôles écartés", "the owner said so", "Envoyé en d&#39;autres mots", "les mots d&#39;un modèle"},
		},
	} {
		begun := h.say("blocked answer")
		id, turn := begun.text("id"), begun.text("turn", "id")
		page := h.want(h.get(client, "/desk/conversations/"+id+"?lang="+lang), http.StatusOK)
		for _, texts := range [][]string{words.stands, words.policy, words.blocked, words.made, words.gone} {
			h.shows(page, texts...)
		}
		wrong := h.want(h.post(client, "/desk/reviews/"+turn, "action", "edit", "text", "Thirty days.\r\nIt is yours forever."), http.StatusUnprocessableEntity)
		h.shows(wrong, append(words.mend, "It is yours forever.</textarea>", `<details class="act" open>`)...)
		unsaid := h.want(h.post(client, "/desk/reviews/"+turn, "action", "edit", "text", "It is yours forever.", "overrule", "yes"), http.StatusUnprocessableEntity)
		h.shows(unsaid, words.none...)
		h.want(h.post(client, "/desk/reviews/"+turn, "action", "approve"), http.StatusUnprocessableEntity)
		h.want(h.post(client, "/desk/reviews/"+turn, "action", "approve", "overrule", "yes"), http.StatusUnprocessableEntity)
		sent := h.want(h.post(client, "/desk/reviews/"+turn, "action", "edit", "text", "It is yours forever.", "overrule", "yes", "reason", "the owner said so"), http.StatusSeeOther)
		if to := sent.header.Get("Location"); strings.HasPrefix(to, "/desk/reviews") {
			t.Errorf("sent on to %s, which is no page", to)
		}
		h.shows(h.get(client, "/desk/conversations/"+id), words.record...)
	}
}

// TestReviewTooLate says what became of a draft that is gone, keeps what the operator wrote, and sends nothing.
func TestReviewTooLate(t *testing.T) {
	h := open(t)
	o := h.signUp("Jonas Weber", desk.RoleOperator)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	for name, c := range map[string]struct {
		meanwhile       func(id, turn string)
		english, french string
		api             string
	}{
		"a person took over": {
			func(id, _ string) { h.tookOver(id, o) },
			"Nothing was sent: a person has taken this conversation over.", "une personne a pris cette conversation en charge", "a person has taken the conversation over",
		},
		"the customer wrote again": {
			func(id, _ string) {
				h.want(h.ask(asked{method: "POST", path: conversations + "/" + id + "/messages", key: h.key, header: wait(5), body: map[string]any{"text": "hold this too"}}), http.StatusOK)
			},
			"Nothing was sent: the customer wrote again", "le client a de nouveau écrit", "the customer wrote again",
		},
		"another refused": {
			func(_, turn string) {
				h.want(h.ask(asked{method: "POST", path: "/api/v1/reviews/" + turn, key: h.key, body: map[string]any{"action": "refuse", "reason": "wrong page"}}), http.StatusOK)
			},
			"Nothing was sent: the draft was refused", "le brouillon a été refusé", "refused it",
		},
	} {
		t.Run(name, func(t *testing.T) {
			begun := h.say("hold on")
			id, turn := begun.text("id"), begun.text("turn", "id")
			c.meanwhile(id, turn)
			before := len(h.said(id))
			for lang, want := range map[string]string{"en": c.english, "fr": c.french} {
				h.get(client, "/desk?lang="+lang)
				for _, act := range []string{"approve", "edit", "refuse", "take_over"} {
					late := h.want(h.post(client, "/desk/reviews/"+turn, "action", act, "text", "what I had written"), http.StatusConflict)
					h.shows(late, want)
					if act == "edit" {
						h.shows(late, "what I had written</textarea>")
					}
				}
			}
			for _, act := range []string{"approve", "edit", "refuse", "take_over"} {
				late := h.want(h.ask(asked{method: "POST", path: "/api/v1/reviews/" + turn, key: h.key, body: map[string]any{"action": act, "text": "x"}}), http.StatusConflict)
				if !strings.Contains(late.text("detail"), c.api) {
					t.Errorf("%s: %s", act, late.raw)
				}
			}
			if after := len(h.said(id)); after != before {
				t.Errorf("%d messages, before %d", after, before)
			}
		})
	}
}

func (h *house) said(id string) []desk.Message {
	h.t.Helper()
	list, err := h.db.Messages(context.Background(), id, 0, 200)
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

func (h *house) tookOver(id string, by desk.Operator) {
	h.t.Helper()
	h.want(h.post(h.signedIn(by), "/desk/conversations/"+id+"/take-over"), http.StatusSeeOther)
}

// TestEvidenceNamesItsVersion shows which version a draft cites, and whether it still is the one in force.
func TestEvidenceNamesItsVersion(t *testing.T) {
	h := open(t)
	h.shelve()
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	id := h.say("hold on").text("id")
	cited, err := h.library.Get(context.Background(), "returns")
	if err != nil {
		t.Fatal(err)
	}
	h.citing(id, cited.Article.Version)
	h.shows(h.get(client, "/desk/conversations/"+id), "version 1, the one in force")
	h.want(h.ask(asked{method: "PUT", path: "/api/v1/articles/returns", key: h.key, body: map[string]any{"title": "About returns", "text": "# Returns\n\nNow sixty days.", "language": "en"}}), http.StatusOK)
	h.shows(h.get(client, "/desk/conversations/"+id), "version 1; version 2 has taken its place")
	h.want(h.ask(asked{method: "DELETE", path: "/api/v1/articles/returns", key: h.key}), http.StatusNoContent)
	h.shows(h.get(client, "/desk/conversations/"+id), "this page is no longer there")
}

// citing holds another draft in a conversation, one that cites a version which exists.
func (h *house) citing(id, version string) {
	h.t.Helper()
	ctx := context.Background()
	h.asleep.Store(true)
	defer h.asleep.Store(false)
	got, err := h.conversations.Accept(ctx, conversation.Incoming{Conversation: id, Text: "hold again"})
	if err != nil {
		h.t.Fatal(err)
	}
	claim, err := h.db.ClaimTurn(ctx, conversation.Claim{Turn: got.Turn, Conversation: id}, h.clock(), h.clock().Add(1e9))
	if err != nil {
		h.t.Fatal(err)
	}
	d := decisionFor("hold again")
	for i := range d.Draft.Claims {
		for j := range d.Draft.Claims[i].Evidence {
			d.Draft.Claims[i].Evidence[j].Version = version
		}
	}
	if err := h.conversations.Settle(ctx, claim, d); err != nil {
		h.t.Fatal(err)
	}
}

// TestEveryCheckHasPlainWords keeps the pages from showing a check's name alone.
func TestEveryCheckHasPlainWords(t *testing.T) {
	h := open(t)
	for _, w := range h.words() {
		for _, c := range guard.Checks() {
			if w.Checks[c.Name] == "" {
				t.Errorf("%s: no plain words for check %s", w.Language, c.Name)
			}
		}
	}
}

// TestLevels lets anybody stop the assistant, and a lead alone do the rest.
func TestLevels(t *testing.T) {
	h := open(t)
	operator, lead := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator)), h.signedIn(h.signUp("Jonas Weber", desk.RoleLead))
	h.shows(h.get(operator, "/desk"), "Assistant: answers by itself", "a person approves each answer before it goes out", "but not", `name="level"`)
	h.shows(h.get(lead, "/desk"), `name="level"`)
	h.want(h.post(operator, "/desk/assistant", "act", "stop", "level", "draft", "topic", "billing"), http.StatusForbidden)
	h.want(h.post(lead, "/desk/assistant", "act", "stop", "level", "draft", "topic", "billing"), http.StatusSeeOther)
	h.shows(h.get(operator, "/desk"), "Assistant: drafts only", "the topic billing", "by Jonas Weber", "Assistant: answers by itself")
	h.want(h.post(operator, "/desk/assistant", "act", "stop", "topic", "billing"), http.StatusSeeOther)
	// Lowering never raises.
	already := h.want(h.post(lead, "/desk/assistant", "act", "stop", "level", "draft", "topic", "billing"), http.StatusConflict)
	h.shows(already, "It is stopped there already", "Assistant: stopped")
	h.want(h.post(operator, "/desk/assistant", "act", "start", "level", "draft", "scope", "topic:billing"), http.StatusForbidden)
	h.want(h.post(lead, "/desk/assistant", "act", "start", "level", "draft", "scope", "topic:billing"), http.StatusSeeOther)
	h.shows(h.get(lead, "/desk"), "Assistant: drafts only", "but not", "Assistant: stopped")
	h.want(h.post(lead, "/desk/assistant", "act", "start", "level", "auto", "scope", "topic:billing"), http.StatusSeeOther)
	h.shows(h.get(lead, "/desk"), "but not", "the topic billing")
	h.want(h.post(lead, "/desk/assistant", "act", "stop", "level", "draft", "scope", "desk"), http.StatusSeeOther)
	h.shows(h.get(lead, "/desk?lang=fr"), "Assistant\u00a0: brouillons seulement", "une personne approuve chaque réponse avant l&#39;envoi")
}

// TestLevelsOverTheAPI takes a level, and off where none is named.
func TestLevelsOverTheAPI(t *testing.T) {
	h := open(t)
	ask := func(verb string, body map[string]any, status int) answer {
		t.Helper()
		return h.want(h.ask(asked{method: "POST", path: "/api/v1/assistant/" + verb, key: h.key, body: body}), status)
	}
	draft := ask("stop", map[string]any{"scope": "topic:billing", "level": "draft"}, http.StatusOK)
	if draft.text("levels", 0, "level") != "draft" || draft.text("scope") != "topic:billing" {
		t.Errorf("%s", draft.raw)
	}
	if off := ask("stop", map[string]any{"scope": "topic:billing"}, http.StatusOK); off.text("levels", 0, "level") != "off" {
		t.Errorf("%s", off.raw)
	}
	ask("stop", map[string]any{"scope": "topic:billing", "level": "draft"}, http.StatusConflict)
	ask("stop", map[string]any{"level": "auto"}, http.StatusUnprocessableEntity)
	ask("start", map[string]any{"level": "off"}, http.StatusUnprocessableEntity)
	if again := ask("start", map[string]any{"scope": "topic:billing", "level": "draft"}, http.StatusOK); again.text("levels", 0, "level") != "draft" {
		t.Errorf("%s", again.raw)
	}
	if auto := ask("start", map[string]any{"scope": "topic:billing"}, http.StatusOK); len(auto.at("levels").([]any)) != 0 {
		t.Errorf("%s", auto.raw)
	}
}

// words gives the words of every language.
func (h *house) words() []*ui.Words {
	h.t.Helper()
	pages, err := ui.New()
	if err != nil {
		h.t.Fatal(err)
	}
	return []*ui.Words{pages.Words(desk.English), pages.Words(desk.French)}
}

// TestFindingsInPlainWords shows what became of the model's answer, and what a check that broke comes to.
func TestFindingsInPlainWords(t *testing.T) {
	h := open(t)
	client := h.signedIn(h.signUp("Claire Martin", desk.RoleOperator))
	id := h.say("asides please").text("id")
	h.shows(h.get(client, "/desk/conversations/"+id+"?lang=en"),
		"a quotation, word for word (the model&#39;s answer could not be used, so a page was quoted)",
		"The model gave no answer that could be used.", "the provider is overloaded",
		"Of an answer by the model that was not used: No passage says this as a whole.", "it invents a rule", "but not", "of the model&#39;s choice")
	h.shows(h.get(client, "/desk/conversations/"+id+"?lang=fr"), "la réponse du modèle n&#39;a pas pu servir", "Le modèle n&#39;a pas donné de réponse utilisable.")
	id = h.say("failed check please").text("id")
	h.shows(h.get(client, "/desk/conversations/"+id+"?lang=en"), "A check could not run, and counts as failed.", "gave no answer within 2s", "but not", "stands in no source")
}
