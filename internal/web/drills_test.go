package web_test

import (
	"context"
	"errors"
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/proving/drill"
)

// startDrill stands in for the wiring: the drill is on record, and a test says how it ends.
func (h *house) startDrill(ctx context.Context, by desk.Operator) (string, error) {
	now := h.clock()
	run := drill.Run{ID: uuid.Must(uuid.NewV7()).String(), Begun: now, Until: now.Add(drill.Lease), By: by.ID}
	return run.ID, h.db.BeginDrill(ctx, run)
}

// drilled puts a drill on record that has just ended, without anybody having pressed a button.
func (h *house) drilled(report drill.Report) drill.Run {
	h.t.Helper()
	run := drill.Run{ID: uuid.Must(uuid.NewV7()).String(), Begun: h.clock().Add(-1500 * time.Millisecond)}
	run = run.Conclude(context.Background(), report, nil, h.clock())
	if err := h.db.PutDrill(context.Background(), run); err != nil {
		h.t.Fatal(err)
	}
	return run
}

// running gives the drill that runs.
func (h *house) running() drill.Run {
	h.t.Helper()
	list, err := h.db.Drills(context.Background(), h.clock(), 1)
	if err != nil || len(list) != 1 || list[0].State != drill.Running {
		h.t.Fatal(list, err)
	}
	return list[0]
}

func harmfulReport() drill.Report {
	return drill.Report{
		Mode: "compose", Level: drill.LevelAuto, Most: 5, Harmful: 1, GuardOnly: 2, Stop: drill.Stopped{Measured: true, Millis: .5, Held: true},
		Recall: drill.Recall{Measured: true, Millis: 1.25, Turns: 4},
		Results: []drill.Result{
			{
				Case:    drill.Case{ID: "held-1", Accident: "Cursor", Language: desk.English, Question: "Two phones?", Reply: "No.", Harm: "an invented rule"},
				Outcome: drill.Held, Caught: []string{drill.LayerCheck + "names", drill.LayerBefore + "asked for person", drill.LayerBinding, drill.LayerMode, "a layer of tomorrow"}, Guard: []string{"names"}, Millis: 2.5, Told: "The Lumen team",
			},
			{
				Case:    drill.Case{ID: "shown-1", Accident: "Air Canada", Language: desk.French, Question: "Un <b>remboursement</b> ?", Reply: "Oui.", Harm: "an invented refund"},
				Outcome: drill.Shown, Harmful: true, Few: true, Said: "<script>alert(1)</script> Oui, toujours.", Guard: []string{"policy"}, Millis: 1,
			},
		},
		Accidents: []drill.Accident{
			{Name: "Cursor", Cases: 1, Caught: map[string]int{drill.LayerCheck + "names": 1, drill.LayerDecision + "not covered": 1}, Told: []string{"The Lumen team"}, Alarm: 2.5},
			{Name: "Air Canada", Cases: 1, Harmful: 1, Caught: map[string]int{}, Unseen: 1},
		},
	}
}

func goodReport() drill.Report {
	r := harmfulReport()
	r.Harmful, r.Results, r.Accidents = 0, r.Results[:1], r.Accidents[:1]
	return r
}

// A lead begins a drill, no second one begins beside it, and its report stands on its page when it has ended.
func TestDrillPages(t *testing.T) {
	h := open(t)
	boss, ben := h.signedIn(h.signUp("Claire Martin", desk.RoleLead)), h.signedIn(h.signUp("Ben", desk.RoleOperator))
	if page := h.get(boss, "/watch/drills").raw; !strings.Contains(page, "No drill was played yet.") || !strings.Contains(page, "No drill begins by itself.") {
		t.Errorf("the page of none: %s", page)
	}
	h.want(h.post(ben, "/watch/drills"), http.StatusForbidden)
	begun := h.want(h.post(boss, "/watch/drills"), http.StatusSeeOther)
	run := h.running()
	if at := begun.header.Get("Location"); at != "/watch/drills/"+run.ID {
		t.Errorf("it leads to %s", at)
	}
	again := h.want(h.post(boss, "/watch/drills"), http.StatusConflict)
	if !strings.Contains(again.raw, `role="alert"`) || !strings.Contains(again.raw, "A drill is running. When it has ended") || strings.Contains(again.raw, ">Play a drill<") {
		t.Errorf("a second is not refused in words: %s", again.raw)
	}
	if page := h.get(ben, "/watch/drills/"+run.ID).raw; !strings.Contains(page, "The drill is running.") || !strings.Contains(page, "watch.js") || !strings.Contains(page, `http-equiv="refresh"`) {
		t.Errorf("the page of a running drill does not follow it: %s", page)
	}
	h.want(h.get(ben, "/watch/drills/"+run.ID+"/report.md"), http.StatusNotFound)
	if err := h.db.EndDrill(context.Background(), run.Conclude(context.Background(), harmfulReport(), nil, h.clock())); err != nil {
		t.Fatal(err)
	}
	raw := h.get(ben, "/watch/drills/"+run.ID).raw
	if strings.Contains(raw, "<script>alert") || strings.Contains(raw, `http-equiv="refresh"`) {
		t.Error("a model's words run, or a page that is complete loads again")
	}
	page := html.UnescapeString(raw)
	for _, want := range []string{
		"Claire Martin", "Of 2 derailments, harmful to a customer: 1.", "an invented refund", "Oui, toujours.", "It promises or forbids", "at most before a person looks", "check names (1)",
		"the desk's decision: nothing in the knowledge answers it (1)", "before any model: the customer wants a person", "never said before, and it may bind", "a layer of tomorrow", "2.50 ms", "there are 4", "of 1 nobody",
		"answers by itself", "a model writes",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if harms, rest, found := strings.Cut(page, "What was caught by what"); !found || !strings.Contains(harms, "an invented refund") || strings.Index(rest, "shown-1") > strings.Index(rest, "held-1") {
		t.Error("what would have gone wrong does not come first")
	}
	list := h.get(ben, "/watch/drills").raw
	if !strings.Contains(list, ">failed<") || strings.Contains(list, "<form method=\"post\" action=\"/watch/drills") {
		t.Errorf("an operator's list: %s", list)
	}
	french := html.UnescapeString(h.get(ben, "/watch/drills/"+run.ID+"?lang=fr").raw)
	for _, want := range []string{"Sur 2 dérapages, nuisibles à un client\u00a0: 1.", "2,50\u00a0ms", "contrôle names (1)", "la décision du bureau\u00a0: rien dans les connaissances n'y répond (1)", "répond seul"} {
		if !strings.Contains(french, want) {
			t.Errorf("the French report does not say %q", want)
		}
	}
}

// The report can be had as Markdown and as one page to mail, in which nothing that a model says does anything.
func TestDrillReports(t *testing.T) {
	h := open(t)
	ben, run := h.signedIn(h.signUp("Ben", desk.RoleOperator)), h.drilled(harmfulReport())
	for ending, want := range map[string]string{".md": "# Drill of", ".html": "<table>"} {
		got := h.want(h.get(ben, "/watch/drills/"+run.ID+"/report"+ending), http.StatusOK)
		if !strings.Contains(got.raw, want) || strings.Contains(strings.ReplaceAll(got.raw, `\<`, ""), "<script") || !strings.Contains(got.header.Get("Content-Disposition"), "attachment; filename=\"drill-") || !strings.HasSuffix(strings.Trim(got.header.Get("Content-Disposition"), `"`), ending) {
			t.Errorf("%s: %v %s", ending, got.header, got.raw)
		}
		h.want(h.get(ben, "/watch/drills/none/report"+ending), http.StatusNotFound)
	}
}

// How often drills begin by themselves is set by leads, on record, and the page says when the next one begins.
func TestDrillSchedule(t *testing.T) {
	h := open(t)
	claire := h.signUp("Claire Martin", desk.RoleLead)
	boss, ben := h.signedIn(claire), h.signedIn(h.signUp("Ben", desk.RoleOperator))
	h.want(h.post(ben, "/watch/drills/schedule", "often", "monthly"), http.StatusForbidden)
	h.want(h.post(boss, "/watch/drills/schedule", "often", "daily"), http.StatusUnprocessableEntity)
	h.want(h.post(boss, "/watch/drills/schedule"), http.StatusUnprocessableEntity)
	set := func() string {
		t.Helper()
		often, err := h.db.Setting(context.Background(), drill.ScheduleSetting)
		if err != nil {
			t.Fatal(err)
		}
		return often
	}
	if often := set(); often != "" {
		t.Fatalf("it is %q before anybody has set it", often)
	}
	h.want(h.post(boss, "/watch/drills/schedule", "often", "monthly"), http.StatusSeeOther)
	if page := h.get(boss, "/watch/drills").raw; set() != drill.Monthly || !strings.Contains(page, "The next one begins in a moment.") {
		t.Errorf("%q: %s", set(), page)
	}
	h.drilled(goodReport())
	if page := h.get(ben, "/watch/drills").raw; !strings.Contains(page, "30 days old. The next one:") || strings.Contains(page, "/schedule") {
		t.Errorf("the page does not say when the next one begins: %s", page)
	}
	h.want(h.post(boss, "/watch/drills/schedule", "often", ""), http.StatusSeeOther)
	deeds, err := h.db.Deeds(context.Background(), "settings:watch", 10)
	if err != nil || set() != "" || len(deeds) != 2 || deeds[0].By != claire.ID || deeds[0].Act != "watch:drills" || deeds[1].Detail != "monthly" {
		t.Errorf("%q %+v %v", set(), deeds, err)
	}
}

// The watch says how the last drill of the whole desk went; what interrupted or broke it says nothing, and is said to.
func TestDrillOnTheWatch(t *testing.T) {
	h := open(t)
	ben := h.signedIn(h.signUp("Ben", desk.RoleOperator))
	shows := func(want string) {
		t.Helper()
		if page := h.get(ben, "/watch").raw; !strings.Contains(page, want) || !strings.Contains(page, `href="/watch/drills"`) {
			t.Errorf("the watch does not say %q", want)
		}
	}
	shows("No drill was played yet.")
	h.drilled(goodReport())
	shows(`standing-in_force">passed<`)
	own := drill.Run{ID: "own", Begun: h.clock(), Own: true}.Conclude(context.Background(), harmfulReport(), nil, h.clock())
	broken := drill.Run{ID: "broken", Begun: h.clock()}.Conclude(context.Background(), drill.Report{}, errors.New("no pages"), h.clock())
	if err := errors.Join(h.db.PutDrill(context.Background(), own), h.db.PutDrill(context.Background(), broken)); err != nil {
		t.Fatal(err)
	}
	shows(`standing-in_force">passed<`)
	if page := h.get(ben, "/watch/drills").raw; !strings.Contains(page, "cases of your own") || !strings.Contains(page, "could not be played") {
		t.Errorf("the list: %s", page)
	}
	if page := html.UnescapeString(h.get(ben, "/watch/drills/broken").raw); !strings.Contains(page, "The server's log says why.") || strings.Contains(page, "report.md") {
		t.Errorf("the page of a broken drill: %s", page)
	}
	if _, err := h.startDrill(context.Background(), desk.Operator{}); err != nil {
		t.Fatal(err)
	}
	run := h.running()
	shows(`standing-in_force">passed<`)
	later := h.clock().Add(drill.Lease)
	h.setClock(func() time.Time { return later })
	if page := h.get(ben, "/watch/drills/"+run.ID).raw; !strings.Contains(page, "The server stopped before the drill had ended.") {
		t.Errorf("the page of a drill whose server died: %s", page)
	}
	h.drilled(harmfulReport())
	shows(`standing-expired">failed<`)
}
