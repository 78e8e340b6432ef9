package answer

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Fixed is a draft of one of the house's own sentences. It states no fact, so it names no evidence.
func Fixed(text string, language desk.Language) desk.Draft {
	return desk.Draft{
		Mode: desk.Quote, Language: language, Text: text,
		Claims: []desk.Claim{{End: utf8.RuneCountInString(text), Text: text, Kind: desk.CourtesyClaim}},
	}
}

// Which asks which of several variants the customer means. key is of the scope: version, plan, country, product. aliases
// are other names of the values, as customers call them.
func Which(key string, values []string, aliases map[string][]string, customers desk.Language) desk.Draft {
	labels := make([]string, len(values))
	for i, v := range values {
		labels[i] = labelOf(key, v, aliases[v], customers)
	}
	list := strings.Join(labels, ", ")
	if customers == desk.French {
		return Fixed(frenchWhich(key)+" "+list+" ?", customers)
	}
	return Fixed("The answer is not the same for every "+key+". Which "+key+" do you mean: "+list+"?", customers)
}

// labelOf names a value of a scope in the customer's language: a country by its name, a plan by what its pages call it.
func labelOf(key, value string, aliases []string, customers desk.Language) string {
	if key == "country" {
		if region, err := language.ParseRegion(value); err == nil {
			tag := language.English
			if customers == desk.French {
				tag = language.French
			}
			return display.Regions(tag).Name(region)
		}
	}
	if customers == desk.French && len(aliases) > 0 {
		return aliases[0]
	}
	return value
}

func frenchWhich(key string) string {
	switch key {
	case "plan":
		return "La réponse n'est pas la même selon la formule. De quelle formule s'agit-il :"
	case "country":
		return "La réponse n'est pas la même selon le pays. De quel pays s'agit-il :"
	case "version":
		return "La réponse n'est pas la même selon la version. De quelle version s'agit-il :"
	case "product":
		return "La réponse n'est pas la même selon le produit. De quel produit s'agit-il :"
	}
	return "La réponse n'est pas la même dans tous les cas. Duquel s'agit-il :"
}

// SayMore asks for the rest of a question that cannot be understood by itself.
func SayMore(language desk.Language) string {
	if language == desk.French {
		return "Je ne suis pas sûr de comprendre votre question. Pouvez-vous la poser en une phrase complète ? Vous pouvez aussi demander à parler à une personne."
	}
	return "I am not sure what your question is about. Could you ask it in one full sentence? You can also ask to talk to a person."
}
