package config

import "strings"

// suggest gives a half-sentence that names the known name nearest to a wrong one, or where to look if none is near.
func suggest(name string, known []string) string {
	best, least := "", len(name)
	for _, k := range known {
		if d := distance(strings.TrimPrefix(strings.ToUpper(name), prefix), strings.TrimPrefix(k, prefix)); d < least {
			best, least = k, d
		}
	}
	if best == "" || least > max(2, len(best)/4) {
		return "docs/configuration.md lists the settings"
	}
	return "did you mean " + best + "?"
}

// distance is the Levenshtein distance in bytes: how many letters to add, drop or change (V. Levenshtein, 1966).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
