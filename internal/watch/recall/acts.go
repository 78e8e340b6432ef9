package recall

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Book keeps recalls. Its errors carry kinds: NotFound, and Conflict where a recall is no longer as it was read.
type Book interface {
	// AddRecall keeps a new one; Conflict where one with its key is there.
	AddRecall(ctx context.Context, r Recall, list []Recipient, corrections []Correction) error
	Recall(ctx context.Context, id string) (Recall, error)
	// Recipients gives the list with what has become of each, and Corrections what is said.
	Recipients(ctx context.Context, id string) ([]Shown, error)
	Corrections(ctx context.Context, id string) ([]Correction, error)
	// SaveRecall writes a step, if the recall still is as it was read.
	SaveRecall(ctx context.Context, step Step) error
}

// Step is one change of a recall, with the deed that goes on record.
type Step struct {
	From, To    Recall
	Deed        string // what it is called on record
	By          string
	ID          string       // of the record
	List        []Recipient  // in place of the list, where not nil
	Corrections []Correction // in place of those that there are, where not nil
	Queue       bool         // whoever is listed gets the correction
	Alone       bool         // refuse where anybody else could approve
	At          time.Time
}

// Ask is what a recall begins with.
type Ask struct {
	Kind  Kind
	Ref   string
	Key   string // of a proposal that makes itself
	Seeds []Seed
	By    string // an operator's id, "key:" and a key's; empty: it proposed itself
}

const (
	seedsMost   = 40  // of one recall
	seedLongest = 600 // code points
)

// Propose lists who was told what the seeds say, drafts what to say to them, and keeps both. Invalid for nothing to look for,
// and for what proposes itself and would correct nobody; Conflict where the same proposed itself before.
func (s *Service) Propose(ctx context.Context, ask Ask) (string, error) {
	seeds := cleaned(ask.Seeds)
	if len(seeds) == 0 {
		return "", desk.Errorf(desk.Invalid, "the recall: say what was wrong, in at least one sentence with a word that can be looked for")
	}
	if err := s.Catch(ctx); err != nil {
		return "", err
	}
	r := Recall{ID: s.newID(), State: Proposed, Kind: ask.Kind, Ref: ask.Ref, Key: ask.Key, Seeds: seeds, ProposedBy: ask.By, Proposed: s.now()}
	l, err := s.look(ctx, r)
	if err != nil {
		return "", err
	}
	r.Partial = l.partial
	if ask.By == "" && len(addressed(l.recipients)) == 0 {
		return "", desk.Errorf(desk.Invalid, "the recall: nobody would be corrected")
	}
	corrections, err := s.draft(ctx, l.seeds, languagesOf(l.recipients))
	if err != nil {
		return "", err
	}
	return r.ID, s.book.AddRecall(ctx, r, l.recipients, corrections)
}

// cleaned leaves seeds that can be looked for, each once.
func cleaned(seeds []Seed) []Seed {
	var out []Seed
	for _, seed := range seeds {
		seed.Text = strings.Join(strings.Fields(seed.Text), " ")
		seed.Language = seed.Language.Or(desk.English)
		if runes := []rune(seed.Text); len(runes) > seedLongest {
			seed.Text = string(runes[:seedLongest])
		}
		known := slices.ContainsFunc(out, func(o Seed) bool {
			return o.Text == seed.Text && o.Version == seed.Version && o.Start == seed.Start
		})
		if len(Stems(seed.Language, seed.Text)) > 0 && !known && len(out) < seedsMost {
			out = append(out, seed)
		}
	}
	return out
}

// look lists who was told, with who is excluded.
func (s *Service) look(ctx context.Context, r Recall) (list, error) {
	l, err := s.find(ctx, r.Seeds)
	if err != nil {
		return l, err
	}
	return l, s.exclude(ctx, r.ID, &l)
}

// languagesOf gives the languages of those who get the correction, English first; where nobody does, English.
func languagesOf(list []Recipient) []desk.Language {
	var out []desk.Language
	for _, language := range []desk.Language{desk.English, desk.French} {
		if slices.ContainsFunc(list, func(r Recipient) bool { return r.Standing == Listed && r.Language.Or(desk.English) == language }) {
			out = append(out, language)
		}
	}
	return out
}

// again looks anew, and keeps out what a person left out.
func (s *Service) again(ctx context.Context, r Recall) (list, error) {
	if err := s.Catch(ctx); err != nil {
		return list{}, err
	}
	before, err := s.book.Recipients(ctx, r.ID)
	if err != nil {
		return list{}, err
	}
	out := map[string]bool{}
	for _, one := range before {
		if one.Standing == LeftOut {
			out[one.Wording] = true
		}
	}
	l, err := s.look(ctx, r)
	for i := range l.recipients {
		if one := &l.recipients[i]; out[one.Wording] && one.Wording != "" {
			one.Standing, one.Bar = LeftOut, Reworded
		}
	}
	l.oneEach()
	return l, err
}

// LeaveOut takes a wording out of the list, or back in: a person has read it, and it says something else.
func (s *Service) LeaveOut(ctx context.Context, id, wording string, out bool, by desk.Operator) error {
	r, err := s.book.Recall(ctx, id)
	if err != nil {
		return err
	}
	if r.State != Proposed && r.State != Drafting {
		return gone(r)
	}
	l, err := s.again(ctx, r)
	if err != nil {
		return err
	}
	for i := range l.recipients {
		one := &l.recipients[i]
		if one.Wording != wording || wording == "" {
			continue
		}
		switch {
		case out && one.Standing == Listed:
			one.Standing, one.Bar = LeftOut, Reworded
		case !out && one.Standing == LeftOut:
			one.Standing, one.Bar = Listed, NoBar
		}
	}
	l.oneEach()
	return s.step(ctx, r, Drafting, "recall:list", by.ID, func(step *Step) { step.List = l.recipients; step.To.Partial = l.partial })
}

// Write keeps the words of a correction, by language, and, with submit, puts it before another person. Invalid for words
// that may not go out; a draft that is only kept may lack anything.
func (s *Service) Write(ctx context.Context, id string, texts map[desk.Language]string, submit bool, by desk.Operator) error {
	r, err := s.book.Recall(ctx, id)
	if err != nil {
		return err
	}
	if !r.State.Open() {
		return gone(r)
	}
	corrections, err := s.worded(ctx, id, texts)
	if err != nil {
		return err
	}
	now := s.now()
	err = s.step(ctx, r, Drafting, "recall:write", by.ID, func(step *Step) {
		step.Corrections, step.To.Written = corrections, now
		if !slices.Contains(step.To.Writers, by.ID) {
			step.To.Writers = append(slices.Clone(step.To.Writers), by.ID)
		}
	})
	if err != nil || !submit {
		return err
	}
	return s.submit(ctx, id, by)
}

// worded puts new words in the place of those that there are.
func (s *Service) worded(ctx context.Context, id string, texts map[desk.Language]string) ([]Correction, error) {
	corrections, err := s.book.Corrections(ctx, id)
	for language, text := range texts {
		n := slices.IndexFunc(corrections, func(c Correction) bool { return c.Language == language })
		if n < 0 {
			corrections = append(corrections, Correction{Language: language})
			n = len(corrections) - 1
		}
		corrections[n].Text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	}
	slices.SortFunc(corrections, func(a, b Correction) int { return strings.Compare(string(a.Language), string(b.Language)) })
	return corrections, err
}

// submit looks anew, so that what waits for approval is the list of now, and has words for everybody on it.
func (s *Service) submit(ctx context.Context, id string, by desk.Operator) error {
	r, err := s.book.Recall(ctx, id)
	if err != nil {
		return err
	}
	l, err := s.again(ctx, r)
	if err != nil {
		return err
	}
	corrections, err := s.book.Corrections(ctx, id)
	if err != nil {
		return err
	}
	if err := s.complete(ctx, r, l, &corrections); err != nil {
		return err
	}
	return s.step(ctx, r, Waiting, "recall:submit", by.ID, func(step *Step) { step.List, step.To.Partial = l.recipients, l.partial })
}

// complete tells whether everybody on the list has words. A language that came up since gets its draft, and waits for its
// writer.
func (s *Service) complete(ctx context.Context, r Recall, l list, corrections *[]Correction) error {
	languages := languagesOf(l.recipients)
	if len(languages) == 0 {
		return desk.Errorf(desk.Invalid, "the recall: nobody on the list gets a correction; dismiss it instead")
	}
	for _, language := range languages {
		n := slices.IndexFunc(*corrections, func(c Correction) bool { return c.Language == language })
		if n >= 0 {
			if err := Check((*corrections)[n].Text); err != nil {
				return err
			}
			continue
		}
		drafted, err := s.draft(ctx, l.seeds, []desk.Language{language})
		if err != nil {
			return err
		}
		*corrections = append(*corrections, drafted...)
		if err := s.step(ctx, r, Drafting, "recall:list", r.ProposedBy, func(step *Step) {
			step.List, step.Corrections = l.recipients, *corrections
		}); err != nil {
			return err
		}
		return desk.Errorf(desk.Invalid, "the correction: customers of another language are on the list now; write what they read too")
	}
	return nil
}

// step makes a move, on record.
func (s *Service) step(ctx context.Context, r Recall, to State, deed, by string, change func(*Step)) error {
	if !May(r.State, to) && r.State != to {
		return gone(r)
	}
	after := r
	after.State = to
	st := Step{From: r, To: after, Deed: deed, By: by, ID: s.newID(), At: s.now()}
	if change != nil {
		change(&st)
	}
	return s.book.SaveRecall(ctx, st)
}

func gone(r Recall) error {
	return desk.Errorf(desk.Conflict, "this recall is %s, and nothing was changed: look at how it stands now", r.State)
}
