package contradict

import "strings"

// permission reads whether a sentence allows or denies: "can be returned", "may not", "n'est pas possible". Its unit is the
// stem of what is allowed. A question allows nothing, and a sentence that rules twice says too much to be compared.
func (r *reader) permission(words []word) (value, bool) {
	if len(words) == 0 || asks(words[0].Text) {
		return value{}, false
	}
	var found []value
	for i := range words {
		for _, read := range []func([]word, int) (value, bool){r.modal, r.verdict} {
			if v, ok := read(words, i); ok {
				found = append(found, v)
			}
		}
	}
	if len(found) != 1 || found[0].unit == "" {
		return value{}, false
	}
	return found[0], true
}

// modal reads "can", "may", "peut" and the verb after it. "Only" between them is neither a yes nor a no.
func (r *reader) modal(words []word, i int) (value, bool) {
	denied := false
	switch words[i].Text {
	case "can", "peut", "peuvent", "pouvez", "peux":
	case "may":
		if words[i].raw == "May" && !words[i].opens {
			return value{}, false // the month
		}
	case "cannot", "can't":
		denied = true
	default:
		return value{}, false
	}
	denied = denied || follows(words, i, "ne", "n")
	const reach = 6
	for j := i + 1; j < min(len(words), i+reach); j++ {
		switch text := words[j].Text; {
		case denies(text):
			denied = true
		case text == "only" || text == "que":
			return value{}, false
		case !r.stop(text) && text != "etre" && !strings.HasSuffix(text, "ly"):
			return r.ruled(i, text, denied), true
		}
	}
	return value{}, false
}

// verdict reads "is possible", "are not included", "n'est pas obligatoire".
func (r *reader) verdict(words []word, i int) (value, bool) {
	denied := false
	switch words[i].Text {
	case "is", "are", "est", "sont":
	case "isn't", "aren't":
		denied = true
	default:
		return value{}, false
	}
	denied = denied || follows(words, i, "ne", "n")
	const reach = 4
	for j := i + 1; j < min(len(words), i+reach); j++ {
		switch text := words[j].Text; {
		case denies(text):
			denied = true
		case forbids(text):
			return r.ruled(i, "allowed", !denied), true
		case rules(text):
			return r.ruled(i, text, denied), true
		case !strings.HasSuffix(text, "ly") && text != "also" && text != "egalement":
			return value{}, false
		}
	}
	return value{}, false
}

// ruled makes the value of a ruling. It takes no words: the verb belongs to the subject.
func (r *reader) ruled(i int, what string, denied bool) value {
	v := value{kind: Permission, text: "yes", first: i, last: i}
	if denied {
		v.text = "no"
	}
	if terms := r.terms(what); len(terms) > 0 {
		v.unit = terms[0]
	}
	return v
}

func follows(words []word, i int, texts ...string) bool {
	for _, text := range texts {
		if i > 0 && words[i-1].Text == text {
			return true
		}
	}
	return false
}

func denies(folded string) bool {
	switch folded {
	case "not", "never", "pas", "jamais", "plus":
		return true
	}
	return false
}

// rules knows the words that say what is allowed, included or needed.
func rules(folded string) bool {
	switch folded {
	case "allowed", "permitted", "possible", "available", "supported", "accepted", "included", "refundable", "required", "mandatory",
		"optional", "free", "transferable",
		"autorise", "autorisee", "autorises", "autorisees", "permis", "permise", "disponible", "disponibles", "accepte", "acceptee",
		"acceptes", "acceptees", "inclus", "incluse", "incluses", "remboursable", "remboursables", "obligatoire", "obligatoires",
		"gratuit", "gratuite", "gratuits", "gratuites":
		return true
	}
	return false
}

func forbids(folded string) bool {
	switch folded {
	case "forbidden", "prohibited", "interdit", "interdite", "interdits", "interdites":
		return true
	}
	return false
}

// asks knows the words that open a question.
func asks(folded string) bool {
	switch folded {
	case "can", "may", "is", "are", "how", "what", "when", "where", "which", "who", "why",
		"puis", "peut", "est", "comment", "quand", "quel", "quelle":
		return true
	}
	return false
}
