package web

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestLimiterNeverGivesMore draws any sequence of names and pauses: no name ever gets more than its burst and its rate
// allow, however many other names there are, and no more names are remembered than allowed.
func TestLimiterNeverGivesMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := Limit{PerMinute: rapid.Float64Range(1, 600).Draw(t, "rate"), Burst: rapid.IntRange(1, 5).Draw(t, "burst")}
		most := rapid.IntRange(1, 4).Draw(t, "most")
		l := newLimiter(limit, most)
		now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
		given := map[string][]time.Time{}
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.Int64Range(0, int64(20*time.Second)).Draw(t, "pause")))
			name := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}).Draw(t, "name")
			wait, ok := l.take(name, now)
			if ok {
				given[name] = append(given[name], now)
			} else if wait <= 0 {
				t.Fatalf("%s refused with a wait of %v", name, wait)
			}
			if len(l.buckets) > most || l.recent.Len() != len(l.buckets) {
				t.Fatalf("%d names remembered, %d in order, at most %d", len(l.buckets), l.recent.Len(), most)
			}
		}
		for name, times := range given {
			for i := range times {
				for j := i; j < len(times); j++ {
					allowed := float64(limit.Burst) + limit.PerMinute/60*times[j].Sub(times[i]).Seconds()
					if got := float64(j - i + 1); got > allowed+1e-6 {
						t.Fatalf("%s: %v in %v, allowed %.3f", name, got, times[j].Sub(times[i]), allowed)
					}
				}
			}
		}
	})
}

// TestLimiterFailsClosed floods with names: those who still have something to answer for are not forgotten.
func TestLimiterFailsClosed(t *testing.T) {
	l := newLimiter(Limit{PerMinute: 6, Burst: 1}, 2)
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for i, want := range []bool{true, true, false, false} {
		if _, ok := l.take(fmt.Sprint("name", i), now); ok != want {
			t.Errorf("name %d: %v, want %v", i, ok, want)
		}
	}
	if _, ok := l.take("name0", now); ok {
		t.Error("the flood freed an old name")
	}
	if _, ok := l.take("late", now.Add(time.Minute)); !ok {
		t.Error("full buckets are not forgotten")
	}
	if _, ok := newLimiter(Limit{}, 2).take("x", now); ok {
		t.Error("a limit of nothing lets something through")
	}
}

func TestPreferredWait(t *testing.T) {
	for prefer, want := range map[string]time.Duration{
		"wait=5": 5 * time.Second, "wait=31": 30 * time.Second, "wait=99999999999999999999": -1, "respond-async; wait=7": 7 * time.Second,
		"wait=\"9\"": 9 * time.Second, "return=minimal, wait=4": 4 * time.Second, "wait": -1, "wait=": -1, "wait=5s": -1, "": -1, "waiting=5": -1,
	} {
		got, asked := preferredWait(prefer, 30*time.Second)
		if !asked {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %v, want %v", prefer, got, want)
		}
	}
}

func TestWebAddress(t *testing.T) {
	for address, want := range map[string]bool{
		"https://lumen.example/a": true, "http://lumen.example": true, "javascript:alert(1)": false, " https://x": false, "data:text/html,x": false,
		"//lumen.example": false, "/help": false, "": false, "HTTPS://x": false,
	} {
		if got := webAddress(address); got != "" != want || want && got != address {
			t.Errorf("%q: %q", address, got)
		}
	}
}

func TestNetwork(t *testing.T) {
	for addr, want := range map[string]string{
		"203.0.113.77": "203.0.113.0/24", "2001:db8:1:2ff::1": "2001:db8:1:200::/56", "[2001:db8::1]:80": "2001:db8::/56", "127.0.0.1:9": "127.0.0.0/24",
		"::ffff:10.1.2.3": "10.1.2.0/24", "fe80::1%eth0": "fe80::/56", "x": "unknown", "": "unknown", "@": "unknown",
	} {
		if got := network(addressOf(addr)); got != want {
			t.Errorf("%q: %s, want %s", addr, got, want)
		}
	}
}

func TestStanding(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	before, after := now.Add(-time.Hour), now.Add(time.Hour)
	for name, c := range map[string]struct {
		contract desk.Contract
		against  bool
		want     standing
	}{
		"nothing":      {desk.Contract{}, false, unapproved},
		"draft":        {desk.Contract{Status: desk.StatusDraft}, true, unapproved},
		"withdrawn":    {desk.Contract{Status: desk.StatusWithdrawn, ValidUntil: before}, true, withdrawn},
		"approved":     {desk.Contract{Status: desk.StatusApproved}, false, inForce},
		"to come":      {desk.Contract{Status: desk.StatusApproved, ValidFrom: after}, true, notYet},
		"over":         {desk.Contract{Status: desk.StatusApproved, ValidUntil: now}, true, expired},
		"contradicted": {desk.Contract{Status: desk.StatusApproved, ReviewBy: before}, true, contradicted},
		"review due":   {desk.Contract{Status: desk.StatusApproved, ReviewBy: before, ValidUntil: after}, false, reviewDue},
		"review later": {desk.Contract{Status: desk.StatusApproved, ReviewBy: after}, false, inForce},
	} {
		if got := standingOf(desk.Article{Contract: c.contract}, now, c.against); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		// A word that says "in force" never stands on a text that the guard would not accept, nor the other way round.
		supports := map[standing]bool{inForce: true, reviewDue: true, contradicted: true}
		if supports[standingOf(desk.Article{Contract: c.contract}, now, c.against)] != c.contract.InForce(now) {
			t.Errorf("%s: the word and the contract disagree", name)
		}
	}
}

// TestClosedListsAreComplete compares the API's lists with the vocabulary's own source.
func TestClosedListsAreComplete(t *testing.T) {
	for name, have := range map[string]int{
		"ConversationState": len(conversationStates()), "TurnState": len(turnStates()), "Reason": len(reasons()), "Author": len(authors()),
		"ClaimKind": len(claimKinds()), "Language": len(languages()) + 1, "Role": len(roles()), "Status": len(statuses()), "Kind": len(kinds()),
	} {
		if want := declared(t, name); have != want {
			t.Errorf("%s: %d in the API, %d in the vocabulary", name, have, want)
		}
	}
	for _, k := range kinds() {
		if statusOf(k) < 400 || k != desk.Internal && statusOf(k) == 500 {
			t.Errorf("%v has the status %d", k, statusOf(k))
		}
	}
	if statusOf(desk.Kind(99)) != 500 {
		t.Error("an unknown kind is not our fault")
	}
}

func declared(t *testing.T, typeName string) int {
	t.Helper()
	paths, err := filepath.Glob("../desk/*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal("the vocabulary is not where it was: ", err)
	}
	n := 0
	for _, path := range paths {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			current := ""
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				if v.Type != nil {
					current = fmt.Sprint(v.Type)
				}
				if current == typeName {
					n++
				}
			}
		}
	}
	return n
}

func FuzzForwarded(f *testing.F) {
	f.Add("203.0.113.1, 10.0.0.1", "10.0.0.9:1234")
	f.Add("::1,,x", "[::1]:80")
	f.Add(strings.Repeat("1.2.3.4,", 100), "")
	s := &Server{cfg: Config{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}}
	f.Fuzz(func(t *testing.T, header, remote string) {
		peer := addressOf(remote)
		got := s.forwarded(peer, []string{header})
		if got != peer && !got.IsValid() {
			t.Errorf("%q from %q: an address that is none", header, remote)
		}
		network(got)
	})
}

func FuzzAcceptLanguage(f *testing.F) {
	f.Add("fr-CH, fr;q=0.9, en;q=0.8")
	f.Add(";q=,,")
	f.Fuzz(func(t *testing.T, header string) {
		if l := preferred(header); l != desk.Unknown && l != desk.English && l != desk.French {
			t.Errorf("%q: %q", header, l)
		}
	})
}

func FuzzOnward(f *testing.F) {
	f.Add("/desk?view=held")
	f.Add("//evil.example/desk")
	f.Add("/desk/../../x")
	f.Fuzz(func(t *testing.T, next string) {
		if to := onward(next); !strings.HasPrefix(to, "/desk") && !strings.HasPrefix(to, "/knowledge") || strings.ContainsAny(to, "\r\n\\") {
			t.Errorf("%q leads to %q", next, to)
		}
	})
}
