package analysis

import "strings"

// Exceptional tells whether a heading announces what restricts the page around it: special cases, exceptions, limits.
// What stands under it belongs to every rule of the page.
func Exceptional(heading string) bool {
	folded := " " + strings.Join(strings.Fields(Fold(heading)), " ") + " "
	for _, name := range []string{
		" special case", " exception", " restriction", " limitation", " not covered ", " not included ", " does not apply", " important ",
		" cas particulier", " cas special", " cas speciaux", " non couvert", " non inclus", " ne s'applique pas", " a noter ",
	} {
		if strings.Contains(folded, name) {
			return true
		}
	}
	return false
}
