package guard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// exceptions holds a quotation to the special cases of its page: where a section that stands beside or above what is
// quoted is headed "Special cases", "Exceptions" and the like, what it says must be in the draft.
//
// It catches "you can cancel at any time" told to somebody for whom a special case holds. It knows such sections by their
// headings only: a special case under another heading is check complete's, if it stands near enough.
func exceptions(in Input) ([]desk.Finding, error) {
	var found []desk.Finding
	said := draftPlain(in)
	seen := map[string]bool{}
	for _, s := range citedSources(in) {
		for _, e := range exceptionsOf(s.Text) {
			if !beside(s.Path, e.above) || seen[s.Version+e.heading] || told(in, s.Version, e.heading) {
				continue
			}
			seen[s.Version+e.heading] = true
			if words := strip(e.opening); words.text != "" && !strings.Contains(said.text, words.text) {
				found = append(found, desk.Finding{
					Check: "exceptions", Severity: desk.Block, Claim: desk.WholeDraft,
					Message: fmt.Sprintf("the page's section %q is left out", e.heading),
				})
			}
		}
	}
	return found, nil
}

// told tells whether a model has said the special cases in its own words: a claim of the draft stands on that section.
func told(in Input, version, heading string) bool {
	if in.Draft.Mode != desk.Compose {
		return false
	}
	for _, s := range citedSources(in) {
		if s.Version == version && slices.ContainsFunc(s.Path, func(h string) bool { return strip(h).text == strip(heading).text }) {
			return true
		}
	}
	return false
}

// exception is a section of special cases: its heading, the headings above it, and the first words under it.
type exception struct {
	heading string
	above   []string
	opening string
}

// exceptionsOf reads the headings of an article's text, which are lines of # signs.
func exceptionsOf(text string) []exception {
	var found []exception
	var path []string
	var levels []int
	open := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		level := len(line) - len(strings.TrimLeft(line, "#"))
		if level == 0 || !strings.HasPrefix(line[level:], " ") {
			if open && line != "" && !strings.HasPrefix(line, "|") {
				found[len(found)-1].opening, open = firstWords(line), false
			}
			continue
		}
		for len(levels) > 0 && levels[len(levels)-1] >= level {
			levels, path = levels[:len(levels)-1], path[:len(path)-1]
		}
		heading := strings.TrimSpace(line[level:])
		if open = analysis.Exceptional(heading); open {
			found = append(found, exception{heading: heading, above: append([]string(nil), path...)})
		}
		levels, path = append(levels, level), append(path, heading)
	}
	return found
}

// firstWords gives enough of a line to know it again: up to eight words, list marks left out.
func firstWords(line string) string {
	words := strings.Fields(strings.TrimLeft(line, "-*0123456789. "))
	return strings.Join(words[:min(8, len(words))], " ")
}

// beside tells whether a path stands below the headings above an exception. The first heading of a text may be its title,
// which paths leave out.
func beside(path, above []string) bool {
	for skip := range min(2, len(above)+1) {
		rest := above[skip:]
		if len(path) < len(rest) {
			continue
		}
		same := true
		for i := range rest {
			same = same && strip(path[i]).text == strip(rest[i]).text
		}
		if same {
			return true
		}
	}
	return false
}
