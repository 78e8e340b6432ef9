package guard

import "strings"

// sweeping blocks a claim that says of all what its source limits: "all", "any", "whatever", "tous les", "quel que soit"
// beside a line that makes an exception, where neither that line nor its neighbours say as much and the claim does not
// give the exception.
//
// It cannot see a rule that was made general without one of its words.
func sweeping(s *study, a *assessment) []string {
	if a.empty {
		return nil
	}
	said := firstPhrase(wordsOf(a.text), sweepingPhrases)
	if said == "" || a.polarityOf(0, len(a.words)).except {
		return nil
	}
	limited := ""
	for _, w := range a.windows {
		for id := max(0, w.from-1); id < min(len(s.library.lines), w.to+1); id++ {
			n := &s.library.lines[id]
			if n.source != s.library.lines[w.from].source {
				continue
			}
			if firstPhrase(wordsOf(n.text), sweepingPhrases) != "" {
				return nil
			}
			if p := n.polarityOf(0, len(n.words)); (p.except || cueIn(n.text) == openCue) && !s.kept(a, restriction{line: id, from: 0, to: len(n.words)}) {
				limited = strings.TrimSpace(n.text)
			}
		}
	}
	if limited != "" {
		return []string{sprint("it says %q of what its source limits: %q", said, clip(limited))}
	}
	return nil
}

var sweepingPhrases = strings.Split("all,any,every,everything,everyone,anyone,anything,whatever,whichever,regardless,no matter,in any case,without exception,even,including,"+
	"tous,toutes,tout,toute,chaque,n importe,quel que soit,quelle que soit,quels que soient,quelles que soient,quoi qu,y compris,sans exception,avec ou sans,meme,dans tous les cas", ",")
