package analysis

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// Stop tells whether a folded word carries no content of its own in a language: articles, pronouns, prepositions,
// auxiliaries, question words. Negations and modals are stop words for retrieval; the guard looks at them itself.
func Stop(language desk.Language, word string) bool {
	if language == desk.French {
		_, ok := frenchStops[word]
		return ok
	}
	_, ok := englishStops[word]
	return ok
}

var englishStops = set(`a about above after again against all also am an and any are aren't as at be because been before
being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each
few for from further many much had hadn't has hasn't have haven't having he her here hers herself him himself his how i i'd i'll
i'm i've if in into is isn't it it's its itself just let's me more most my myself no nor not now of off on once only or
other our ours out over own please same she should so some such than that that's the their theirs them then there these
they this those through to too under until up us very was wasn't we were weren't what what's when where which while who
whom why will with won't would wouldn't you your yours yourself hi hello hey thanks thank`)

var frenchStops = set(`a ai aie ainsi alors apres as au aucun aucune aussi autre autres aux avait avant avec avez avoir
avons ayant bien bonjour bonsoir ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci combien comme comment
dans de depuis des deux donc dont du elle elles en encore entre es est et etaient etait etant ete etes etre eu eux faire
fait faut il ils j je jusque la le les lesquels leur leurs lors lorsque lui ma mais me meme memes merci mes mien moi moins
mon ne ni non nos notre nous on ont ou par parce pas pendant peu peut peut-etre peuvent peux plus plusieurs plutot pour
pourquoi pourrait pourriez puis puisque qu quand que quel quelle quelles quels qui quoi sa sans se sera serait ses si
sien soit son sont sous suis sur svp ta te tes toi ton tous tout toute toutes tres tu un une va vers vos votre vous vais
voudrais veux y cest jai est-ce`)

func set(words string) map[string]struct{} {
	m := map[string]struct{}{}
	for w := range strings.FieldsSeq(words) {
		m[w] = struct{}{}
	}
	return m
}
