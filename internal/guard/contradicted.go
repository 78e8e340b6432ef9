package guard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// contradicted blocks each claim that stands on a unit which another text in force contradicts. Other claims of the same
// draft are left alone.
//
// It catches the contradictions that room knowledge has found; it finds none itself.
func contradicted(in Input) ([]desk.Finding, error) {
	if len(in.Contradicted) == 0 {
		return nil, nil
	}
	var found []desk.Finding
	for n, claim := range in.Draft.Claims {
		for _, unit := range unitsOf(in, claim) {
			conflicts, ok := in.Contradicted[unit]
			if !ok {
				continue
			}
			found = append(found, desk.Finding{
				Check: "contradicted", Severity: desk.Block, Claim: n,
				Message: fmt.Sprintf("unit %s is contradicted: %s", unit, strings.Join(conflicts, "; ")),
			})
		}
	}
	return found, nil
}

// unitsOf gives the ids of the units that a claim stands on: those that its evidence names, and those of the sources that
// the evidence was matched to.
func unitsOf(in Input, claim desk.Claim) []string {
	var units []string
	for _, e := range claim.Evidence {
		if e.Unit != "" {
			units = append(units, e.Unit)
		}
	}
	for s := range sourcesOf(in, claim) {
		units = append(units, in.Sources[s].Unit)
	}
	slices.Sort(units)
	return slices.Compact(units)
}
