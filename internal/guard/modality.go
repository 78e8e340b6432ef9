package guard

import (
	"slices"
	"strings"
)

// force is what a stretch of a sentence says about duty and certainty.
type force struct {
	duty   bool // must, has to, is required
	choice bool // may if one likes, is optional, is recommended
	may    bool // may, can, usually: not always
	will   bool // always, guaranteed, certainly, will
}

// modality blocks a duty told as a choice, a choice or a possibility told as a duty or a certainty: "must" as "may", "may
// take" as "will always take".
//
// It catches the common forms of both languages where the claim's clause is near the source's. It cannot see a duty that
// either side only implies.
func modality(s *study, a *assessment) []string {
	var found []string
	for _, p := range a.clauses {
		if p.line < 0 || p.shared < closeEnough*p.own {
			continue
		}
		n := s.library.lines[p.line]
		claim, source := a.forceOf(p.from, p.to), n.forceOf(0, len(n.words))
		cp, sp := a.polarityOf(p.from, p.to), n.polarityOf(0, len(n.words))
		switch {
		case cp.only && sp.except || cp.except && sp.only:
		case source.duty && !claim.duty && claim.choice && !source.choice:
			found = append(found, "it tells as a choice what the source makes a duty")
		case claim.choice && hasPhrase(a, p, freePhrases) && !source.choice && (s.conditional(p.line) || !source.may && !sp.any):
			found = append(found, "it tells as a choice what the source does not leave open")
		case claim.duty && s.conditional(p.line):
		case claim.duty && !source.duty && (source.choice || source.may && !cp.any):
			found = append(found, "it tells as a duty what the source leaves open")
		case claim.will && !source.will && source.may && !claim.may:
			found = append(found, "it tells as certain what the source says may be")
		}
	}
	if len(found) == 0 {
		if line := s.leftFree(a); line != "" {
			found = append(found, sprint("it tells as a duty what the source leaves open: %q", clip(line)))
		}
	}
	return found
}

// leftFree gives a line of the pages cited that says of what a claim makes a duty that it need not be done, or is a choice.
func (s *study) leftFree(a *assessment) string {
	if len(s.freed) == 0 {
		return ""
	}
	for _, p := range append(a.clauseSpans(), a.partSpans()...) {
		f := a.forceOf(p.from, p.to)
		if said := a.polarityOf(p.from, p.to); !f.duty || f.choice || said.any || said.restricted {
			continue
		}
		own := a.contentOf(p.from, p.to)
		for _, free := range s.freed {
			n := &s.library.lines[free.line]
			if !s.pageOf(a, n.source) {
				continue
			}
			if free.need && len(free.content) > 0 && holdsAll(own, free.content) || !free.need && n.sharedWeight(own, span{0, len(n.words)}) >= 1.4 {
				return strings.TrimSpace(n.text)
			}
		}
	}
	return ""
}

// freedom is a stretch of a line that says that something need not be done, or is a choice.
type freedom struct {
	line    int
	need    bool // "need not"; else "optional"
	content map[string]float64
}

// freedoms gives them all.
func (l *library) freedoms() []freedom {
	var list []freedom
	for id := range l.lines {
		n := &l.lines[id]
		if n.row || !slices.ContainsFunc(n.words, freeing) {
			continue
		}
		for _, sp := range n.stretches() {
			words := " " + strings.Join(n.words[sp.from:sp.to], " ") + " "
			need := firstPhrase(words, freedPhrases) != ""
			if !need && firstPhrase(words, optionalWords) == "" {
				continue
			}
			content := n.contentOf(sp.from, sp.to)
			delete(content, needed)
			delete(content, sayings["required"])
			list = append(list, freedom{id, need, content})
		}
	}
	return list
}

// freeing tells whether a word is one that every phrase of freedom has one of.
func freeing(w string) bool {
	switch w {
	case "need", "needs", "needn't", "needed", "required", "have", "mandatory", "necessary", "obligatory", "obliged", "none", "obligatoire", "necessaire", "obliges", "oblige", "besoin", "inutile", "exige", "exigee":
		return true
	}
	return slices.Contains(optionalWords, w)
}

var optionalWords = []string{"optional", "voluntary", "facultatif", "facultative", "facultatifs", "facultatives", "optionnel", "optionnelle"}

// conditional tells whether a line makes what it says depend on something: what a customer must do then.
func (s *study) conditional(line int) bool { return len(s.library.lines[line].markers()) > 0 }

// forceOf reads the tokens [from, to).
func (d *reading) forceOf(from, to int) force {
	words := " " + strings.Join(d.words[from:to], " ") + " "
	has := func(list []string) bool { return firstPhrase(words, list) != "" }
	f := force{duty: has(dutyPhrases), choice: has(choicePhrases), may: has(mayPhrases), will: has(willWords)}
	if has(freedPhrases) {
		f.duty, f.choice = false, true
	}
	return f
}

func hasPhrase(a *assessment, p clausePair, phrases []string) bool {
	return firstPhrase(" "+strings.Join(a.words[p.from:p.to], " ")+" ", phrases) != ""
}

var (
	// freePhrases leave a thing to the customer in so many words.
	freePhrases = []string{
		"optional", "optionally", "not required", "not mandatory", "not necessary", "up to you", "voluntary", "facultatif", "facultative", "facultatifs", "facultatives", "pas obligatoire",
		"pas necessaire", "pas exige", "pas exigee", "not needed", "optionnel", "optionnelle", "inutile de", "no need",
	}
	dutyPhrases = []string{
		"must", "have to", "has to", "had to", "need to", "needs to", "required", "require", "requires", "mandatory", "compulsory", "obligatory", "shall", "need", "needs",
		"necessary", "doit", "doivent", "devez", "dois", "devra", "devront", "devrez", "faut", "faudra", "obligatoire", "obligatoires", "obligatoirement", "exige", "exigee",
		"necessaire", "necessaires", "est a", "sont a", "imperatif", "imperativement", "tenu de", "tenus de", "obligation", "soumis a", "soumise a",
	}
	freedPhrases = []string{
		"pas exige", "pas exigee", "not needed",
		"not required", "not need", "need not", "needs not", "don't need", "don't have to", "not have to", "doesn't need", "needn't", "no need", "not mandatory", "not necessary", "not obligatory",
		"pas obligatoire", "pas necessaire", "pas obliges", "pas oblige", "pas besoin", "inutile de", "not obliged", "needs no", "need no", "need none", "no reservation needed",
	}
	choicePhrases = []string{
		"optional", "optionally", "if you like", "if you wish", "if you want", "recommended", "advisable", "advised", "we recommend", "should", "may", "up to you", "voluntary", "suggested",
		"facultatif", "facultative", "facultatifs", "facultatives", "si vous le souhaitez", "si vous voulez", "recommande", "recommandee", "recommandes", "conseille", "conseillee",
		"conseilles", "devriez", "au choix", "en option", "optionnel", "optionnelle", "souhaitable", "eventuellement", "libre de",
	}
	mayPhrases = []string{
		"may", "might", "can", "could", "usually", "generally", "normally", "typically", "often", "sometimes", "likely", "possibly", "in most cases", "in general",
		"peut", "peuvent", "pouvez", "pourrait", "pourraient", "generalement", "habituellement", "normalement", "souvent", "parfois", "en general", "le plus souvent", "eventuellement", "possible",
	}
	willWords = []string{
		"will", "always", "guaranteed", "guarantee", "certainly", "definitely", "in every case", "in all cases", "every time", "without exception", "systematically", "automatically",
		"toujours", "garanti", "garantie", "garantis", "garanties", "garantit", "certainement", "systematiquement", "dans tous les cas", "a coup sur", "sans exception", "automatiquement",
		"sera", "seront", "serez", "aura", "auront", "recevrez", "pourrez",
	}
)
