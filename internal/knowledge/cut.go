package knowledge

import (
	"strconv"

	"github.com/vigie-desk/vigie/internal/desk"
	"github.com/vigie-desk/vigie/internal/knowledge/chunk"
	"github.com/vigie-desk/vigie/internal/knowledge/extract"
)

// cut makes the units of an article. Their ids are given with the version.
func cut(a desk.Article, doc extract.Document, known desk.Scope) []desk.Unit {
	units := chunk.Units(doc, known)
	for i := range units {
		units[i].Article = a.ID
	}
	return units
}

// UnitID names a unit by its version and place.
func UnitID(version string, ordinal int) string { return version + "/" + strconv.Itoa(ordinal) }
