package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/recall"
)

func (w *world) recalls() *recall.Service {
	return recall.New(w.db, w.db.InForce, w.clock.now, newID, time.UTC)
}

const wrong = "You can return a lamp within 60 days."

// told has the assistant say something to a customer with an address, resting on a span of a version.
func (w *world) told(t testing.TB, conversationID, text string, language desk.Language, start int) conversation.Accepted {
	t.Helper()
	in := incoming(conversationID, "How long?")
	in.Language = language
	in.Opening.Customer.Email = newID() + "@example.org"
	in.Opening.Reached = true
	got, err := w.desk.Accept(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	d := answered()
	d.Language, d.Draft.Language, d.Draft.Text = language, language, text
	d.Draft.Claims[0].Text, d.Draft.Claims[0].Evidence = text, nil
	if start >= 0 {
		d.Draft.Claims[0].Evidence = []desk.Evidence{{Article: "returns", Version: "v1", Start: start, End: start + 40}}
	}
	if err := w.desk.Settle(t.Context(), w.claim(t, got), d); err != nil {
		t.Fatal(err)
	}
	w.clock.add(time.Minute)
	return got
}

func seed() recall.Seed {
	return recall.Seed{Text: wrong, Language: desk.English, Article: "returns", Version: "v1", Start: 0, End: 40}
}

// listed proposes a recall of what a text says, and gives how each conversation stands.
func (w *world) listed(t testing.TB, text string) map[string]recall.Shown {
	t.Helper()
	id, err := w.recalls().Propose(t.Context(), recall.Ask{Kind: recall.FromSearch, Seeds: recall.SeedsOf(desk.English, text), By: "ben"})
	if err != nil {
		t.Fatal(err)
	}
	return w.standings(t, id)
}

func (w *world) standings(t testing.TB, id string) map[string]recall.Shown {
	t.Helper()
	list, err := w.db.Recipients(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var found map[string]recall.Shown
	for _, r := range list {
		if found == nil {
			found = map[string]recall.Shown{}
		}
		found[r.Conversation] = r
	}
	return found
}

const (
	textEnglish = "On {date} our assistant said: {said} That was wrong. It is 14 days."
	textFrench  = "Le {date} notre assistant a dit : {said} C'était faux. C'est 14 jours."
)

// approved writes a recall of the wrong claim and has another approve it.
func (w *world) approved(t testing.TB) string {
	t.Helper()
	ctx, s := t.Context(), w.recalls()
	id, err := s.Propose(ctx, recall.Ask{Kind: recall.FromClaim, Seeds: []recall.Seed{seed()}, By: "ben"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(ctx, id, map[desk.Language]string{desk.English: textEnglish, desk.French: textFrench}, true, desk.Operator{ID: "ben"}); err != nil {
		t.Fatal(err)
	}
	r, err := w.db.Recall(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Approve(ctx, id, r.Revision, desk.Operator{ID: "ada", Role: desk.RoleLead}, ""); err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *world) corrections(t testing.TB, conversationID string) (texts []string) {
	t.Helper()
	for _, m := range w.messages(t, conversationID) {
		if m.Author == desk.ByDesk && strings.Contains(m.Text, "14") {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

// From a claim to the end: who was told is found by evidence and by wording, gets one correction in their language with the day
// and the words of their own answer, and what becomes of it is seen.
func TestRecall(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		quoted := w.told(t, "", wrong, desk.English, 0)
		paraphrased := w.told(t, "", "Lamps may be returned up to sixty days after delivery.", desk.English, 0)
		unsupported := w.told(t, "", "A lamp can be returned within 60 days of purchase.", desk.English, -1)
		french := w.told(t, "", "Vous pouvez retourner une lampe sous 60 jours.", desk.French, 0)
		right := w.told(t, "", "You can return a lamp within 14 days.", desk.English, -1)
		other := w.told(t, "", "The parcel must be closed.", desk.English, 0)
		id := w.approved(t)
		if n := len(w.standings(t, id)); n != 4 {
			t.Fatalf("listed %d: %+v", n, w.standings(t, id))
		}
		if r := w.standings(t, id)[unsupported.Conversation]; r.ByEvidence || r.Fate != recall.FateQueued {
			t.Errorf("without evidence: %+v", r)
		}
		if err := w.recalls().Close(ctx, id, desk.Operator{ID: "ada"}); !desk.Is(err, desk.Conflict) {
			t.Errorf("closed while corrections are on their way: %v", err)
		}
		for range 2 { // a second round changes nothing
			if err := w.recalls().Round(ctx); err != nil {
				t.Fatal(err)
			}
		}
		want := map[string]string{
			quoted.Conversation:      "On 23 November 2026 our assistant said: " + wrong + " That was wrong. It is 14 days.",
			paraphrased.Conversation: "On 23 November 2026 our assistant said: Lamps may be returned up to sixty days after delivery. That was wrong. It is 14 days.",
			unsupported.Conversation: "On 23 November 2026 our assistant said: A lamp can be returned within 60 days of purchase. That was wrong. It is 14 days.",
			french.Conversation:      "Le 23 novembre 2026 notre assistant a dit : Vous pouvez retourner une lampe sous 60 jours. C'était faux. C'est 14 jours.",
			right.Conversation:       "", other.Conversation: "",
		}
		for c, text := range want {
			if got := strings.Join(w.corrections(t, c), "|"); got != text {
				t.Errorf("%q, want %q", got, text)
			}
		}
		last := w.last(t, quoted.Conversation)
		if err := w.db.NoteSeen(ctx, quoted.Conversation, last.Seq, w.clock.now()); err != nil {
			t.Fatal(err)
		}
		w.accept(t, french.Conversation, "Merci")
		w.clock.add(2 * time.Minute)
		if err := w.letters().Round(ctx); err != nil {
			t.Fatal(err)
		}
		w.bounce(t, unsupported.Conversation)
		for c, fate := range map[string]recall.Fate{
			quoted.Conversation: recall.FateRead, french.Conversation: recall.FateReplied, unsupported.Conversation: recall.FateBounced, paraphrased.Conversation: recall.FateSent,
		} {
			if got := w.standings(t, id)[c].Fate; got != fate {
				t.Errorf("%s, want %s", got, fate)
			}
		}
		if err := w.recalls().Close(ctx, id, desk.Operator{ID: "ada"}); err != nil {
			t.Error(err)
		}
	})
}

// bounce has the mail about a conversation fail for good; each other arrives.
func (w *world) bounce(t *testing.T, conversationID string) {
	t.Helper()
	ctx := t.Context()
	mails := 0
	for _, d := range w.due(t) {
		mails++
		if d.Conversation != conversationID {
			continue
		}
		d, err := w.db.ClaimDelivery(ctx, d, w.clock.now(), w.clock.now().Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.desk.Undelivered(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	if mails == 0 {
		t.Error("nobody who left gets a mail")
	}
}

// Two people: who wrote on a correction does not approve it, unless nobody else could; and what is approved is what was read.
func TestRecallTakesTwo(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := emptyWorld(t, cfg), t.Context()
		ben := w.add(t, desk.RoleOwner)
		w.told(t, "", wrong, desk.English, 0)
		s := w.recalls()
		id, err := s.Propose(ctx, recall.Ask{Kind: recall.FromClaim, Seeds: []recall.Seed{seed()}, By: ben.ID})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Write(ctx, id, map[desk.Language]string{desk.English: textEnglish}, true, ben); err != nil {
			t.Fatal(err)
		}
		r, _ := w.db.Recall(ctx, id)
		if err := s.Approve(ctx, id, r.Revision, ben, ""); !desk.Is(err, desk.Forbidden) {
			t.Errorf("approved by its writer: %v", err)
		}
		ada := w.add(t, desk.RoleLead)
		if err := s.Approve(ctx, id, r.Revision, ben, "I am alone."); !desk.Is(err, desk.Forbidden) {
			t.Errorf("approved as alone with another there: %v", err)
		}
		if err := s.Approve(ctx, id, r.Revision-1, ada, ""); !desk.Is(err, desk.Conflict) {
			t.Errorf("approved unread: %v", err)
		}
		w.told(t, "", "Lamps may be returned up to 60 days after delivery.", desk.English, 0)
		if err := s.Approve(ctx, id, r.Revision, ada, ""); !desk.Is(err, desk.Conflict) {
			t.Errorf("approved a longer list than was read: %v", err)
		}
		if err := s.Write(ctx, id, map[desk.Language]string{desk.English: textEnglish + " Truly."}, true, ada); err != nil {
			t.Fatal(err)
		}
		r, _ = w.db.Recall(ctx, id)
		for _, o := range []desk.Operator{ben, ada} {
			if err := s.Approve(ctx, id, r.Revision, o, ""); !desk.Is(err, desk.Forbidden) {
				t.Errorf("%s wrote on it and approved: %v", o.Role, err)
			}
		}
		if err := w.db.EndOperator(ctx, ada.ID, w.deed("end")); err != nil {
			t.Fatal(err)
		}
		if err := s.Approve(ctx, id, r.Revision, ben, "There is nobody else here."); err != nil {
			t.Error(err)
		}
		acts, err := w.db.Acts(ctx, "recall:"+id)
		if err != nil || !slices.ContainsFunc(acts, func(a review.Act) bool {
			return a.Name == "recall:approve" && a.By == ben.ID && a.Reason == "There is nobody else here."
		}) {
			t.Errorf("on record: %+v, %v", acts, err)
		}
	})
}

// Nothing is sent to who was erased, is under legal hold, was put right by an operator or by another recall, gets it elsewhere,
// or told the assistant something in a trial; each is listed with the reason.
func TestRecallBars(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		by := desk.Operator{ID: "o1", Name: "Ben", Role: desk.RoleOperator, Team: "support"}
		erased := w.told(t, "", wrong, desk.English, 0)
		if err := people.Resolve(ctx, erased.Conversation, by); err != nil {
			t.Fatal(err)
		}
		w.note(t)
		w.clock.add(24 * time.Hour)
		held, answered, repeated, plain := w.told(t, "", wrong, desk.English, 0), w.told(t, "", wrong, desk.English, 0), w.told(t, "", wrong, desk.English, 0), w.told(t, "", wrong, desk.English, 0)
		if n, err := w.db.PurgePast(ctx, w.clock.now().Add(-12*time.Hour), w.clock.now(), 10); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		if err := w.db.SetLegalHold(ctx, held.Conversation, true); err != nil {
			t.Fatal(err)
		}
		for c, text := range map[string]string{answered.Conversation: "Sorry, that was wrong: lamps can be returned within 14 days.", repeated.Conversation: "Yes, you can return the lamp within 60 days, as it said."} {
			if _, err := people.Reply(ctx, c, by, text); err != nil {
				t.Fatal(err)
			}
		}
		trial := incoming("", "How long?")
		trial.Opening.Conversation.Trial = true
		got, err := w.desk.Accept(ctx, trial)
		if err != nil {
			t.Fatal(err)
		}
		d := answeredWrong()
		if err := w.desk.Settle(ctx, w.claim(t, got), d); err != nil {
			t.Fatal(err)
		}
		id := w.approved(t)
		for c, bar := range map[string]recall.Bar{erased.Conversation: recall.Erased, held.Conversation: recall.Held, answered.Conversation: recall.PutRight} {
			if r := w.standings(t, id)[c]; r.Standing != recall.Excluded || r.Bar != bar {
				t.Errorf("%+v, want %s", r, bar)
			}
		}
		if len(w.standings(t, id)) != 5 {
			t.Errorf("listed %+v", w.standings(t, id))
		}
		// A hold that comes between the approval and the sending.
		if err := w.db.SetLegalHold(ctx, plain.Conversation, true); err != nil {
			t.Fatal(err)
		}
		if err := w.recalls().Round(ctx); err != nil {
			t.Fatal(err)
		}
		if r := w.standings(t, id)[plain.Conversation]; r.Standing != recall.Excluded || r.Bar != recall.Held || len(w.corrections(t, plain.Conversation)) != 0 {
			t.Errorf("%+v", r)
		}
		if n := len(w.corrections(t, repeated.Conversation)); n != 1 {
			t.Errorf("%d corrections where an operator said the wrong thing again", n)
		}
		second := w.listed(t, wrong)
		if r := second[repeated.Conversation]; r.Bar != recall.RecalledAway {
			t.Errorf("a second recall: %+v", r)
		}
	})
}

func answeredWrong() desk.Decision {
	d := answered()
	d.Draft.Text, d.Draft.Claims[0].Text = wrong, wrong
	d.Draft.Claims[0].Evidence = []desk.Evidence{{Article: "returns", Version: "v1", Start: 0, End: 40}}
	return d
}

func (w *world) note(t testing.TB) {
	t.Helper()
	if err := w.recalls().Note(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Of a customer with several conversations the latest gets it; two answers in one conversation get one correction.
func TestRecallOnceEach(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		var conversations []string
		for range 2 {
			in := incoming("", "How long?")
			in.Opening.External = "company-7"
			got, err := w.desk.Accept(ctx, in)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.desk.Settle(ctx, w.claim(t, got), answeredWrong()); err != nil {
				t.Fatal(err)
			}
			w.clock.add(time.Hour)
			conversations = append(conversations, got.Conversation)
		}
		w.told(t, conversations[1], "Lamps may be returned up to 60 days after delivery.", desk.English, 0)
		id := w.approved(t)
		if err := w.recalls().Round(ctx); err != nil {
			t.Fatal(err)
		}
		if r := w.standings(t, id)[conversations[0]]; r.Bar != recall.Elsewhere || len(w.corrections(t, conversations[0])) != 0 {
			t.Errorf("%+v", r)
		}
		if got := w.corrections(t, conversations[1]); len(got) != 1 || !strings.Contains(got[0], wrong+" … Lamps may") {
			t.Errorf("%q", got)
		}
	})
}

// Eight servers send at once, some of them dying before and some after their transaction: everybody gets one correction. Two
// recalls of the same are approved before either was sent: still one.
func TestRecallSendsOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		var all []string
		for i := range 30 {
			all = append(all, w.told(t, "", wrong, desk.English, i%2).Conversation)
		}
		first, second := w.approved(t), w.approved(t)
		var group sync.WaitGroup
		for i := range 8 {
			group.Go(func() {
				for n := range 6 {
					ctx, stop := context.WithCancel(t.Context())
					if n < 5 {
						ctx, stop = context.WithTimeout(ctx, time.Duration(1+i*n)*time.Millisecond) // killed somewhere
					}
					_ = w.recalls().Round(ctx)
					stop()
				}
			})
		}
		group.Wait()
		for range 3 {
			if err := w.recalls().Round(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range all {
			if n := len(w.corrections(t, c)); n != 1 {
				t.Errorf("%d corrections", n)
			}
		}
		sent := map[recall.Standing]int{}
		for _, id := range []string{first, second} {
			for _, r := range w.standings(t, id) {
				sent[r.Standing]++
			}
		}
		if fmt.Sprint(sent) != "map[excluded:30 sent:30]" {
			t.Errorf("%v", sent)
		}
	})
}
