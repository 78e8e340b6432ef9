package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/vigie-desk/vigie/internal/conversation"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/review"
	"github.com/vigie-desk/vigie/internal/search"
	"github.com/vigie-desk/vigie/internal/store"
)

// What was said is found by names and words, without regard to accents and case; page by page, what began last first.
func TestSearch(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := newWorld(t, cfg)
		finder := search.New(w.db)
		people := review.New(w.db, w.desk.HandOver, w.clock.now, newID)
		open := func(name, text string, trial bool) string {
			t.Helper()
			time.Sleep(2 * time.Millisecond) // ids are in the order of time to the millisecond
			in := incoming("", text)
			in.Opening.Customer = desk.Customer{Name: name, Email: name + "@example.org"}
			in.Opening.Conversation.Trial = trial
			got, err := w.desk.Accept(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			return got.Conversation
		}
		amelie := open("Amélie", "Où est mon colis ? L'adresse a changé", false)
		jonas := open("Jonas", "Where is my PARCEL to Belgium?", false)
		trial := open("Amélie", "colis", true)
		var many []string
		for i := range 30 {
			many = append(many, open("Zoe", fmt.Sprint("parcel number ", i), false))
		}
		index := func() {
			t.Helper()
			if err := finder.Index(t.Context()); err != nil {
				t.Fatal(err)
			}
			if left, err := w.db.Unread(t.Context(), 10); err != nil || len(left) > 0 {
				t.Fatalf("left unread: %+v, %v", left, err)
			}
		}
		find := func(text string, size int) []string {
			t.Helper()
			return pages(t, size, func(cursor string, limit int) (ids []string, next string, err error) {
				list, next, err := finder.Find(t.Context(), text, cursor, limit)
				for _, line := range list {
					ids = append(ids, line.ID)
				}
				return ids, next, err
			})
		}
		index()
		newest := slices.Clone(many)
		slices.Reverse(newest)
		for text, want := range map[string][]string{
			"amelie": {amelie}, "AMÉLIE colis": {amelie}, "adresse": {amelie}, "amel": {amelie}, "jonas belg": {jonas}, "belgium amelie": nil,
			"parcel": append(slices.Clone(newest), jonas), "parcel number": newest, "parcel 17": {many[17]}, "": nil, "?!": nil, "nowhere": nil,
			"par": append(slices.Clone(newest), jonas), "par belgium": nil, "%": nil, "p_rcel": nil,
		} {
			for _, size := range []int{1, 7, 100} {
				if diff := cmp.Diff(want, find(text, size)); diff != "" {
					t.Errorf("%q, %d on a page (-want +got):\n%s", text, size, diff)
				}
			}
		}
		if slices.Contains(find("colis", 10), trial) {
			t.Error("a trial is found")
		}
		// What is said later is found later: an answer, a further message, a note.
		if _, err := people.Reply(t.Context(), jonas, desk.Operator{ID: "ann"}, "It waits in Liège."); err != nil {
			t.Fatal(err)
		}
		if err := people.AddNote(t.Context(), amelie, "note", desk.Operator{ID: "ann"}, "asked the warehouse"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.desk.Accept(t.Context(), conversation.Incoming{Conversation: many[3], Text: "and my giraffe?"}); err != nil {
			t.Fatal(err)
		}
		index()
		for text, want := range map[string][]string{"liege": {jonas}, "warehouse": {amelie}, "giraffe": {many[3]}, "jonas liege": {jonas}} {
			if diff := cmp.Diff(want, find(text, 5)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", text, diff)
			}
		}
	})
}
