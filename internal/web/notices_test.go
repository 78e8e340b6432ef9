package web_test

import (
	"context"
	"html"
	"strings"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch"
)

// An incident's page says who was told, how, when, and what became of it.
func TestIncidentTellsWhoWasTold(t *testing.T) {
	h := open(t)
	id := h.furnishWatch()
	claire := h.signUp("Claire Martin", desk.RoleLead)
	boss := h.signedIn(claire)
	if page := html.UnescapeString(h.get(boss, "/watch/incidents/"+id).raw); !strings.Contains(page, "Nobody was called") {
		t.Error("the page does not say that nobody was told")
	}
	ctx := context.Background()
	if err := h.tower.Call(ctx, watch.Duty([]desk.Operator{claire}, time.Time{}, "support"), []watch.Way{watch.ByMail, watch.ByAlert}); err != nil {
		t.Fatal(err)
	}
	rows := h.db.Notices()
	due, err := rows.DueDeliveries(ctx, h.clock(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range due {
		if d.Message != id {
			continue
		}
		claimed, err := rows.ClaimDelivery(ctx, d, h.clock(), h.clock().Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		claimed.State = desk.Delivered
		if d.Channel == string(watch.ByAlert) {
			claimed.State, claimed.Attempts, claimed.Fault, claimed.Next = desk.Queued, 2, "the receiver answered 503", h.clock().Add(time.Minute)
		}
		if err := rows.SettleDelivery(ctx, claimed, h.clock()); err != nil {
			t.Fatal(err)
		}
	}
	page := html.UnescapeString(h.get(boss, "/watch/incidents/"+id).raw)
	for _, want := range []string{"Which colleagues were called", "Claire Martin</bdi>, by mail (on duty)", "taken", "the alert address</bdi>, by a post", "failed; tried again", "failed tries: 2", "the receiver answered 503"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if french := html.UnescapeString(h.get(boss, "/watch/incidents/"+id+"?lang=fr").raw); !strings.Contains(french, "Quels collègues ont été appelés") || !strings.Contains(french, "par e-mail (de service)") {
		t.Error("the French page does not say who was told")
	}
}
