package recall

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// Index finds wordings and who was told them. All reads are bounded by what they are asked for.
type Index interface {
	// Frequencies gives in how many wordings each stem is, counting no further than most, and how many wordings there are,
	// roughly.
	Frequencies(ctx context.Context, stems []string, most int) (map[string]int, int, error)
	// WordingsWith gives wordings that have at least so many of some stems, those with the most first.
	WordingsWith(ctx context.Context, stems []string, least, limit int) ([]Wording, error)
	// WordingsOn gives wordings of claims that stand on a span, and the claims that do, with those whose words are gone.
	WordingsOn(ctx context.Context, s Seed, limit int) (Standings, error)
	// Told gives who was told one of some wordings, or one of some claims whose words are gone; trials are none.
	Told(ctx context.Context, wordings []string, gone []Place, limit int) ([]Recipient, error)
	// Since gives what operators wrote in conversations, and when.
	Since(ctx context.Context, conversations []string) (map[string][]Remark, error)
}

// Place is one claim of one turn.
type Place struct {
	Turn  string
	Claim int
}

// Standings are what stands on a span of text.
type Standings struct {
	Wordings []Wording
	Places   map[Place]bool
	Gone     []Place // their words have been deleted
	Partial  bool
}

// Remark is what an operator wrote to a customer.
type Remark struct {
	Text string
	At   time.Time
}

const (
	postingsMost  = 400_000 // entries of the index that one seed reads
	candidateMost = 20_000  // wordings that one seed is compared with
	// RecipientsMost is how many claims one recall lists; a list that would be longer says so.
	RecipientsMost = 20_000
)

// list is what a search found, before anybody is excluded.
type list struct {
	recipients []Recipient
	texts      map[string]Wording
	seeds      []reading
	partial    bool
}

// reading is a seed made ready for comparing.
type reading struct {
	Seed
	saying
	weights
}

// find gives everybody who was told what the seeds say.
func (s *Service) find(ctx context.Context, seeds []Seed) (list, error) {
	l := list{texts: map[string]Wording{}}
	wordings, stands := map[string]bool{}, map[string]bool{} // found by wording; only where the claim stands on the text
	places := map[Place]bool{}
	var gone []Place
	for _, seed := range seeds {
		r, frequency, err := s.ready(ctx, seed)
		if err != nil {
			return l, err
		}
		l.seeds = append(l.seeds, r)
		if seed.Article != "" {
			on, err := s.index.WordingsOn(ctx, seed, RecipientsMost)
			if err != nil {
				return l, err
			}
			l.partial = l.partial || on.Partial
			for _, w := range on.Wordings {
				if r.says(w, true) {
					stands[w.ID], l.texts[w.ID] = true, w
				}
			}
			for p := range on.Places {
				places[p] = true
			}
			gone = append(gone, on.Gone...)
		}
		found, partial, err := s.byWording(ctx, r, frequency)
		if err != nil {
			return l, err
		}
		l.partial = l.partial || partial
		for _, w := range found {
			wordings[w.ID], l.texts[w.ID] = true, w
		}
	}
	return l, s.told(ctx, &l, wordings, stands, places, gone)
}

func (s *Service) ready(ctx context.Context, seed Seed) (reading, map[string]int, error) {
	r := reading{Seed: seed, saying: read(seed.Language, seed.Text)}
	frequency, wordings, err := s.index.Frequencies(ctx, Stems(seed.Language, seed.Text), postingsMost)
	r.weights = weigh(r.saying, frequency, wordings)
	return r, frequency, err
}

// byWording gives the wordings that say what a seed says. It reads the rarest stems as far as the work allows; what is about
// enough of the seed must then have so many of these that nothing is passed over, or the list says that it may lack some.
func (s *Service) byWording(ctx context.Context, r reading, frequency map[string]int) ([]Wording, bool, error) {
	stems := Stems(r.Language, r.Text)
	slices.SortStableFunc(stems, func(a, b string) int { return frequency[a] - frequency[b] })
	total, unread, work := 0.0, 0.0, 0
	var asked []string
	for _, stem := range stems {
		total += r.weights[stem]
		if work += frequency[stem]; work <= postingsMost {
			asked = append(asked, stem)
		} else {
			unread += r.weights[stem]
		}
	}
	if len(asked) == 0 {
		return nil, len(stems) > 0, nil
	}
	least := r.least(asked, byDeed*total-unread)
	candidates, err := s.index.WordingsWith(ctx, asked, least, candidateMost)
	if err != nil {
		return nil, false, err
	}
	var found []Wording
	for _, w := range candidates {
		if w.Language == r.Language && r.says(w, false) {
			found = append(found, w)
		}
	}
	// What has none of the stems that were read would still be about enough, unless a value was among them.
	passed := byDeed*total <= unread && !slices.ContainsFunc(asked, func(stem string) bool { return strings.HasPrefix(stem, valueMark) })
	return found, len(candidates) == candidateMost || passed, nil
}

// least gives how many of some stems a wording has at the fewest that reaches a weight and all the values.
func (r reading) least(asked []string, weight float64) int {
	var list []float64
	n := 0
	for _, stem := range asked {
		if strings.HasPrefix(stem, valueMark) {
			n++ // each value must be there
		} else {
			list = append(list, r.weights[stem])
		}
	}
	slices.SortFunc(list, func(a, b float64) int { return cmp.Compare(b, a) })
	for _, w := range list {
		if weight <= 1e-9 {
			break
		}
		weight -= w
		n++
	}
	return max(n, 1)
}

// told reads who was told, once each, and how they were found.
func (s *Service) told(ctx context.Context, l *list, wordings, stands map[string]bool, places map[Place]bool, gone []Place) error {
	var ids []string
	for id := range l.texts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	found, err := s.index.Told(ctx, ids, gone, RecipientsMost+1)
	if err != nil {
		return err
	}
	for _, r := range found {
		at := Place{r.Turn, r.Claim}
		r.ByEvidence = places[at] && (stands[r.Wording] || r.Wording == "")
		if !r.ByEvidence && !wordings[r.Wording] {
			continue // the same words, which count as the seed's only where they stand on its text
		}
		r.Standing = Listed
		l.recipients = append(l.recipients, r)
	}
	if len(found) > RecipientsMost {
		l.partial = true
		l.recipients = l.recipients[:min(len(l.recipients), RecipientsMost)]
	}
	return nil
}

// SeedsOf gives what a text says as seeds, a sentence each; courtesies are left out.
func SeedsOf(language desk.Language, text string) []Seed {
	var seeds []Seed
	for _, one := range novelty.Sentences(text) {
		if r := read(language, one); len(r.stems) > 0 {
			seeds = append(seeds, Seed{Text: one, Language: language})
		}
	}
	return seeds
}
