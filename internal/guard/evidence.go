package guard

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/vigie-desk/vigie/internal/desk"
)

// evidence holds every claim to a verbatim quotation: its words, white space and Markdown apart, are whole sentences of
// the span that its evidence names, that span is in a source given, and the quotation recorded is what stands there. Text
// that no claim covers is a claim without evidence.
//
// It catches invented, altered, cut and misattributed quotations. It does not know whether a true quotation answers the
// question, or what stands around it: checks covers and complete do. In a model's own words only the quotations are held
// to the letter: see composedEvidence.
func evidence(in Input) ([]desk.Finding, error) {
	if in.Draft.Mode == desk.Compose {
		return composedEvidence(in), nil
	}
	s := shelf{in, map[desk.Evidence]quotation{}}
	found := outside(in)
	for n, claim := range in.Draft.Claims {
		if why := s.unsupported(n, claim); why != "" {
			found = append(found, desk.Finding{Check: "evidence", Severity: desk.Block, Claim: n, Message: why})
		}
	}
	return found, nil
}

// shelf keeps what was read for one run of the check, so that a quotation given often is read once.
type shelf struct {
	in     Input
	quoted map[desk.Evidence]quotation
}

// quotation is the plain words of a piece of evidence as written and, where it quotes the whole unit, as shown; or why it
// does not stand in its source.
type quotation struct {
	words, shown plain
	wrong        string
}

// unsupported says why a claim does not stand on its evidence; empty means that it does.
func (s shelf) unsupported(number int, claim desk.Claim) string {
	if len(claim.Evidence) == 0 {
		return "the claim names no evidence"
	}
	needle := claimPlain(s.in, number)
	if needle.text == "" {
		return "the claim has no words"
	}
	stands, why := false, ""
	for _, e := range claim.Evidence {
		q := s.quotation(e)
		if q.wrong != "" {
			return q.wrong
		}
		why = verbatim(q.words, needle)
		stands = stands || why == "" || verbatim(q.shown, needle) == ""
	}
	if stands {
		return ""
	}
	return why
}

func (s shelf) quotation(e desk.Evidence) quotation {
	if q, ok := s.quoted[e]; ok {
		return q
	}
	n := sourceOf(s.in.Sources, e)
	if n < 0 {
		return quotation{wrong: fmt.Sprintf("the evidence names unit %q, version %q of article %q, which is not among the sources", e.Unit, e.Version, e.Article)}
	}
	q := readySource(s.in, n).quotation(e)
	s.quoted[e] = q
	return q
}

// quotation reads a piece of evidence against the passage: the quotation must be what is written at its span, or stand
// in the plain words of the unit.
func (p *passage) quotation(e desk.Evidence) quotation {
	if e.Start < p.source.Start || e.End > p.source.End || e.Start >= e.End {
		return quotation{wrong: fmt.Sprintf("the evidence's span %d-%d is not in the unit's span %d-%d", e.Start, e.End, p.source.Start, p.source.End)}
	}
	_, raw, _, ok := around(p.raw, e.Start-p.source.Start, e.End-p.source.Start)
	if !ok {
		return quotation{wrong: fmt.Sprintf("the unit's span %d-%d is not in the article's text", p.source.Start, p.source.End)}
	}
	quote := p.plainOf(e.Quote)
	if quote.text != "" && quote.text == p.plainOf(raw).text {
		if raw == p.raw {
			return quotation{words: quote, shown: p.in}
		}
		return quotation{words: quote}
	}
	if _, _, shown := p.in.find(quote, 0); shown {
		return quotation{words: quote}
	}
	return quotation{wrong: "the quotation is not what stands in the source"}
}

// plainOf gives the plain words of a text that mostly is the passage's own.
func (p *passage) plainOf(text string) plain {
	if text == p.raw {
		return p.inRaw
	}
	return strip(text)
}

// verbatim says why a claim is not made of whole sentences of a quotation; empty means that it is.
func verbatim(quoted, claim plain) string {
	found := false
	for from := 0; ; {
		i, j, ok := quoted.find(claim, from)
		if !ok {
			break
		}
		if quoted.opensSentence(i) && quoted.closesSentence(j) {
			return ""
		}
		found, from = true, j
	}
	if found {
		return "the claim is cut out of a sentence of its source"
	}
	return "the claim's words are not those of its source"
}

// outside reports claims that do not stand where they say, and text that no claim covers. The titles and headings of the
// sources may stand there.
func outside(in Input) []desk.Finding {
	var found []desk.Finding
	last, rest := 0, in.Draft.Text
	gaps := make([]string, 0, len(in.Draft.Claims)+1)
	for n, claim := range in.Draft.Claims {
		gap, span, after, ok := around(rest, claim.Start-last, claim.End-last)
		if !ok || span != claim.Text {
			return append(found, desk.Finding{
				Check: "evidence", Severity: desk.Block, Claim: n,
				Message: fmt.Sprintf("the claim's place %d-%d in the draft does not hold its text", claim.Start, claim.End),
			})
		}
		gaps = append(gaps, gap)
		last, rest = claim.End, after
	}
	var headings map[string]bool
	for _, gap := range append(gaps, rest) {
		for line := range strings.Lines(gap) {
			if !spoken(line) {
				continue
			}
			if headings == nil {
				headings = headingsOf(in)
			}
			if words := strip(line).text; spoken(words) && !headings[words] {
				found = append(found, desk.Finding{
					Check: "evidence", Severity: desk.Block, Claim: desk.WholeDraft,
					Message: fmt.Sprintf("the words %q belong to no claim", clip(strings.TrimSpace(line))),
				})
			}
		}
	}
	return found
}

// headingsOf gives what a draft may show around its claims: titles, headings, and for whom a source holds.
func headingsOf(in Input) map[string]bool {
	headings := map[string]bool{}
	for _, phrase := range in.Phrases {
		headings[strip(phrase).text] = true
	}
	for _, s := range in.Sources {
		headings[strip(s.Title).text] = true
		for _, h := range s.Path {
			headings[strip(h).text] = true
		}
		headings[strip(s.Scope.Describe(s.Language)).text] = true
	}
	return headings
}

// spoken tells whether a text says anything: a letter or a digit.
func spoken(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// clip shortens a text for a message, to 60 code points.
func clip(text string) string {
	const most = 60
	if i, ok := byteOffset(text, most); ok && i < len(text) {
		return text[:i] + "…"
	}
	return text
}
