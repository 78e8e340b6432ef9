package recall

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/desk"
)

// The placeholders of a correction. Each customer reads the day and the words of the answer that they had.
const (
	DatePlace = "{date}"
	SaidPlace = "{said}"
	// Longest is how long a correction may be, in characters.
	Longest = 4000
)

// Page is a text that is in force now.
type Page struct {
	Article  string
	Language desk.Language
	Title    string
	Passages []string
}

// Pages gives what is in force now of an article and of its counterparts in other languages.
type Pages func(ctx context.Context, article string, now time.Time) ([]Page, error)

// draft writes a correction for each language, from the text that is right now. Where none is found its place is left to
// whoever writes; a text with the gap left in it is refused.
func (s *Service) draft(ctx context.Context, seeds []reading, languages []desk.Language) ([]Correction, error) {
	var pages []Page
	asked := map[string]bool{}
	for _, r := range seeds {
		if r.Article == "" || asked[r.Article] {
			continue
		}
		asked[r.Article] = true
		found, err := s.pages(ctx, r.Article, s.now())
		if err != nil {
			return nil, err
		}
		pages = append(pages, found...)
	}
	var list []Correction
	for _, language := range languages {
		right := rightful(seeds, pages, language)
		list = append(list, Correction{Language: language, Rightful: right, Text: draftOf(language, right)})
	}
	return list, nil
}

// rightful gives the sentence in force that stands where the wrong one stood.
func rightful(seeds []reading, pages []Page, language desk.Language) string {
	var said []string
	for _, r := range seeds {
		best, much := "", 0.0
		for _, p := range pages {
			if p.Language != language || r.Language != language {
				continue
			}
			for _, one := range sentencesOf(p.Passages) {
				if share := r.share(r.saying, read(language, one)); share > much {
					best, much = one, share
				}
			}
		}
		if much >= byEvidence && !slices.Contains(said, best) && len(said) < 5 {
			said = append(said, best)
		}
	}
	return strings.Join(said, "\n")
}

// The gap that a draft leaves where the right text is not known.
const (
	gapEnglish = "[write here what is right]"
	gapFrench  = "[écrivez ici ce qui est juste]"
)

func draftOf(language desk.Language, right string) string {
	if language == desk.French {
		if right == "" {
			right = gapFrench
		}
		return "Correction\u00a0: la réponse que notre assistant automatique vous a donnée le {date} était fausse.\n\nIl vous a dit\u00a0: «\u00a0{said}\u00a0»\n\nCe qui est juste\u00a0: " + right +
			"\n\nNous en sommes désolés. Cette correction a été vérifiée par une personne de notre équipe. Si cela change quelque chose pour vous, répondez ici."
	}
	if right == "" {
		right = gapEnglish
	}
	return "Correction: the answer that our automatic assistant gave you on {date} was wrong.\n\nIt said: “{said}”\n\nWhat is right: " + right +
		"\n\nWe are sorry. A person of our team has checked this correction. If it changes anything for you, answer here."
}

// shortest is how many characters beside the placeholders can say what is right.
const shortest = 15

// Check refuses a correction that would not say when, and what was wrong, or that still has the draft's gap.
func Check(text string) error {
	text = strings.TrimSpace(text)
	if text == "" {
		return desk.Errorf(desk.Invalid, "the correction: it is empty; write what is right")
	}
	for _, place := range []string{DatePlace, SaidPlace} {
		if !strings.Contains(text, place) {
			return desk.Errorf(desk.Invalid, "the correction: put %s where it belongs; without it the customer would not know which answer was wrong", place)
		}
	}
	for _, place := range regexp.MustCompile(`\{[^{}]*\}`).FindAllString(text, -1) {
		if place != DatePlace && place != SaidPlace {
			return desk.Errorf(desk.Invalid, "the correction: %s is no placeholder; use %s and %s", place, DatePlace, SaidPlace)
		}
	}
	if strings.Contains(text, gapEnglish) || strings.Contains(text, gapFrench) {
		return desk.Errorf(desk.Invalid, "the correction: write what is right in place of the brackets")
	}
	if left := strings.NewReplacer(DatePlace, "", SaidPlace, "").Replace(text); utf8.RuneCountInString(strings.TrimSpace(left)) < shortest {
		return desk.Errorf(desk.Invalid, "the correction: say what is right; these words would only repeat what was wrong")
	}
	if n := utf8.RuneCountInString(text); n > Longest {
		return desk.Errorf(desk.Invalid, "the correction: %d characters, at most %d", n, Longest)
	}
	return nil
}

// Render gives what one customer reads.
func Render(c Correction, said []string, told time.Time, zone *time.Location) string {
	return strings.NewReplacer(DatePlace, day(c.Language, told.In(zone)), SaidPlace, strings.Join(slices.Compact(slices.Clone(said)), " … ")).Replace(strings.TrimSpace(c.Text))
}

// day says a date as people write it.
func day(language desk.Language, at time.Time) string {
	if language != desk.French {
		return at.Format("2 January 2006")
	}
	months := [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	number := strconv.Itoa(at.Day())
	if at.Day() == 1 {
		number = "1er"
	}
	return fmt.Sprintf("%s %s %d", number, months[at.Month()-1], at.Year())
}
