package guard

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

// honesty blocks a claim to be a person, and a promise or report of an action that nobody did or scheduled: "I have
// refunded you", "we will call you back". What "we" do by policy may be said where the sources say it in the same words;
// what "I" have done may not be said at all, since the assistant does nothing.
//
// It catches the common forms in English and French. It cannot catch a promise in the passive ("your refund is on its
// way"): for a quotation, check evidence stands in the way of that; for a model's own words, check evidence too.
func honesty(in Input) ([]desk.Finding, error) {
	var found []desk.Finding
	var quoted map[int]bool
	for n, claim := range in.Draft.Claims {
		if strings.HasSuffix(strings.TrimRight(claim.Text, " \"»*_"), "?") {
			continue // a question of the page, in the customer's voice
		}
		words := wordsOf(claim.Text)
		if human := firstPhrase(words, humanPhrases); human != "" {
			found = append(found, desk.Finding{Check: "honesty", Severity: desk.Block, Claim: n, Message: "claims to be a person: " + human})
			continue
		}
		if deed := ownDeed(words, in.Draft.Language); deed != "" {
			found = append(found, desk.Finding{Check: "honesty", Severity: desk.Block, Claim: n, Message: "says that the assistant did or will do something: " + deed})
			continue
		}
		promise := firstPhrase(words, promisePhrases)
		if promise == "" {
			continue
		}
		if quoted == nil {
			quoted = quotedClaims(in)
		}
		if !quoted[n] {
			found = append(found, desk.Finding{Check: "honesty", Severity: desk.Block, Claim: n, Message: "promises an action that nobody scheduled: " + promise})
		}
	}
	return found, nil
}

// quotedClaims gives the claims that stand word for word in a source that they cite.
func quotedClaims(in Input) map[int]bool {
	quoted := map[int]bool{}
	for _, p := range cited(in) {
		for _, at := range p.placed {
			quoted[at.claim] = true
		}
	}
	return quoted
}

// wordsOf gives the folded words of a text with a space before, between and behind.
func wordsOf(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range analysis.Tokens(text) {
		b.WriteString(t.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

func firstPhrase(words string, phrases []string) string {
	if i := slices.IndexFunc(phrases, func(p string) bool { return strings.Contains(words, " "+p+" ") }); i >= 0 {
		return phrases[i]
	}
	return ""
}

var humanPhrases = []string{
	"i am a human", "i'm a human", "i am human", "i'm human", "i am a person", "i'm a person", "i am a real", "i'm a real",
	"i am not a bot", "i'm not a bot", "i am not a robot", "i'm not a robot", "i am not an ai", "i'm not an ai", "i am not a machine",
	"i'm not a machine", "as a human agent", "as a member of the support team i", "you are speaking with a human",
	"you're speaking with a human", "you are talking to a human", "you're talking to a human", "you are chatting with a human",
	"you are chatting with a real person", "i am your personal agent", "suis un humain", "suis une humaine", "suis un etre humain",
	"suis une vraie personne", "suis une personne reelle", "suis pas un robot", "suis pas une machine", "suis pas une ia",
	"suis pas une intelligence artificielle", "vous parlez a un humain", "vous parlez avec un humain",
	"vous echangez avec un humain", "vous parlez a une vraie personne", "en tant que conseiller humain",
}

var promisePhrases = []string{
	"we will call you", "we'll call you", "we will contact you", "we'll contact you", "we will get back to you",
	"we'll get back to you", "we will be in touch", "we'll be in touch", "someone will call you", "someone will contact you",
	"someone will get back to you", "somebody will contact you", "somebody will call you", "an agent will call you",
	"an agent will contact you", "a colleague will contact you", "a colleague will call you", "our team will contact you",
	"our team will call you", "our team will get back to you", "you will receive a call", "we have refunded you", "we've refunded you",
	"we have refunded your", "we've refunded your", "we have cancelled your", "we've cancelled your", "we have canceled your",
	"we've canceled your", "we have sent you", "we've sent you", "we have updated your", "we've updated your", "we have reset your",
	"we've reset your", "we will refund you", "we'll refund you", "we will refund your", "we'll refund your", "we will cancel your",
	"we'll cancel your", "we will send you a replacement", "we'll send you a replacement", "we have escalated", "we've escalated",
	"nous vous rappellerons", "nous vous rappelons sous", "nous allons vous rappeler", "nous vous contacterons", "nous allons vous contacter",
	"nous vous recontacterons", "nous reviendrons vers vous", "nous revenons vers vous", "on vous rappelle", "on vous rappellera",
	"quelqu'un vous rappellera", "quelqu'un vous contactera", "un conseiller vous rappellera", "un conseiller vous contactera",
	"un conseiller va vous rappeler", "un conseiller va vous contacter", "notre equipe vous contactera", "notre equipe vous rappellera",
	"vous serez rappele", "vous serez rappelee", "vous serez contacte", "vous serez recontacte", "nous vous avons rembourse",
	"nous avons rembourse votre", "nous avons annule votre", "nous avons resilie votre", "nous avons mis a jour votre",
	"nous vous avons envoye", "nous allons vous rembourser", "nous vous rembourserons", "nous allons annuler votre",
}
