package recall

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// Texts know what of the knowledge changed, and what sent claims stand on.
type Texts interface {
	// Considered gives the generation of the knowledge up to which changes were looked at, and SetConsidered keeps it; the
	// first time it is that of now, since nobody waits for what changed long ago.
	Considered(ctx context.Context) (int64, error)
	SetConsidered(ctx context.Context, generation int64) error
	Cites
	// ChangedTexts gives articles that changed after a generation and, of that one, after an article, in order.
	ChangedTexts(ctx context.Context, since int64, after string, limit int) ([]Text, error)
}

// Cites know what sent claims stand on.
type Cites interface {
	// CitedVersions gives versions of an article on which sent claims stand.
	CitedVersions(ctx context.Context, article string) ([]CitedVersion, error)
	// Seeds gives what recalls with an origin have proposed.
	Seeds(ctx context.Context, kind Kind, ref string) ([]Seed, error)
	// Cited gives the spans of a version on which sent claims stand, as they read.
	Cited(ctx context.Context, version string, limit int) ([]Seed, error)
}

// Text is an article as it stands now.
type Text struct {
	Page
	Version    string
	Withdrawn  bool
	Until      time.Time // zero: no end
	Generation int64
}

// CitedVersion is a version with the end that it was written with.
type CitedVersion struct {
	ID    string
	Until time.Time
}

const (
	textsMost = 100 // articles in one round
	spansMost = 500 // of one version
)

// Consider looks at what changed in the knowledge since it was last called, and proposes a recall for each version that
// customers were told something from which is no longer so. What proposes itself does so once, on however many servers.
func (s *Service) Consider(ctx context.Context) error {
	since, err := s.texts.Considered(ctx)
	if err != nil {
		return err
	}
	last := Text{Generation: since, Page: Page{Article: afterAll}}
	for {
		texts, err := s.texts.ChangedTexts(ctx, last.Generation, last.Article, textsMost)
		if err != nil {
			return err
		}
		for _, text := range texts {
			if err := s.consider(ctx, text); err != nil {
				return err
			}
			last = text
		}
		if len(texts) < textsMost {
			break
		}
	}
	if last.Generation == since {
		return nil
	}
	return s.texts.SetConsidered(ctx, last.Generation)
}

// afterAll stands behind every article's id: all of a generation have been looked at.
const afterAll = "\uffff"

// consider holds one text against the versions that were cited.
func (s *Service) consider(ctx context.Context, text Text) error {
	versions, err := s.texts.CitedVersions(ctx, text.Article)
	if err != nil {
		return err
	}
	for _, v := range versions {
		spans, err := s.texts.Cited(ctx, v.ID, spansMost)
		if err != nil {
			return err
		}
		ask := Ask{Ref: v.ID, Kind: FromChange}
		switch {
		case v.ID != text.Version && !text.Withdrawn:
			ask.Seeds = Changes(spans, text.Passages)
		case v.ID == text.Version && text.Withdrawn:
			ask.Kind, ask.Seeds = FromWithdraw, binding(spans)
		case v.ID == text.Version && !text.Until.IsZero() && (v.Until.IsZero() || text.Until.Before(v.Until)):
			ask.Kind, ask.Seeds = FromExpiry, binding(spans)
		}
		if ask.Seeds, err = s.newlyWrong(ctx, ask, text); err != nil {
			return err
		}
		if len(ask.Seeds) == 0 {
			continue
		}
		ask.Key = keyOf(ask)
		_, err = s.Propose(ctx, ask)
		if err != nil && !desk.Is(err, desk.Conflict) && !desk.Is(err, desk.Invalid) {
			return err
		}
	}
	return nil
}

// newlyWrong leaves of seeds what somebody was told, and what was not proposed with the same text in its place: a later
// version that changes something else proposes nothing again.
func (s *Service) newlyWrong(ctx context.Context, ask Ask, text Text) ([]Seed, error) {
	if len(ask.Seeds) == 0 {
		return nil, nil
	}
	before, err := s.texts.Seeds(ctx, ask.Kind, ask.Ref)
	if err != nil {
		return nil, err
	}
	sentences := readAll(text.Language, text.Passages)
	var out []Seed
	for _, seed := range cleaned(ask.Seeds) {
		if now := nearest(read(seed.Language, seed.Text), sentences); now != nil {
			seed.Now = now.text
		}
		if ask.Kind == FromExpiry {
			seed.Now = text.Until.UTC().Format(time.RFC3339)
		}
		if slices.ContainsFunc(before, func(b Seed) bool { return b.Text == seed.Text && b.Now == seed.Now }) {
			continue
		}
		if err := s.Catch(ctx); err != nil {
			return nil, err
		}
		l, err := s.find(ctx, []Seed{seed})
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(l.recipients, func(r Recipient) bool { return r.Wording != "" }) {
			out = append(out, seed)
		}
	}
	return out, nil
}

// keyOf is the same for the same sentences with the same text in their place, on every server.
func keyOf(ask Ask) string {
	h := sha256.New()
	for _, seed := range ask.Seeds {
		h.Write([]byte(seed.Text + "\x00" + seed.Now + "\x00"))
	}
	return string(ask.Kind) + ":" + ask.Ref + ":" + hex.EncodeToString(h.Sum(nil)[:8])
}

// What may have changed in a sentence.
const (
	ChangedNumber    = "number"
	ChangedDelay     = "delay"
	ChangedCondition = "condition"
	ChangedNegation  = "negation"
	ChangedPolicy    = "policy"
	ChangedRemoved   = "removed"
)

// Changes gives the sentences of cited spans that a new text no longer says: another number, delay, condition, negation or
// rule, or a binding sentence that is gone. One that says the same in other words is none of them.
func Changes(spans []Seed, passages []string) []Seed {
	if len(spans) == 0 {
		return nil
	}
	language := spans[0].Language // a version is in one
	known, sentences := novelty.Know(language, passages), readAll(language, passages)
	seen := map[string]bool{}
	var out []Seed
	for _, span := range spans {
		for _, one := range novelty.Sentences(span.Text) {
			old := read(language, one)
			if seen[one] || len(old.stems) == 0 || known.Says(one) {
				continue
			}
			seen[one] = true
			if what := differences(old, nearest(old, sentences)); len(what) > 0 {
				seed := span
				seed.Text, seed.Changed = one, what
				out = append(out, seed)
			}
		}
	}
	return out
}

// sentence is one of a text, read.
type sentence struct {
	text string
	saying
}

func readAll(language desk.Language, passages []string) []sentence {
	var list []sentence
	for _, one := range sentencesOf(passages) {
		list = append(list, sentence{one, read(language, one)})
	}
	return list
}

// nearest gives the sentence that is most about the same; nil where none is half about it.
func nearest(old saying, sentences []sentence) *sentence {
	even := weigh(old, nil, 0)
	var best *sentence
	much := denied
	for i := range sentences {
		if share := even.share(old, sentences[i].saying); share >= much && (best == nil || share > much) {
			best, much = &sentences[i], share
		}
	}
	return best
}

func differences(old saying, now *sentence) []string {
	if now == nil {
		if old.binds {
			return []string{ChangedRemoved}
		}
		return nil
	}
	var out []string
	for _, d := range []struct {
		what string
		is   bool
	}{
		{ChangedNumber, !slices.Equal(old.values, now.values)},
		{ChangedDelay, !slices.Equal(among(old.stems, times()), among(now.stems, times()))},
		{ChangedCondition, !slices.Equal(among(old.logic, conditions()), among(now.logic, conditions()))},
		{ChangedNegation, old.negated != now.negated},
		{ChangedPolicy, !slices.Equal(among(old.stems, rules()), among(now.stems, rules()))},
	} {
		if d.is {
			out = append(out, d.what)
		}
	}
	return out
}

func times() []string {
	return []string{"=day", "=week", "=month", "=year", "=hour", "=working", "minut"}
}

func conditions() []string {
	return strings.Fields("if unless only sole provided before until from over under least most must all every any both always")
}

func rules() []string {
	return []string{"=refund", "=free", "=warranty", "=replace", "=repair", "=discount", "=voucher", "=charge", "=allow", "=need", "=accept", "=refuse"}
}

func among(list, these []string) []string {
	var out []string
	for _, one := range list {
		if slices.Contains(these, one) {
			out = append(out, one)
		}
	}
	return out
}

// binding gives the sentences of spans that may bind the company.
func binding(spans []Seed) []Seed {
	var out []Seed
	for _, span := range spans {
		for _, one := range novelty.Sentences(span.Text) {
			if r := read(span.Language, one); r.binds && len(r.stems) > 0 {
				seed := span
				seed.Text = one
				out = append(out, seed)
			}
		}
	}
	return out
}
