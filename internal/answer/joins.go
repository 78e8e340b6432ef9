package answer

import "github.com/vigie-desk/vigie/internal/desk"

// Joins is the closed catalogue of phrases that may stand between selected passages. None holds a name, a number, a yes
// or no, a cause or a word about the customer's case, so none can state anything. A model names them j1, j2, …;
// the guard lets a draft show them without evidence.
func Joins(language desk.Language) []string {
	if language == desk.French {
		return []string{
			"Voici ce qui s'applique :",
			"Voici comment faire :",
			"Ensuite :",
			"De plus :",
			"À noter :",
			"Les conditions sont les suivantes :",
			"Les exceptions sont les suivantes :",
			"Si cela ne suffit pas :",
			"Pour aller plus loin :",
			"Sur l'autre point :",
		}
	}
	return []string{
		"Here is what applies:",
		"Here is how:",
		"Then:",
		"In addition:",
		"Please note:",
		"The conditions are:",
		"The exceptions are:",
		"If that does not help:",
		"For more detail:",
		"On the other point:",
	}
}
