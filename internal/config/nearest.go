package config

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// suggest gives a half-sentence that names the known name nearest to a wrong one, or where to look if none is near.
func suggest(name string, known []string) string {
	best, least := "", len(name)
	for _, k := range known {
		if d := desk.Distance(strings.TrimPrefix(strings.ToUpper(name), prefix), strings.TrimPrefix(k, prefix)); d < least {
			best, least = k, d
		}
	}
	if best == "" || least > max(2, len(best)/4) {
		return "docs/configuration.md lists the settings"
	}
	return "did you mean " + best + "?"
}
