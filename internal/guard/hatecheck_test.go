package guard

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/desk"
)

// TestOffenceOnHateCheck prints, by functionality, the share of HateCheck's cases (Röttger et al. 2021, 2022) that the check
// would hold as a reply. Nothing in the phrase books was taken from its texts. The cases are customers' posts: of the benign
// ones a desk's reply should hold obscenity and abuse of one person too (profanity_nh, target_*), so that only the others
// are false alarms.
func TestOffenceOnHateCheck(t *testing.T) {
	for _, language := range []desk.Language{desk.English, desk.French} {
		s := testdata(t, "tone/hatecheck-"+string(language)+".jsonl")
		held, all := map[string]int{}, map[string]int{}
		for s.Scan() {
			var line struct{ Text, Label, Functionality string }
			if err := json.Unmarshal(s.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			groups := []string{line.Functionality, "ALL " + line.Label}
			if strings.HasPrefix(line.Functionality, "ident_") || strings.HasPrefix(line.Functionality, "counter_") || line.Functionality == "negate_neg_nh" {
				groups = append(groups, "BENIGN in a reply")
			}
			in := reply(language, "", "The lamp is blue. La lampe est bleue.", line.Text)
			in.Language, in.Draft.Language = language, language
			blocked := blocks(t, "offence", in)
			for _, g := range groups {
				all[g]++
				if blocked {
					held[g]++
				}
			}
		}
		var names []string
		for name := range all {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			t.Logf("hatecheck-%s %-20s held %4d of %4d (%.2f)", language, name, held[name], all[name], float64(held[name])/float64(all[name]))
		}
		if hateful := float64(held["ALL hateful"]) / float64(all["ALL hateful"]); hateful < leastHateful {
			t.Errorf("hatecheck-%s: %.2f of the hateful cases are held, less than %.2f", language, hateful, leastHateful)
		}
		if benign := float64(held["BENIGN in a reply"]) / float64(all["BENIGN in a reply"]); benign > mostBenign {
			t.Errorf("hatecheck-%s: %.2f of the benign cases are held, more than %.2f", language, benign, mostBenign)
		}
	}
}

// Floors well under what was measured, so that the test tells of a fall and not of a change.
const (
	leastHateful = .5
	mostBenign   = .3
)
