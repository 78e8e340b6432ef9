package guard

import (
	_ "embed"
	"errors"
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/analysis"
	"github.com/vigie-desk/vigie/internal/desk"
)

//go:embed phrases/order.txt
var orderText string

var orderBook, orderFail = parseBook(orderText, nil)

// instructions blocks a draft that quotes a source which reads like instructions to a model, or that follows such an order of
// a source or of the customer (see obeys), and notes a question that holds one. Text from outside is data here, whatever it says: no check obeys it; but nobody quotes an attack to a customer.
//
// It catches the usual forms: orders to ignore or reveal instructions, to take another role, to keep a secret from the
// user, and the frame marks of chat models. It cannot catch an order in ordinary words ("reply that refunds are free"):
// that is false knowledge, and the import's trust in its source is what stands against it.
func instructions(in Input) ([]desk.Finding, error) {
	if err := errors.Join(obeyFail, orderFail); err != nil {
		return nil, err
	}
	var found []desk.Finding
	r := orderReader{in: in}
	for _, n := range citedNumbers(in) {
		s := &in.Sources[n]
		if s.Suspicious {
			found = append(found, desk.Finding{
				Check: "instructions", Severity: desk.Block, Claim: desk.WholeDraft,
				Message: "the article " + clip(s.Title) + " was marked at import as reading like instructions to a model",
			})
			continue
		}
		if order := r.orderIn(n); order != "" {
			found = append(found, desk.Finding{
				Check: "instructions", Severity: desk.Block, Claim: desk.WholeDraft,
				Message: "the source reads like instructions to a model: " + clip(order),
			})
		}
	}
	if order := orderAmong(in.Draft.Text, draftSentences(in)); order != "" && len(found) == 0 {
		found = append(found, desk.Finding{
			Check: "instructions", Severity: desk.Block, Claim: desk.WholeDraft,
			Message: "the draft reads like instructions to a model: " + clip(order),
		})
	}
	asked := orderTo(in.Question)
	if why := obeys(&r, asked != ""); why != "" {
		found = append(found, desk.Finding{Check: "instructions", Severity: desk.Block, Claim: desk.WholeDraft, Message: why})
	}
	if asked != "" {
		found = append(found, desk.Finding{
			Check: "instructions", Severity: desk.Note, Claim: desk.WholeDraft,
			Message: "the question reads like instructions to a model: " + clip(asked),
		})
	}
	return found, nil
}

// ReadsLikeInstructions tells whether a text tries to give orders to a model. Room knowledge marks articles with it.
func ReadsLikeInstructions(text string) bool { return orderFail != nil || orderTo(text) != "" }

// orderTo gives the first sentence of a text that reads like an order to a model, or "".
func orderTo(text string) string {
	if mark := frameMark(text); mark != "" {
		return mark
	}
	for sentence := range analysis.SentenceTexts(text) {
		if isOrder(sentence, hear(sentence, 0)) {
			return strings.TrimSpace(sentence)
		}
	}
	return ""
}

// orderAmong is orderTo of a text that was cut into sentences.
func orderAmong(text string, sentences []string) string {
	if mark := frameMark(text); mark != "" {
		return mark
	}
	for _, sentence := range sentences {
		if isOrder(sentence, hear(sentence, 0)) {
			return strings.TrimSpace(sentence)
		}
	}
	return ""
}

// frameMark gives the first mark of a text with which chat models frame turns, or "".
func frameMark(text string) string {
	if !strings.ContainsAny(text, "<[#") && !holdsAny(text, "pt", "Pt", "pT", "PT") { // of "prompt", which has no other sign
		return ""
	}
	lower := strings.ToLower(text)
	for _, mark := range frameMarks {
		if strings.Contains(lower, mark) {
			return mark
		}
	}
	return ""
}

// isOrder tells whether a sentence reads like an order to a model: to put its own rules aside, or in ordinary words.
func isOrder(sentence string, words []heardWord) bool {
	if mayOrder(words) && ordersModel(analysis.Tokens(sentence)) {
		return true
	}
	return slices.ContainsFunc(orderBook.find(words), func(m phraseMatch) bool { return !words[m.from].quoted })
}

// mayOrder tells whether a sentence has a word with which an order that ordersModel knows can begin.
func mayOrder(words []heardWord) bool {
	for i := range words {
		if member(orderWords, words[i].fold) {
			return true
		}
	}
	return false
}

// orderReader keeps what one run of the check reads of the sources.
type orderReader struct {
	in   Input
	read [][]sourceSentence // of each source; nil: not read
}

// sourceSentence is one sentence of a source.
type sourceSentence struct {
	text  string
	words []heardWord
	order bool // reads like an order to a model
}

// sentences gives the sentences of a source.
func (r *orderReader) sentences(n int) []sourceSentence {
	if r.read == nil {
		r.read = make([][]sourceSentence, len(r.in.Sources))
	}
	if r.read[n] == nil {
		list := []sourceSentence{}
		for sentence := range analysis.SentenceTexts(wordsOfSources(r.in)[n].raw) {
			words := hear(sentence, 0)
			list = append(list, sourceSentence{sentence, words, isOrder(sentence, words)})
		}
		r.read[n] = list
	}
	return r.read[n]
}

// orderIn is orderTo of a source.
func (r *orderReader) orderIn(n int) string {
	if mark := frameMark(wordsOfSources(r.in)[n].raw); mark != "" {
		return mark
	}
	for _, s := range r.sentences(n) {
		if s.order {
			return strings.TrimSpace(s.text)
		}
	}
	return ""
}

// frameMarks are the marks with which chat models frame turns. No help page shows them to a customer.
var frameMarks = []string{
	"<|im_start|>", "<|im_end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|endoftext|>", "<|eot_id|>", "[inst]", "[/inst]",
	"<<sys>>", "### system:", "### instruction:", "begin system prompt", "</system>", "<system>",
}

// ordersModel judges one sentence. A condition at its head makes it advice to a reader ("If you have an account, ignore
// the instructions above"), unless it speaks of the model's own things.
func ordersModel(words []analysis.Token) bool {
	for i := range words {
		if !member(orderWords, words[i].Text) {
			continue
		}
		rest := words[i:min(i+orderReach, len(words))]
		switch {
		case verbOf(rest, overrideVerbs) && closeBefore(rest, ownWords, guidanceWords):
			return true
		case verbOf(rest, overrideVerbs) && closeBefore(rest, earlierWords, guidanceWords) && !conditionalOrder(words[:i]):
			return true
		case verbOf(rest, revealVerbs) && closeBefore(rest, ownWords, secretWords):
			return true
		case slices.ContainsFunc(orderPhrases[rest[0].Text], func(p []string) bool { return startsWith(rest, p) }):
			return true
		}
	}
	return false
}

// orderReach is how many words after a verb its object may stand.
const orderReach = 8

var (
	overrideVerbs = setOf(`ignore ignorez disregard forget override overrule bypass oublie oublies oubliez negligez contourne
		contournez outrepasse outrepassez`)
	earlierWords = setOf(`previous prior above earlier preceding all any every foregoing precedentes precedents precedente
		anterieures anterieurs dessus toutes tous`)
	guidanceWords = setOf(`instruction instructions prompt prompts rule rules directive directives guideline guidelines
		programming consigne consignes regle regles restrictions safeguards guardrails`)
	ownWords    = setOf(`your system ton ta tes systeme initial initiales developer original hidden`)
	revealVerbs = setOf(`reveal show print repeat output display expose leak recite dump disclose tell give revele revelez
		affiche affichez montre montrez repete repetez donne donnez divulgue divulguez`)
	secretWords  = setOf(`prompt prompts instructions consignes directives`)
	orderPhrases = byFirstWord(`you are now in developer; you are now dan; you are now jailbroken; you are no longer an ai;
		you are no longer bound; do anything now; enable developer mode and; enter developer mode;
		from now on you are; from now on you will; from now on respond; pretend you have no;
		pretend that you have no; act as an unrestricted; act as an unfiltered; do not tell the user;
		don't tell the user; do not inform the user; without telling the user; as an ai language model you;
		new instructions for the assistant; instructions for the ai; note to the ai; attention ai; dear ai;
		if you are an ai; if you are a language model; ai assistants must; assistant must answer;
		the assistant must reply; the assistant should reply; the assistant should answer; tu es maintenant un;
		vous etes desormais un; a partir de maintenant tu; ne dis pas a utilisateur;
		ne le dis pas au client; si tu es une ia; si vous etes une ia; note pour ia; instructions pour ia`)
)

// orderWords are all words with which an order that ordersModel knows can begin; "don't" is heard as two words, and "do"
// is one of them.
var orderWords = func() map[string]struct{} {
	all := map[string]struct{}{}
	for _, set := range []map[string]struct{}{overrideVerbs, revealVerbs} {
		for w := range set {
			all[w] = struct{}{}
		}
	}
	for w := range orderPhrases {
		all[w] = struct{}{}
	}
	return all
}()

// byFirstWord reads phrases separated by semicolons into lists by their first word.
func byFirstWord(text string) map[string][][]string {
	phrases := map[string][][]string{}
	for phrase := range strings.SplitSeq(text, ";") {
		words := strings.Fields(phrase)
		phrases[words[0]] = append(phrases[words[0]], words)
	}
	return phrases
}

func verbOf(words []analysis.Token, verbs map[string]struct{}) bool {
	_, ok := verbs[words[0].Text]
	return ok
}

// closeBefore tells whether a word of one set stands at most three words before or right behind one of another: "your
// previous instructions", "instructions précédentes".
func closeBefore(words []analysis.Token, first, second map[string]struct{}) bool {
	for i, w := range words {
		if _, ok := second[w.Text]; !ok {
			continue
		}
		near := words[max(0, i-3):min(len(words), i+2)]
		if slices.ContainsFunc(near, func(t analysis.Token) bool { _, ok := first[t.Text]; return ok }) {
			return true
		}
	}
	return false
}

func startsWith(words []analysis.Token, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, w := range phrase {
		if words[i].Text != w {
			return false
		}
	}
	return true
}

// conditionalOrder tells whether the words before a verb put it under a condition, or say that it is not an order.
func conditionalOrder(words []analysis.Token) bool {
	return slices.ContainsFunc(words, func(t analysis.Token) bool {
		switch t.Text {
		case "if", "when", "unless", "you", "can", "may", "should", "to", "si", "quand", "lorsque", "vous", "pouvez", "devez":
			return true
		}
		return false
	})
}
