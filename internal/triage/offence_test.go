package triage

import (
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

func TestOffensive(t *testing.T) {
	for _, c := range []struct {
		text               string
		hateful, offensive bool
	}{
		{"I hate all immigrants", true, true},
		{"Les musulmans sont des parasites", true, true},
		{"Women are worthless and should be k i l l e d", true, true},
		{"I h4te Muslims", true, true},
		{"You are an idiot", false, true},
		{"Vous êtes un imbécile", false, true},
		{"ta gueule", false, true},
		{"My manager is an immigrant", false, false},
		{"Les femmes ont leur place dans notre gouvernement", false, false},
		{"Saying \"I hate women\" will get you blocked", false, false},
		{"Calling Muslims cockroaches is such a horrible thing to do", false, false},
		{"No woman deserves to die", false, false},
		{"Dire que les homos sont des cafards est raciste et inacceptable", false, false},
		{"I hate your new app", false, false},
		{"Where is the foreign exchange rate shown?", false, false},
		{"Vous êtes étranger : quels papiers faut-il ?", false, false},
		{"How do I dispute a payment?", false, false},
		{"", false, false},
	} {
		if got := Hateful(c.text, desk.Unknown); got != c.hateful {
			t.Errorf("%q hateful: %v, want %v", c.text, got, c.hateful)
		}
		if got := Offensive(c.text, desk.Unknown); got != c.offensive {
			t.Errorf("%q offensive: %v, want %v", c.text, got, c.offensive)
		}
	}
}

func TestUnmask(t *testing.T) {
	for text, want := range map[string]string{
		"you i d i o t": "you idiot", "1d10t": "1d10t", "h4te": "hate", "$ 5 a b": "$ 5 a b", "order 12A4": "order 12A4", "a b": "a b", "": "",
	} {
		if got := unmask(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}
