package watch

import (
	"fmt"
	"math"
	"testing"
)

// Vectors by hand: two who agree on 35 of 50 at rates of .5 and .6 have kappa .4 (Cohen's own kind of example).
func TestAgreement(t *testing.T) {
	var pairs [][2]Label
	add := func(n int, a, b Label) {
		for range n {
			pairs = append(pairs, [2]Label{a, b})
		}
	}
	if of, agreed, kappa := agreement(nil); of != 0 || agreed != 0 || kappa != 0 {
		t.Errorf("of nothing: %d %d %v", of, agreed, kappa)
	}
	add(20, LabelRight, LabelRight)
	add(5, LabelRight, LabelWrong)
	add(10, LabelWrong, LabelRight)
	add(15, LabelWrong, LabelWrong)
	if of, agreed, kappa := agreement(pairs); of != 50 || agreed != 35 || math.Abs(kappa-.4) > 1e-12 {
		t.Errorf("%d of %d, kappa %v", agreed, of, kappa)
	}
	if _, agreed, kappa := agreement(pairs[:20]); agreed != 20 || kappa != 0 {
		t.Errorf("one label only: %d agreed, kappa %v", agreed, kappa)
	}
}

func TestDrawn(t *testing.T) {
	var candidates []Candidate
	for i := range 100 {
		candidates = append(candidates, Candidate{Turn: fmt.Sprintf("t%03d", i), Risk: i % 7})
	}
	parts := drawn(candidates, func(n int) int { return n - 1 })
	lot, risk := 0, 0
	for turn, part := range parts {
		switch part {
		case ByLot:
			lot++
			if turn < "t090" {
				t.Errorf("%s was drawn by a lot that always takes the last", turn)
			}
		case ByRisk:
			risk++
		}
	}
	if lot != lotEach || risk != riskEach {
		t.Errorf("%d by lot, %d by risk", lot, risk)
	}
	if few := drawn(candidates[:3], func(int) int { return 0 }); len(few) != 3 {
		t.Errorf("of three: %v", few)
	}
	if safe := drawn(make([]Candidate, 20), func(int) int { return 0 }); len(safe) != 1 { // all have the same empty turn
		t.Errorf("what has no risk is taken for its risk: %v", safe)
	}
	if len(drawn(nil, nil)) != 0 {
		t.Error("of nothing something is drawn")
	}
}
