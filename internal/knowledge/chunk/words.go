package chunk

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
)

func fold(text string) string { return strings.TrimSpace(analysis.Fold(text)) }

// What a sentence opens with when it leans on the one before it. Folded, parted by "|".
var leaning = openings(`this|these|those|that|it|its|it's|they|they're|them|their|such|he|she|his|her|otherwise|in this case|
	in that case|in these cases|in such|in both cases|in either case|if so|if not|if this|if that|if it|if they|then|also|
	instead|for example|for instance|for this|for these|to do this|to do so|doing so|similarly|likewise|additionally|
	furthermore|moreover|as a result|therefore|thus|hence|here|both|neither|either|the former|the latter|once this|once it|
	after this|after that|when this|when it|because of this|as such|
	ce|cet|cette|ces|cela|ceci|c'est|ca|il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|celui-la|celle-la|ceux-la|
	son|sa|ses|leur|leurs|dans ce cas|dans ces cas|dans les deux cas|sinon|autrement|dans le cas contraire|si c'est|si oui|
	si non|puis|ensuite|alors|ainsi|par exemple|pour cela|pour ce faire|pour ceci|de plus|en outre|par consequent|en effet|
	de meme|egalement|a defaut|le cas echeant|y compris`)

// What a sentence opens with when it restricts the one before it.
var restricting = openings(`however|but|unless|except|exception|exceptions|only|provided|as long as|so long as|note|notes|
	please note|be aware|keep in mind|important|warning|caution|beware|although|though|nevertheless|nonetheless|even if|
	even then|even so|subject to|excluding|apart from|other than|with the exception|with one exception|on the other hand|
	conversely|limitation|limitations|restriction|restrictions|yet|still|
	sauf|toutefois|cependant|mais|neanmoins|pourtant|a condition|sous reserve|uniquement|seul|seule|seuls|seules|seulement|
	a moins|hormis|excepte|a l'exception|a l'exclusion|en revanche|par contre|notez|a noter|attention|remarque|important|
	avertissement|nb|n.b|exception|exceptions|bien que|meme si|or|pour autant|limite|limites|restriction|restrictions`)

// What a short answer opens with: without the sentence after it, it would be a bare yes or no.
var answering = openings(`yes|no|it depends|that depends|in principle|in general|generally|usually|normally|sometimes|maybe|
	possibly|of course|absolutely|not at all|not necessarily|not always|never|always|unfortunately|
	oui|non|ca depend|cela depend|tout depend|en principe|en general|generalement|normalement|parfois|peut-etre|bien sur|
	absolument|pas du tout|pas forcement|pas toujours|jamais|toujours|malheureusement|si`)

// Words anywhere in a sentence that make it a restriction of what was said before.
var restrictions = []string{
	"does not apply", "do not apply", "doesn't apply", "don't apply", "ne s'applique pas", "ne s'appliquent pas",
	"n'est pas applicable", "ne sont pas applicables", "ne concerne pas", "ne concernent pas",
}

// Words that tell that a list or code comes next, where no colon does.
var announcing = []string{"following", "below", "as follows", "these steps", "ci-dessous", "suivant", "comme suit", "voici"}

// Words in an introduction under which the items only hold together.
var conjoining = []string{
	"all of", "each of", "all the following", "every one", "both", "must", "toutes les", "tous les", "chacun", "ensemble",
	"cumulativ", "doit", "doivent",
}

// openings makes a list of the word sequences of a text.
func openings(text string) map[string][]string {
	byFirst := map[string][]string{}
	for phrase := range strings.SplitSeq(text, "|") {
		phrase = strings.Join(strings.Fields(phrase), " ")
		first, _, _ := strings.Cut(phrase, " ")
		byFirst[first] = append(byFirst[first], phrase)
	}
	return byFirst
}

// opens tells whether a folded text begins with one of the openings, as whole words.
func opens(text string, with map[string][]string) bool {
	end := strings.IndexFunc(text, func(r rune) bool { return !inWord(r) })
	if end < 0 {
		end = len(text)
	}
	first := strings.TrimRight(text[:end], ".")
	for _, phrase := range with[first] {
		rest, found := strings.CutPrefix(text, phrase)
		if found && (rest == "" || rest[0] == '.' || !inWord(rune(rest[0]))) {
			return true
		}
	}
	return false
}

func inWord(r rune) bool {
	return r == '\'' || r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 0x80
}

// head folds the beginning of a sentence, without quotes and brackets.
func head(text string) string {
	cut := 0
	for i := range text {
		if cut++; cut > 60 {
			text = text[:i]
			break
		}
	}
	return strings.TrimLeft(analysis.Fold(text), "\"'“‘«([*_ ")
}

// leans tells whether a sentence cannot be understood without the one before it.
func leans(text string) bool { return opens(head(text), leaning) }

// restricts tells whether a sentence takes back or narrows what was said before it.
func restricts(text string) bool {
	if opens(head(text), restricting) {
		return true
	}
	folded := analysis.Fold(text)
	for _, r := range restrictions {
		if strings.Contains(folded, r) {
			return true
		}
	}
	return false
}

// answers tells whether a sentence is a short answer that the next one explains.
func answers(text string) bool { return size(text) < fragment && opens(head(text), answering) }

// introduces tells whether a sentence ends with a colon: what follows belongs to it.
func introduces(text string) bool { return strings.HasSuffix(text, ":") }

// announces tells whether a sentence speaks of what comes next.
func announces(text string) bool { return containsAny(analysis.Fold(text), announcing) }

// conjoined tells whether the items of a list hold only together, so that none may be said without the others.
func conjoined(lead string) bool { return containsAny(analysis.Fold(lead), conjoining) }

func containsAny(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}
