package recall

import (
	"context"
	"slices"
	"time"

	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// Records know of what keeps a correction from being sent.
type Records interface {
	// Barred gives, of some conversations, those whose words were deleted and those under legal hold.
	Barred(ctx context.Context, conversations []string) (map[string]Bar, error)
	// Corrected gives what other recalls have put right with some customers.
	Corrected(ctx context.Context, recall string, customers []string) ([]Recipient, error)
}

// exclude says of each who is found whether the correction goes to them, and if not, why. Of a customer who was told in
// several conversations the latest gets it.
func (s *Service) exclude(ctx context.Context, recall string, l *list) error {
	conversations, customers := map[string]bool{}, map[string]bool{}
	for _, r := range l.recipients {
		conversations[r.Conversation], customers[r.Customer] = true, true
	}
	barred, err := s.records.Barred(ctx, keys(conversations))
	if err != nil {
		return err
	}
	corrected, err := s.records.Corrected(ctx, recall, keys(customers))
	if err != nil {
		return err
	}
	remarks, err := s.index.Since(ctx, keys(conversations))
	if err != nil {
		return err
	}
	done := map[Place]bool{}
	same := map[[2]string]bool{}
	for _, r := range corrected {
		done[Place{r.Turn, r.Claim}] = true
		if r.Wording != "" {
			same[[2]string{r.Customer, r.Wording}] = true
		}
	}
	for i := range l.recipients {
		r := &l.recipients[i]
		switch {
		case barred[r.Conversation] != NoBar:
			r.Bar = barred[r.Conversation]
		case r.Wording == "":
			r.Bar = Erased
		case done[Place{r.Turn, r.Claim}] || same[[2]string{r.Customer, r.Wording}]:
			r.Bar = RecalledAway
		case l.putRight(remarks[r.Conversation], r.Told):
			r.Bar = PutRight
		}
		if r.Bar != NoBar {
			r.Standing = Excluded
		}
	}
	l.oneEach()
	return nil
}

// putRight tells whether an operator has contradicted what was said, since it was said.
func (l *list) putRight(remarks []Remark, told time.Time) bool {
	for _, m := range remarks {
		if m.At.Before(told) {
			continue
		}
		for _, one := range novelty.Sentences(m.Text) {
			for _, r := range l.seeds {
				if r.contradicts(r.saying, read(r.Language, one)) {
					return true
				}
			}
		}
	}
	return false
}

// oneEach leaves of each customer the conversation in which they were told last.
func (l *list) oneEach() {
	latest := map[string]Recipient{}
	for _, r := range l.recipients {
		if was, known := latest[r.Customer]; r.Standing == Listed && (!known || was.Told.Before(r.Told)) {
			latest[r.Customer] = r
		}
	}
	for i := range l.recipients {
		r := &l.recipients[i]
		if r.Standing == Listed && latest[r.Customer].Conversation != r.Conversation {
			r.Standing, r.Bar = Excluded, Elsewhere
		}
	}
}

func keys(set map[string]bool) []string {
	var list []string
	for k := range set {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}
