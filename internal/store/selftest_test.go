package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/watch/selftest"
)

func TestSelfTestsAreKept(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		if _, err := w.db.LastSelfTest(ctx); !desk.Is(err, desk.NotFound) {
			t.Errorf("of no run: %v", err)
		}
		floor := .9
		for n, cause := range []selftest.Cause{selftest.Hourly, selftest.GuardChanged} {
			run := selftest.Run{
				ID: newID(), Cause: cause, At: w.clock.now().Add(time.Duration(n) * time.Hour).UTC(), Seed: 1<<63 + 5, Versions: selftest.Versions{Guard: "guard-x", Knowledge: 7},
				Answers: map[selftest.Origin]int{selftest.FromBank: 50}, Cases: 3, Verdict: "below", Reasons: []string{"values: 1 of 3 caught"}, Lowered: true,
				Groups: []selftest.Figure{{Name: "values", Held: 1, All: 3, Share: 1. / 3, Low: .01, High: .9, Floor: &floor}}, Slips: []selftest.Slip{{Kind: "number changed", Origin: selftest.FromBank, Ref: "a"}},
			}
			if err := w.db.PutSelfTest(ctx, run); err != nil {
				t.Fatal(err)
			}
			last, err := w.db.LastSelfTest(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(run, last); diff != "" {
				t.Errorf("run %d (-put +got):\n%s", n, diff)
			}
		}
		if list, err := w.db.SelfTests(ctx, 10); err != nil || len(list) != 2 || list[0].Cause != selftest.GuardChanged {
			t.Errorf("listed %v, %v", list, err)
		}
	})
}

// What the assistant sent by itself, and what people found wrong of it: kept for good, without the customer's words, until a
// person finds it right.
func TestMistakesAreKept(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		got := w.accept(t, "", "What does it cost?")
		d := answered()
		d.Question = "What does it cost, asked Zoe?"
		if err := w.desk.Settle(ctx, w.claim(t, got), d); err != nil {
			t.Fatal(err)
		}
		sent, err := w.db.Answered(ctx, 10)
		if err != nil || len(sent) != 1 || sent[0].Turn.ID != got.Turn || sent[0].Turn.Conversation != got.Conversation || sent[0].Decision.Question != d.Question {
			t.Fatalf("answered %+v, %v", sent, err)
		}
		judge := func(text string, right bool) {
			t.Helper()
			if err := w.db.PutJudged(ctx, desk.JudgedClaim{ID: newID(), Turn: got.Turn, Text: text, Language: desk.English, Right: right, By: "ann", At: w.clock.now()}); err != nil {
				t.Fatal(err)
			}
			w.clock.add(time.Second)
		}
		judge("One device for each subscription.", false)
		judge("The lamp hums.", false)
		judge("The lamp hums.", true)
		expect := func(want ...string) {
			t.Helper()
			if err := w.db.GatherMistakes(ctx); err != nil {
				t.Fatal(err)
			}
			list, err := w.db.Mistakes(ctx)
			if err != nil {
				t.Fatal(err)
			}
			var claims []string
			for _, m := range list {
				claims = append(claims, m.Claim)
				if _, err := m.Mutant(); err != nil {
					t.Error(err)
				}
			}
			if diff := cmp.Diff(want, claims); diff != "" {
				t.Errorf("mistakes (-want +got):\n%s", diff)
			}
		}
		expect("One device for each subscription.")
		judge("One device for each subscription.", true)
		expect()
		judge("One device for each subscription.", false)
		expect("One device for each subscription.")
		expect("One device for each subscription.")

		// A customer reports a sentence: nothing until an operator finds it wrong, and nothing after one finds it right again.
		second, ben := w.answered(t, "two?"), desk.Operator{ID: "ben"}
		if err := w.desk.Report(ctx, desk.Report{Turn: second.Turn, Conversation: second.Conversation, Claim: 1}); err != nil {
			t.Fatal(err)
		}
		expect("One device for each subscription.")
		settle := func(found desk.ReportState) {
			t.Helper()
			w.clock.add(time.Second)
			list, err := w.db.Reports(ctx, second.Conversation)
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			if err := w.desk.SettleReport(ctx, list[0], found, ben); err != nil {
				t.Fatal(err)
			}
		}
		settle(desk.ReportWrong)
		expect("One device for each subscription.", "Two.")
		settle(desk.ReportRight)
		expect("One device for each subscription.")
	})
}
