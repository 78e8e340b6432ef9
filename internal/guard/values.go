package guard

import "github.com/vigie-desk/vigie/internal/analysis"

// listNumber tells whether a number only numbers a line: it stands first and a point or bracket and a space follow.
func listNumber(runes []rune, t analysis.Token, i int) bool {
	return i == 0 && t.End+1 < len(runes) && (runes[t.End] == '.' || runes[t.End] == ')') && runes[t.End+1] == ' '
}

// reference tells whether a number names a place in the sources or measures the answer itself: "passage 2", "in 80 words".
func reference(tokens []analysis.Token, i int) bool {
	for n := max(0, i-3); n < i; n++ {
		switch tokens[n].Text {
		case "passage", "passages", "source", "sources", "document", "documents", "extrait", "extraits":
			return true
		}
	}
	return i+1 < len(tokens) && (tokens[i+1].Text == "words" || tokens[i+1].Text == "mots")
}

// workingWord tells whether a word makes days those on which people work.
func workingWord(w string) bool {
	switch w {
	case "business", "working", "ouvre", "ouvres", "ouvrable", "ouvrables":
		return true
	}
	return false
}
