package guard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// offence blocks a draft that holds a plain insult or obscenity, in English or French, whatever its language says. Words
// that are part of a brand name are let through.
//
// It catches a short list of words and phrases that no help page needs. It cannot catch sarcasm, contempt in polite
// words, nor an insult that is an ordinary word elsewhere.
func offence(in Input) ([]desk.Finding, error) {
	brand := map[string]bool{}
	for _, name := range in.Brand {
		for _, t := range analysis.Tokens(name) {
			brand[t.Text] = true
		}
	}
	words := make([]string, 0, len(in.Draft.Text)/6+1)
	for _, t := range analysis.Tokens(in.Draft.Text) {
		if _, insult := insults[t.Text]; insult && !brand[t.Text] {
			return []desk.Finding{offends(t.Text)}, nil
		}
		words = append(words, t.Text)
	}
	running := " " + strings.Join(words, " ") + " "
	if i := slices.IndexFunc(insultPhrases, func(p string) bool { return strings.Contains(running, " "+p+" ") }); i >= 0 {
		return []desk.Finding{offends(insultPhrases[i])}, nil
	}
	return nil, nil
}

func offends(words string) desk.Finding {
	return desk.Finding{
		Check: "offence", Severity: desk.Block, Claim: desk.WholeDraft,
		Message: fmt.Sprintf("the draft holds the offensive words %q", words),
	}
}

// Folded words that are offensive wherever they stand. What is harmless in the other language ("con", "retard") is left
// to the phrases.
var insults = setOf(`asshole assholes arsehole bastard bastards bitch bitches bullshit cunt cunts dickhead dickheads
	dumbass dumbasses faggot faggots fuck fucked fucker fuckers fucking fucks imbecile imbeciles jackass
	moron morons moronic motherfucker motherfuckers nigger niggers scumbag shit shits shitty slut sluts twat twats wanker
	wankers whore whores
	abruti abrutie abrutis bougnoule bougnoules batard batards connard connards connasse connasses conasse cretin
	cretine cretins encule encules enfoire enfoires foutre gouine gouines merde merdes merdique negre negres pede pedes
	pouffiasse putain pute putes salaud salauds salope salopes youpin youpins`)

var insultPhrases = []string{
	"shut up", "shut your", "screw you", "go to hell", "you idiot", "you are an idiot", "you're an idiot", "you are stupid",
	"you're stupid", "are you stupid", "you moron", "how dumb", "you are dumb", "you're dumb", "get lost", "piss off",
	"kill yourself", "you are pathetic", "you're pathetic", "you are useless", "you're useless", "you retard", "you loser",
	"ta gueule", "ferme la", "va te faire", "allez vous faire", "vous etes stupide", "tu es stupide", "espece de",
	"vous etes idiot", "tu es idiot", "pauvre con", "sale con", "quel con", "gros con", "petit con", "fils de pute",
	"tu es nul", "vous etes nul", "degage", "casse toi", "imbecile heureux",
}

func setOf(words string) map[string]struct{} {
	set := map[string]struct{}{}
	for w := range strings.FieldsSeq(words) {
		set[w] = struct{}{}
	}
	return set
}
