package web_test

import (
	"context"
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
	"github.com/vigie-desk/vigie/internal/watch/breaker"
	"github.com/vigie-desk/vigie/internal/watch/drift"
)

// tells has a new customer told something that was never said before, and gives the turn.
func (h *house) tells(text, topic string) string {
	h.t.Helper()
	ctx := context.Background()
	h.asleep.Store(true)
	defer h.asleep.Store(false)
	got, err := h.conversations.Accept(ctx, conversation.Incoming{Text: "what is it like?", Opening: conversation.Opening{Conversation: desk.Conversation{Inbox: "web", Channel: "widget"}}})
	if err != nil {
		h.t.Fatal(err)
	}
	claim, err := h.db.ClaimTurn(ctx, conversation.Claim{Turn: got.Turn, Conversation: got.Conversation}, h.clock(), h.clock().Add(time.Minute))
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.conversations.Settle(ctx, claim, desk.Decision{
		Action: desk.Send, Reason: desk.Answered, Topic: topic, Language: desk.English, Question: "what is it like?",
		Draft: desk.Draft{Mode: desk.Compose, Language: desk.English, Text: text}, New: []desk.NewClaim{{End: len(text), Text: text, Novelty: desk.FreshClaim}},
	}); err != nil {
		h.t.Fatal(err)
	}
	return got.Turn
}

// furnishWatch puts something on every part of the console, and gives an incident.
func (h *house) furnishWatch() string {
	h.t.Helper()
	h.shelve()
	h.tells("The lamp hums a little when it is cold.", "lamps")
	h.tells("Its shade is woven of willow. "+strings.Repeat("Donaudampfschifffahrtsgesellschaft", 3), "lamps")
	h.say("How long may I wait?")
	h.say("missing thing")
	in, err := h.tower.Raise(context.Background(), breaker.Signal{
		Cause: breaker.CauseDrift, Severity: breaker.Major, Stream: "blocked", Scope: "topic:lamps", Value: 93.5, Line: 90, Conversations: []string{"c-1", "c-2"},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.tower.Raise(context.Background(), breaker.Signal{Cause: breaker.CauseHungCheck, Severity: breaker.Critical, Stream: "check covers", Scope: "language:fr"}); err != nil {
		h.t.Fatal(err)
	}
	reviewed := watch.Window{From: h.clock().AddDate(0, 0, -14), Until: h.clock(), By: "x", Of: 400, Failed: 4}
	if err := h.db.SaveStreams(context.Background(), []watch.Stream{
		{Kind: watch.Blocked, Scope: "desk", Made: h.clock(), Baseline: reviewed, P0: .02, PerDay: 30, Standing: drift.Watched, Weight: .1, Delay: 9, Days: 90, State: drift.Start(h.clock())},
		{Kind: watch.HandedOver, Scope: "topic:lamps", Made: h.clock(), Baseline: reviewed, P0: .02, Standing: drift.TooQuiet, State: drift.Start(h.clock())},
	}); err != nil {
		h.t.Fatal(err)
	}
	return in.ID
}

func TestConsole(t *testing.T) {
	h := open(t)
	id := h.furnishWatch()
	lead, operator := h.signUp("Claire Martin", desk.RoleLead), h.signUp("Ben", desk.RoleOperator)
	boss, ben := h.signedIn(lead), h.signedIn(operator)
	page := html.UnescapeString(h.get(boss, "/watch").raw)
	for _, want := range []string{"The lamp hums a little when it is cold.", "2 of 5 customers were told", "have changed", "A check of the guard hangs", "drafts only", "expired", "what is it like?"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if quiet := html.UnescapeString(h.get(ben, "/watch").raw); strings.Contains(quiet, `action="/watch/breakers"`) || strings.Contains(quiet, `action="/watch/budget"`) || !strings.Contains(quiet, `action="/watch/claims/`) {
		t.Error("an operator is shown what leads do, or is not shown what operators do")
	}
	h.want(h.post(ben, "/watch/incidents/"+id, "act", "acknowledge"), http.StatusSeeOther)
	h.want(h.post(ben, "/watch/incidents/"+id, "act", "acknowledge"), http.StatusConflict)
	h.want(h.post(ben, "/watch/incidents/"+id, "act", "note", "note", "the new prompt, since noon"), http.StatusSeeOther)
	h.want(h.post(ben, "/watch/incidents/"+id, "act", "note", "note", "  "), http.StatusUnprocessableEntity)
	h.want(h.post(boss, "/watch/incidents/"+id, "act", "mitigate", "note", "the old prompt is back"), http.StatusSeeOther)
	h.want(h.post(ben, "/watch/incidents/"+id, "act", "began", "since", h.clock().Add(-time.Hour).UTC().Format("2006-01-02T15:04")), http.StatusSeeOther)
	h.want(h.post(ben, "/watch/incidents/"+id, "act", "began", "since", h.clock().Add(48*time.Hour).Format("2006-01-02T15:04")), http.StatusUnprocessableEntity)
	h.want(h.post(ben, "/watch/incidents/"+id, "act", "began", "since", "yesterday"), http.StatusUnprocessableEntity)
	if told := html.UnescapeString(h.get(ben, "/watch/incidents/"+id+"/answers").raw); !strings.Contains(told, "2 conversations, 2 customers") || !strings.Contains(told, "The lamp hums") || strings.Contains(told, "missing thing") {
		t.Errorf("who was told something about lamps meanwhile:\n%s", told)
	}
	made := h.post(ben, "/recalls", "kind", "incident", "incident", id, "text", "The lamp hums a little when it is cold.", "language", "en")
	h.want(made, http.StatusSeeOther)
	if page := html.UnescapeString(h.get(ben, "/watch/incidents/"+id).raw); !strings.Contains(page, `href="`+made.header.Get("Location")+`"`) {
		t.Error("the incident does not lead to its recall")
	}
	h.want(h.post(boss, "/watch/incidents/"+id, "act", "close"), http.StatusSeeOther)
	if closed := html.UnescapeString(h.get(boss, "/watch/incidents/"+id).raw); !strings.Contains(closed, "the new prompt, since noon") || !strings.Contains(closed, "the old prompt is back") || !strings.Contains(closed, "Ben") || strings.Contains(closed, `value="close"`) {
		t.Error("the incident's page does not tell what was done")
	}
	report := html.UnescapeString(h.get(boss, "/watch/incidents/"+id+"/report").raw)
	if !strings.HasPrefix(report, "#") || !strings.Contains(report, "Claire Martin") || !strings.Contains(report, "the new prompt") {
		t.Errorf("report: %s", report)
	}
	h.want(h.post(boss, "/watch/breakers", "scope", "topic:lamps", "act", "person_closes"), http.StatusConflict)
	h.want(h.post(boss, "/watch/breakers", "scope", "topic:lamps", "act", "probe"), http.StatusSeeOther)
	h.want(h.post(boss, "/watch/breakers", "scope", "topic:lamps", "act", "alarm"), http.StatusUnprocessableEntity)
	if tries := html.UnescapeString(h.get(boss, "/watch").raw); !strings.Contains(tries, "0 of 20 drafts") {
		t.Error("the page does not count the drafts")
	}
}

// What a customer was told is found right or wrong where it is listed; wrong, it is an incident.
func TestConsoleJudgesWhatWasTold(t *testing.T) {
	h := open(t)
	o := h.signUp("Ben", desk.RoleOperator)
	ben := h.signedIn(o)
	first, second := h.tells("The lamp hums.", "lamps"), h.tells("The lamp sings.", "lamps")
	h.want(h.post(ben, "/watch/claims/"+first+"/0", "found", "right"), http.StatusSeeOther)
	h.want(h.post(ben, "/watch/claims/"+second+"/0", "found", "perhaps"), http.StatusUnprocessableEntity)
	h.want(h.post(ben, "/watch/claims/"+second+"/7", "found", "wrong"), http.StatusNotFound)
	h.want(h.post(ben, "/watch/claims/"+second+"/0", "found", "wrong"), http.StatusSeeOther)
	h.want(h.post(ben, "/watch/claims/"+second+"/0", "found", "wrong"), http.StatusConflict)
	judged, err := h.db.Judged(context.Background())
	if err != nil || len(judged) != 2 || !judged[0].Right || judged[1].Right || judged[1].Text != "The lamp sings." || judged[1].By != o.ID {
		t.Errorf("%+v %v", judged, err)
	}
	list, err := h.db.OpenIncidents(context.Background())
	if err != nil || len(list) != 1 || list[0].Cause != breaker.CauseNovelty || list[0].Evidence.Scope != "topic:lamps" {
		t.Errorf("%+v %v", list, err)
	}
	if page := html.UnescapeString(h.get(ben, "/watch").raw); !strings.Contains(page, "0 of 5 customers were told what nobody has looked at") {
		t.Error("what was looked at still counts")
	}
}

// A lead says which days were good; then what is counted stands on the page, and an alarm is begun anew by a lead alone.
func TestConsoleLearns(t *testing.T) {
	h := open(t)
	claire, operator := h.signUp("Claire", desk.RoleLead), h.signUp("Ben", desk.RoleOperator)
	h.want(h.post(h.signedIn(claire), "/watch/streams", "act", "learn", "days", "14"), http.StatusUnprocessableEntity) // nothing is there to learn from
	h.setClock(func() time.Time { return time.Now().UTC().AddDate(0, 0, -8) })
	for range 3 {
		h.say("How long may I wait?")
	}
	h.setClock(func() time.Time { return time.Now().UTC() })
	boss, ben := h.signedIn(claire), h.signedIn(operator)
	h.want(h.post(boss, "/watch/streams", "act", "learn", "days", "0"), http.StatusUnprocessableEntity)
	h.want(h.post(ben, "/watch/streams", "act", "learn", "days", "14"), http.StatusForbidden)
	h.want(h.post(boss, "/watch/streams", "act", "learn", "days", "14"), http.StatusSeeOther)
	if page := html.UnescapeString(h.get(boss, "/watch").raw); !strings.Contains(page, "which Claire found good") || !strings.Contains(page, "the guard held the first answer") || !strings.Contains(page, "shown only") {
		t.Error("the page does not say what is counted")
	}
	h.want(h.post(boss, "/watch/streams", "act", "again", "kind", "blocked", "scope", "desk"), http.StatusSeeOther)
	h.want(h.post(boss, "/watch/streams", "act", "again", "kind", "none", "scope", "desk"), http.StatusNotFound)
}

func TestConsoleBudget(t *testing.T) {
	h := open(t)
	boss := h.signedIn(h.signUp("Claire", desk.RoleLead))
	for most, want := range map[string]int{"7": http.StatusSeeOther, "101": http.StatusUnprocessableEntity, "-1": http.StatusUnprocessableEntity, "many": http.StatusUnprocessableEntity} {
		h.want(h.post(boss, "/watch/budget", "most", most), want)
	}
	if n, err := h.db.NoveltyBudget(context.Background()); err != nil || n != 7 {
		t.Errorf("%d %v", n, err)
	}
	if page := html.UnescapeString(h.get(boss, "/watch").raw); !strings.Contains(page, "0 of 7 customers") {
		t.Error("the page says another budget")
	}
}

// sampled has an answer of yesterday drawn, and gives its turn.
func (h *house) sampled() string {
	h.t.Helper()
	ctx := context.Background()
	h.setClock(func() time.Time { return time.Now().UTC().AddDate(0, 0, -1) })
	h.say("How long may I wait?")
	h.setClock(func() time.Time { return time.Now().UTC() })
	if err := h.tower.Draw(ctx, time.UTC, func(int) int { return 0 }); err != nil {
		h.t.Fatal(err)
	}
	list, err := h.db.Sampled(ctx, "", 10)
	if err != nil || len(list) == 0 {
		h.t.Fatal(list, err)
	}
	return list[0].Turn
}

// Operators say what they find of each sentence of an answer that was drawn; what is wrong is an incident, and is not said again.
func TestLookBack(t *testing.T) {
	h := open(t)
	turn := h.sampled()
	claire, ben := h.signedIn(h.signUp("Claire", desk.RoleLead)), h.signedIn(h.signUp("Ben", desk.RoleOperator))
	if page := html.UnescapeString(h.get(ben, "/watch/reviews").raw); !strings.Contains(page, "How long may I wait?") || strings.Count(page, `type="radio"`) != 6 || !strings.Contains(page, "Nobody has looked") {
		t.Errorf("the page does not ask: %s", page)
	}
	h.want(h.post(ben, "/watch/reviews/"+turn, "claim-0", "right"), http.StatusUnprocessableEntity)
	h.want(h.post(ben, "/watch/reviews/"+turn, "claim-0", "right", "claim-1", "maybe"), http.StatusUnprocessableEntity)
	h.want(h.post(ben, "/watch/reviews/"+h.tells("It hums.", "lamps"), "claim-0", "right"), http.StatusUnprocessableEntity)
	h.want(h.post(ben, "/watch/reviews/"+turn, "claim-0", "right", "claim-1", "misleading"), http.StatusSeeOther)
	h.want(h.post(claire, "/watch/reviews/"+turn, "claim-0", "right", "claim-1", "wrong"), http.StatusSeeOther)
	page := html.UnescapeString(h.get(claire, "/watch/reviews").raw)
	for _, want := range []string{"Nothing to look at", "1 of 1 answers", "agree on 1 of 2"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	judged, err := h.db.Judged(context.Background())
	if err != nil || len(judged) != 1 || judged[0].Right {
		t.Errorf("%+v %v", judged, err)
	}
	if open, err := h.db.OpenIncidents(context.Background()); err != nil || len(open) != 1 || open[0].Cause != breaker.CauseNovelty {
		t.Errorf("%+v %v", open, err)
	}
	if err := h.tower.Draw(context.Background(), time.UTC, func(int) int { return 0 }); err != nil {
		t.Fatal(err)
	}
	if list, err := h.db.Sampled(context.Background(), "", 10); err != nil || len(list) != 1 {
		t.Errorf("a day was drawn twice: %d, %v", len(list), err)
	}
}

// A stream's number leads to its page; what is not a stream has none. What the page counts is tested beside the store.
func TestStreamPage(t *testing.T) {
	h := open(t)
	h.furnishWatch()
	c := h.signedIn(h.signUp("Ben", desk.RoleOperator))
	if console := h.get(c, "/watch").raw; !strings.Contains(console, `href="/watch/streams/handed_over/topic:lamps"`) {
		t.Error("the number does not lead to its stream")
	}
	page := html.UnescapeString(h.get(c, "/watch/streams/handed_over/topic:lamps").raw)
	if !strings.Contains(page, "4 of 400 conversations") || !strings.Contains(page, "a person was needed") {
		t.Errorf("the stream does not say what it is held against:\n%s", page)
	}
	if french := h.get(c, "/watch/streams/handed_over/topic:lamps?lang=fr"); french.status != http.StatusOK || !strings.Contains(french.raw, "Jour par jour") {
		t.Error("no French page")
	}
	h.want(h.get(c, "/watch/streams/nothing/desk"), http.StatusNotFound)
}
