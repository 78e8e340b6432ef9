package recall

import (
	"context"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/watch/novelty"
)

// SeedsOfClaims gives sent claims as seeds, each with every span that it stands on.
func SeedsOfClaims(language desk.Language, claims []desk.Claim) []Seed {
	var seeds []Seed
	for _, c := range claims {
		if c.Kind == desk.CourtesyClaim {
			continue
		}
		seed := Seed{Text: c.Text, Language: language}
		if len(c.Evidence) == 0 {
			seeds = append(seeds, seed)
		}
		for _, e := range c.Evidence {
			seed.Article, seed.Version, seed.Start, seed.End = e.Article, e.Version, e.Start, e.End
			seeds = append(seeds, seed)
		}
	}
	return seeds
}

// SeedsOfVersion gives what customers were told from a version and is no longer so; of a version that is in force all that
// binds, and where nothing does, all that was told. NotFound for a version of which nobody was told anything.
func (s *Service) SeedsOfVersion(ctx context.Context, article, version string) ([]Seed, error) {
	spans, err := s.texts.Cited(ctx, version, spansMost)
	if err != nil {
		return nil, err
	}
	if len(spans) == 0 || spans[0].Article != article {
		return nil, desk.Errorf(desk.NotFound, "version %s of article %s: no customer was told anything from it", version, article)
	}
	pages, err := s.pages(ctx, article, s.now())
	if err != nil {
		return nil, err
	}
	var passages []string
	for _, p := range pages {
		if p.Article == article {
			passages = append(passages, p.Passages...)
		}
	}
	seeds := Changes(spans, passages)
	if len(seeds) == 0 {
		seeds = binding(spans)
	}
	if len(seeds) > 0 {
		return seeds, nil
	}
	for _, span := range spans {
		for _, one := range novelty.Sentences(span.Text) {
			seed := span
			seed.Text = one
			seeds = append(seeds, seed)
		}
	}
	return seeds, nil
}
