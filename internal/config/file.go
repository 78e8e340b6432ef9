package config

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// line is one setting of a file.
type line struct {
	number     int // from 1
	key, value string
}

// parseFile reads a settings file: KEY = value on each line, a comment where the first sign is #, blank lines. A value
// between double quotes loses them; nothing else is special, so that a password may hold any sign. Each fault names the
// line number; the lines that could be read come with them.
func parseFile(text string) (lines []line, faults []string) {
	text = strings.TrimPrefix(text, "\ufeff")
	first := map[string]int{}
	number := 0
	for raw := range strings.Lines(text) {
		number++
		raw = strings.TrimSpace(raw)
		if raw == "" || strings.HasPrefix(raw, "#") {
			continue
		}
		key, value, found := strings.Cut(raw, "=")
		key = strings.TrimSpace(key)
		switch {
		case !utf8.ValidString(raw):
			faults = append(faults, fmt.Sprintf("%d: this line is not UTF-8 text; save the file as UTF-8", number))
		case !found || key == "":
			faults = append(faults, fmt.Sprintf("%d: write KEY = value, or # before a comment", number))
		case first[key] > 0:
			faults = append(faults, fmt.Sprintf("%d: %s is set on line %d already; keep one of them", number, cut(key), first[key]))
		default:
			first[key] = number
			lines = append(lines, line{number: number, key: key, value: unquote(strings.TrimSpace(value))})
		}
	}
	return lines, faults
}

func unquote(value string) string {
	if len(value) >= 2 && value[0] == '"' && value[len(value)-1] == '"' {
		return value[1 : len(value)-1]
	}
	return value
}
