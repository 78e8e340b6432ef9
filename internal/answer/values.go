package answer

import (
	"regexp"
	"strconv"
	"strings"
)

// risky finds what a model must not get wrong: links, addresses, telephone numbers, amounts, numbers with what they count.
var risky = regexp.MustCompile(`(?i)https?://[^\s)>\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d .-]{7,}\d|` +
	`[€$£]\s?\d[\d.,\x{a0}\x{202f} ]*|\d[\d.,\x{a0}\x{202f}]*(?:\s?(?:%|€|\$|£|[a-zµ]{1,3}\b|[\p{L}-]+)(?:\s(?:days?|jours?|hours?|heures?|ouvrés|ouvrables))?)?`)

// listNumber only numbers a line.
var listNumber = regexp.MustCompile(`(?m)^\s*\d{1,2}[.)]\s`)

// valuesMost is how many values of one passage have references.
const valuesMost = 20

// values gives the values of a passage, each once, in its order. A model refers to the second value of passage 3 as {3.2}.
func values(text string) []string {
	var list []string
	seen := map[string]bool{}
	for _, v := range risky.FindAllString(listNumber.ReplaceAllString(text, ""), -1) {
		v = strings.TrimRight(strings.TrimSpace(v), ".,;:")
		if v != "" && !seen[v] && len(list) < valuesMost {
			seen[v] = true
			list = append(list, v)
		}
	}
	return list
}

var reference = regexp.MustCompile(`\{\s*(\d{1,3})\.(\d{1,3})\s*\}`)

// fill puts the values in place of their references. wrong is the first reference to nothing.
func (m Material) fill(text string) (filled, wrong string) {
	filled = reference.ReplaceAllStringFunc(text, func(ref string) string {
		found := reference.FindStringSubmatch(ref)
		passage, _ := strconv.Atoi(found[1])
		value, _ := strconv.Atoi(found[2])
		if passage < 1 || passage > len(m) {
			wrong = ref
			return ref
		}
		list := values(m[passage-1].Unit.Text)
		if value < 1 || value > len(list) {
			wrong = ref
			return ref
		}
		return list[value-1]
	})
	return filled, wrong
}
