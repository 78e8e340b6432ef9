package breaker

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

func people() Policy {
	p := DefaultPolicy()
	p.Duty, p.Leads, p.Owners = []string{"dora"}, []string{"lea", "luc"}, []string{"olga"}
	return p
}

// told says what is said until a moment, when somebody looks every step.
func told(t testing.TB, in Incident, until time.Time, step time.Duration, p Policy) (Incident, []string) {
	t.Helper()
	var said []string
	for now := in.Opened.At; !now.After(until); now = now.Add(step) {
		for {
			n, due, err := Escalate(in, now, p)
			if err != nil {
				t.Fatal(err)
			}
			if !due || n.At.After(now) {
				break
			}
			if in, err = Told(in, n); err != nil {
				t.Fatal(err)
			}
			said = append(said, fmt.Sprintf("%s %s %d %v", n.At.Sub(noon), n.Rung, n.Repeat, n.To))
		}
	}
	return in, said
}

func TestEscalate(t *testing.T) {
	p := people()
	p.Repeats = 2
	for name, c := range map[string]struct {
		bend func(*Policy)
		step time.Duration
		want []string
	}{
		"as it should be": {func(*Policy) {}, time.Second, []string{
			"0s duty 0 [dora]", "10m0s leads 0 [lea luc]", "20m0s owners 0 [olga]",
			"1h20m0s every 1 [dora lea luc olga]", "2h20m0s every 2 [dora lea luc olga]",
		}},
		"looked at late": {func(*Policy) {}, 45 * time.Minute, []string{
			"0s duty 0 [dora]", "45m0s leads 0 [lea luc]", "1h30m0s owners 0 [olga]",
			"3h0m0s every 1 [dora lea luc olga]", "4h30m0s every 2 [dora lea luc olga]",
		}},
		"nobody on duty": {func(p *Policy) { p.Duty = nil }, time.Second, []string{
			"0s leads 0 [lea luc]", "10m0s owners 0 [olga]", "1h10m0s every 1 [lea luc olga]", "2h10m0s every 2 [lea luc olga]",
		}},
		"the lead is on duty": {func(p *Policy) { p.Duty, p.Leads = []string{"lea", "lea", ""}, []string{"lea"} }, time.Second, []string{
			"0s duty 0 [lea]", "10m0s owners 0 [olga]", "1h10m0s every 1 [lea olga]", "2h10m0s every 2 [lea olga]",
		}},
		"one for everything": {func(p *Policy) { p.Duty, p.Leads, p.Owners = nil, nil, []string{"olga"} }, time.Second, []string{
			"0s owners 0 [olga]", "1h0m0s every 1 [olga]", "2h0m0s every 2 [olga]",
		}},
		"never again": {func(p *Policy) { p.Repeats = 0 }, time.Second, []string{
			"0s duty 0 [dora]", "10m0s leads 0 [lea luc]", "20m0s owners 0 [olga]",
		}},
		"no times set": {func(p *Policy) { p.Within, p.Every, p.Repeats = 0, -1, -1 }, time.Second, []string{
			"0s duty 0 [dora]", "10m0s leads 0 [lea luc]", "20m0s owners 0 [olga]",
		}},
	} {
		q := p
		c.bend(&q)
		_, got := told(t, raised(t, drift()), noon.Add(6*time.Hour), c.step, q)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhoIsNextBeforeItIsDue(t *testing.T) {
	in, _ := told(t, raised(t, drift()), noon, time.Second, people())
	n, due, err := Escalate(in, noon.Add(time.Minute), people())
	want := Notice{Incident: "inc-1", Rung: RungLeads, To: []string{"lea", "luc"}, At: noon.Add(10 * time.Minute)}
	if diff := cmp.Diff(want, n); err != nil || !due || diff != "" {
		t.Errorf("%v, %v, %s", err, due, diff)
	}
	if n, _, _ = Escalate(in, noon.Add(time.Hour), people()); !n.At.Equal(noon.Add(time.Hour)) {
		t.Errorf("an overdue notice is due at %s", n.At)
	}
}

func TestAcknowledgedIsQuietUntilReopened(t *testing.T) {
	in, _ := told(t, raised(t, drift()), noon.Add(5*time.Minute), time.Second, people())
	pending, _, _ := Escalate(in, noon.Add(5*time.Minute), people())
	in, err := Advance(in, Act{Kind: ActAcknowledge, By: "dora", At: noon.Add(6 * time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	if n, due, err := Escalate(in, noon.Add(100*time.Hour), people()); due || err != nil {
		t.Errorf("%+v, %v", n, err)
	}
	if after, err := Told(in, pending); !desk.Is(err, desk.Conflict) || !cmp.Equal(in, after) {
		t.Errorf("a notice is said of an acknowledged incident: %v", err)
	}
	again := noon.Add(3 * time.Hour)
	if in, err = Advance(in, Act{Kind: ActReopen, By: "dora", At: again}); err != nil {
		t.Fatal(err)
	}
	if _, err := Told(in, pending); !desk.Is(err, desk.Conflict) {
		t.Errorf("a notice of the round before is said: %v", err)
	}
	n, due, err := Escalate(in, again, people())
	if want := (Notice{Incident: "inc-1", Round: 1, Rung: RungDuty, To: []string{"dora"}, At: again}); err != nil || !due || !cmp.Equal(n, want) {
		t.Errorf("%+v, %v", n, err)
	}
}

func TestNobodyToTellIsAnError(t *testing.T) {
	for _, p := range []Policy{{}, {Duty: []string{" "}}, DefaultPolicy()} {
		if _, due, err := Escalate(raised(t, drift()), noon, p); due || !desk.Is(err, desk.Invalid) {
			t.Errorf("%+v: %v", p, err)
		}
	}
	in, _ := told(t, raised(t, drift()), noon, time.Second, people())
	if _, due, err := Escalate(in, noon.Add(time.Hour), DefaultPolicy()); due || !desk.Is(err, desk.Invalid) {
		t.Errorf("everybody has gone: %v", err)
	}
}

func TestToldRefuses(t *testing.T) {
	in := raised(t, drift())
	n, _, _ := Escalate(in, noon, people())
	for name, bend := range map[string]func(*Notice){
		"another incident": func(n *Notice) { n.Incident = "x" }, "another round": func(n *Notice) { n.Round = 1 },
		"no rung": func(n *Notice) { n.Rung = "" }, "nobody": func(n *Notice) { n.To = nil },
	} {
		bad := n
		bend(&bad)
		if after, err := Told(in, bad); err == nil || !cmp.Equal(in, after) {
			t.Errorf("%s is taken", name)
		}
	}
	in, err := Told(in, n)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Told(in, n); !desk.Is(err, desk.Conflict) {
		t.Errorf("said twice: %v", err)
	}
}

// Whoever looks when, with whatever roster: nothing is said twice, each rung has its minutes, the cap holds, and as long
// as nobody acknowledges there is somebody to tell until the cap.
func TestAnyEscalation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, now := raisedFor(t), noon
		keys := map[string]bool{}
		inRound := map[int][]string{}
		var last time.Time
		for range rapid.IntRange(1, 60).Draw(t, "looks") {
			now = now.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "seconds")) * time.Second)
			if rapid.IntRange(0, 9).Draw(t, "act") == 0 {
				in, _ = Advance(in, Act{Kind: rapid.SampledFrom(ActKinds()).Draw(t, "kind"), By: "op", At: now})
				last = time.Time{}
			}
			p := somePolicy(t)
			n, due, err := Escalate(in, now, p)
			if err != nil {
				t.Fatal(err)
			}
			if !due {
				if in.Stage.Waiting() && repeatsOf(in.said()) < p.Repeats {
					t.Fatalf("nobody is told of %+v", in)
				}
				continue
			}
			if n.At.Before(now) || !in.Stage.Waiting() || n.Repeat > p.Repeats {
				t.Fatalf("%+v at %s in %s", n, now, in.Stage)
			}
			if n.At.After(now) {
				continue
			}
			key := fmt.Sprint(n.Round, n.Rung, n.Repeat)
			if keys[key] || !last.IsZero() && now.Sub(last) < p.Within {
				t.Fatalf("%s is said at %s, after %s", key, now, last)
			}
			keys[key], last = true, now
			for _, id := range n.To {
				if n.Rung != RungEvery && slices.Contains(inRound[n.Round], id) {
					t.Fatalf("%s is told again by %s", id, n.Rung)
				}
				inRound[n.Round] = append(inRound[n.Round], id)
			}
			if in, err = Told(in, n); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func raisedFor(t *rapid.T) Incident {
	in, _, err := Raise(nil, "inc-1", drift())
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func somePolicy(t *rapid.T) Policy {
	ids := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", ""}), 0, 3)
	p := DefaultPolicy()
	p.Duty, p.Leads, p.Owners = ids.Draw(t, "duty"), ids.Draw(t, "leads"), append(ids.Draw(t, "owners"), "z")
	p.Repeats = rapid.IntRange(0, 4).Draw(t, "repeats")
	return p
}
