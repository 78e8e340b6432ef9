package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/vigie-desk/vigie/internal/access"
	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/store"
)

func (w *world) deed(act string) access.Deed {
	return access.Deed{ID: newID(), By: "o", Act: act, Ref: "settings:operators", Detail: "d", At: w.clock.now()}
}

func (w *world) add(t testing.TB, role desk.Role) desk.Operator {
	t.Helper()
	o := desk.Operator{ID: newID(), Name: "Ada", Email: newID() + "@example.org", Team: "support", Role: role, Languages: []desk.Language{desk.French}}
	if err := w.db.AddOperator(t.Context(), o, "x", w.clock.now()); err != nil {
		t.Fatal(err)
	}
	return o
}

// However owners take each other's role away at the same time, one stays.
func TestOneOwnerRemains(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w := emptyWorld(t, cfg)
		var owners []desk.Operator
		for range 4 {
			owners = append(owners, w.add(t, desk.RoleOwner))
		}
		var group sync.WaitGroup
		errs := make([]error, len(owners))
		for i, o := range owners {
			group.Go(func() {
				if i%2 == 0 {
					errs[i] = w.db.EndOperator(t.Context(), o.ID, w.deed("end"))
					return
				}
				o.Role = desk.RoleOperator
				errs[i] = w.db.ChangeOperator(t.Context(), o, w.deed("change"))
			})
		}
		group.Wait()
		refused := 0
		for _, err := range errs {
			if desk.Is(err, desk.Conflict) {
				refused++
			} else if err != nil {
				t.Error(err)
			}
		}
		if refused != 1 {
			t.Errorf("%d of 4 were refused: %v", refused, errs)
		}
		if deeds, err := w.db.Deeds(t.Context(), "settings:operators", 10); err != nil || len(deeds) != 3 {
			t.Errorf("%d on record, want the 3 that were made: %v", len(deeds), err)
		}
	})
}

// Who is deactivated signs in nowhere, counts for no promise and is told nothing; their name stays.
func TestDeactivatedOperator(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		o := w.add(t, desk.RoleOperator)
		if err := w.db.EndOperator(ctx, o.ID, w.deed("end")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := w.db.OperatorLogin(ctx, o.Email); !desk.Is(err, desk.NotFound) {
			t.Errorf("signs in: %v", err)
		}
		if err := w.db.SetAway(ctx, o.ID, false, w.clock.now()); !desk.Is(err, desk.NotFound) {
			t.Errorf("comes to the desk: %v", err)
		}
		if r, err := w.db.Roster(ctx, "support", w.clock.now()); err != nil || r.Members != 1 || r.Online != 0 {
			t.Errorf("roster %+v, %v", r, err)
		}
		if got, err := w.db.Operator(ctx, o.ID); err != nil || got.Ended.IsZero() || got.Name != "Ada" {
			t.Errorf("%+v, %v", got, err)
		}
		if err := w.db.ReturnOperator(ctx, o.ID, w.deed("return")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := w.db.OperatorLogin(ctx, o.Email); err != nil {
			t.Errorf("back: %v", err)
		}
	})
}

func TestInvitationWorksOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		i := access.Invitation{ID: newID(), Email: "new@example.org", Team: "support", Role: desk.RoleLead, By: "o", Created: w.clock.now(), Expires: w.clock.now().Add(time.Hour)}
		if err := w.db.AddInvitation(ctx, i, w.deed("invite")); err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		errs := make([]error, 5)
		for n := range errs {
			group.Go(func() {
				o := desk.Operator{ID: newID(), Name: "New", Email: newID() + "@example.org", Team: "support", Role: desk.RoleLead}
				errs[n] = w.db.Join(ctx, i.ID, o, "x", w.deed("join"))
			})
		}
		group.Wait()
		joined := 0
		for _, err := range errs {
			if err == nil {
				joined++
			} else if !desk.Is(err, desk.Conflict) {
				t.Error(err)
			}
		}
		if joined != 1 {
			t.Errorf("%d joined by one link: %v", joined, errs)
		}
		late := i
		late.ID, late.Email = newID(), "late@example.org"
		if err := w.db.AddInvitation(ctx, late, w.deed("invite")); err != nil {
			t.Fatal(err)
		}
		w.clock.add(time.Hour)
		if err := w.db.Join(ctx, late.ID, w.add(t, desk.RoleLead), "x", w.deed("join")); !desk.Is(err, desk.Conflict) {
			t.Errorf("an expired link: %v", err)
		}
	})
}

// A second link to another password ends the first; using one ends the sessions that were begun before.
func TestPasswordLinks(t *testing.T) {
	onBoth(t, func(t *testing.T, cfg store.Config) {
		w, ctx := newWorld(t, cfg), t.Context()
		o := w.add(t, desk.RoleOperator)
		link := access.Invitation{ID: newID(), Operator: o.ID, Email: o.Email, Team: "support", Role: o.Role, Created: w.clock.now(), Expires: w.clock.now().Add(time.Hour)}
		second := link
		second.ID = newID()
		for _, i := range []access.Invitation{link, second} {
			if err := w.db.AddInvitation(ctx, i, w.deed("reset")); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.db.ResetPassword(ctx, link.ID, o.ID, "y", w.deed("password")); !desk.Is(err, desk.Conflict) {
			t.Errorf("an earlier link: %v", err)
		}
		if err := w.db.ResetPassword(ctx, second.ID, o.ID, "y", w.deed("password")); err != nil {
			t.Fatal(err)
		}
		got, hash, err := w.db.OperatorLogin(ctx, o.Email)
		if err != nil || hash != "y" || !got.SignedIn.Equal(w.clock.now()) {
			t.Errorf("%+v %q %v", got, hash, err)
		}
	})
}
