package extract

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/vigie-desk/vigie/internal/analysis"
)

// triggers are lower-case words one of which is in every line that a pattern can match. They spare the patterns most lines.
var triggers = []string{
	"instruction", "prompt", "guideline", "guardrail", "rules", "programming", "you are", "language model",
	"chatbot", "llm", " ai", "<|", "[inst]", "<<sys", "consigne", "directive", "règles", "regles", "invite", "tu es",
	"vous êtes", "vous etes", "de langage", " ia", "l'ia", "l’ia", "from now on",
}

// instructions are folded patterns of words that speak to a model rather than to a reader. They look for commands: an
// article about prompts speaks of such words, but does not say them, except in quotes (see quotedMention).
var instructions = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:ignore|disregard|forget|override|bypass|discard|(?:do not|don't|stop) follow(?:ing)?)\s+(?:(?:all|any|the|of|every|everything|these|those|my|other)\s+){0,4}(?:previous|prior|above|earlier|preceding|foregoing|your|system|original|initial|safety)\s+(?:\w+\s+){0,2}(?:instructions?|directions|prompts?|rules|guidelines|guardrails|programming|training|commands)\b`),
	regexp.MustCompile(`\b(?:ignore|disregard|forget)\s+(?:all\s+|any\s+|the\s+)*(?:instructions?|rules|guidelines|prompts?)\s+(?:above|before|given so far|you (?:were|have been) given)\b`),
	regexp.MustCompile(`\b(?:ignore|disregard|forget)\s+(?:everything|anything|all|what is)\s+(?:in|of|from|about)\s+your\s+(?:\w+\s+){0,2}(?:prompt|instructions|training|guidelines)\b`),
	regexp.MustCompile(`(?:^|[.!?:;"»\-]\s*)you are (?:now |actually |no longer |henceforth )*(?:(?:a|an|the|my|just)\s+)?(?:[\w-]+\s+){0,3}(?:assistant|ai|chatbot|language model|llm|gpt)\b`),
	regexp.MustCompile(`\b(?:reveal|print|show|repeat|output|display|leak|disclose|recite)\s+(?:me\s+|us\s+)?(?:your|the)\s+(?:\w+\s+){0,2}(?:system prompt|system instructions?|initial prompt|hidden prompt)\b`),
	regexp.MustCompile(`\b(?:reveal|leak|disclose|recite|repeat|output)\s+(?:me\s+|us\s+)?your\s+(?:\w+\s+){0,2}(?:prompt|instructions)\b`),
	regexp.MustCompile(`\b(?:instructions?|message|note|notice|attention|important)(?:\s+(?:to|for))?(?:\s+(?:the|any|all|every))?\s+(?:ai|llm|large language model|language model|chatbot|gpt|claude|gemini|copilot)s?(?:\s+(?:assistants?|models?|agents?|systems?|reading this|processing this))?\s*[:,!]`),
	regexp.MustCompile(`\b(?:if|when|since|as) you are (?:an?\s+|the\s+)?(?:ai|llm|language model|large language model|chatbot|ai assistant|ai agent|ai model)\s*(?:[,:.]|reading|processing|summari|answer)`),
	regexp.MustCompile(`\bfrom now on,?\s+(?:you are\s+(?:an?\s+)?(?:\w+\s+)?(?:assistant|ai|bot|model)|act as|respond|answer|reply|ignore)\b`),
	regexp.MustCompile(`<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[/?inst\]|<</?sys>>|(?:begin|new|updated?) system (?:prompt|instructions?)\s*:`),
	regexp.MustCompile(`\b(?:ignore[rz]?|oublie[rz]?|neglige[rz]?|contourne[rz]?|(?:fais|faites|faire) abstraction (?:de|des)|ne (?:tiens|tenez|suis|suivez|respecte|respectez) (?:pas|plus)(?: compte)?(?: de| des)?)\s+(?:(?:toutes?|tous|les|la|le|l'|des|de)\s*){0,3}(?:instructions?|consignes?|directives?|regles|invites?|prompts?)\s+(?:\w+\s+){0,2}(?:precedente?s?|anterieure?s?|ci-dessus|initiale?s?|systeme|d'origine|donnees plus haut|recues)`),
	regexp.MustCompile(`\b(?:ignore[rz]?|oublie[rz]?|contourne[rz]?)\s+(?:toutes?\s+|tous\s+)?(?:tes|vos)\s+(?:\w+\s+){0,2}(?:instructions|consignes|directives|regles)\b`),
	regexp.MustCompile(`(?:^|[.!?:;"»\-]\s*)(?:tu es|vous etes) (?:maintenant |desormais |a present )?(?:une? |l')?(?:assistante? (?:ia|virtuel(?:le)?|utile|numerique|conversationnel(?:le)?)|ia\b|intelligence artificielle|chatbot|modele de langage|agent conversationnel|llm\b)`),
	regexp.MustCompile(`\b(?:revele[rz]?|affiche[rz]?|montre[rz]?|repete[rz]?|divulgue[rz]?|recite[rz]?)(?:[- ](?:moi|nous))?\s+(?:(?:ton|tes|votre|vos)\s+(?:\w+\s+)?(?:prompt|invite|consignes|instructions)|(?:le|l'|les)\s*(?:prompt|invite|consignes|instructions) (?:du )?systeme)`),
	regexp.MustCompile(`\b(?:instructions?|message|note|attention|important)\s*(?:(?:pour|a|aux)\s+)?(?:l'|les |tout |toute )?\s*(?:ia|assistants? ia|modeles? de langage|llm|chatbots?)\s*[:,!]`),
	regexp.MustCompile(`\bsi (?:tu es|vous etes) (?:une? )?(?:ia|intelligence artificielle|modele de langage|llm|chatbot|assistant ia)\b`),
}

// Hidden words are held to less: nobody hides words for readers, and what speaks of a machine and commands is no remark.
var (
	machine    = regexp.MustCompile(`\b(?:ai|llm|gpt|chatbot|assistant|language model|ia|modele de langage|intelligence artificielle)s?\b`)
	commanding = regexp.MustCompile(`\b(?:must|should|always|never|tell|say|recommend|answer|respond|reply|ignore|obey|doit|doivent|devez|toujours|jamais|dis|dites|recommande[rz]?|repond(?:s|ez|re)|ignore[rz]?)\b`)
	secretly   = regexp.MustCompile(`\b(?:do not|don't|never)\s+(?:tell|inform|mention|reveal|disclose)\b.{0,40}\b(?:user|customer|human|operator|reader)s?\b|\b(?:tell|convince|direct|send)\s+(?:the |every |all )?(?:user|customer|reader|visitor)s?\s+(?:to|that)\b|\bne (?:dis|dites|revele[z]?|mentionne[z]?)\b.{0,40}\b(?:utilisateur|client|lecteur|humain)s?\b`)
)

// maxFindings is how many findings are listed of one document.
const maxFindings = 10

// suspicious lists what reads like instructions to a model: lines of the words that are shown, and what is hidden.
func suspicious(shown string, hidden []string) []string {
	var found []string
	likely := triggersIn(shown)
	for line := range strings.SplitSeq(shown, "\n") {
		if commands(line, likely) {
			found = append(found, fmt.Sprintf("reads like an instruction to a model: %q", excerpt(line)))
		}
	}
	for _, h := range hidden {
		if why, ok := hiddenCommand(h); ok {
			found = append(found, fmt.Sprintf("%s: %q", why, excerpt(squeeze(clean(h)))))
		}
	}
	return found[:min(len(found), maxFindings)]
}

func excerpt(line string) string {
	line = squeeze(line)
	if utf8.RuneCountInString(line) <= 160 {
		return line
	}
	return string([]rune(line)[:160]) + "…"
}

// triggersIn gives the triggers that a text holds.
func triggersIn(text string) []string {
	text = strings.ToLower(text)
	var held []string
	for _, t := range triggers {
		if strings.Contains(text, t) {
			held = append(held, t)
		}
	}
	return held
}

// commands tells whether a line gives a model an instruction. likely are the triggers that it may hold.
func commands(line string, likely []string) bool {
	if !containsAny(strings.ToLower(line), likely) {
		return false
	}
	line = analysis.Fold(line)
	for _, p := range instructions {
		for _, at := range p.FindAllStringIndex(line, -1) {
			if !quotedMention(line, at[0]) {
				return true
			}
		}
	}
	return false
}

func containsAny(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

var reporting = regexp.MustCompile(`\b(?:such as|like|for example|for instance|e\.g|says?|saying|writes?|written|types?|typed|typing|asks?|attack\w*|injections?|phrases?|texts?|sentences?|words?|messages?|called|known as|comme|par exemple|du type|du genre|phrases?|attaques?|ecri(?:t|re|vent|vant)|mots?|textes?|intitulee?s?|dit|disant)\b`)

// quotedMention tells whether a match lies in quotes that words of reporting lead up to: it is spoken of, not said.
func quotedMention(line string, at int) bool {
	before := line[:at]
	open := strings.LastIndexAny(before, "“«")
	if open < strings.LastIndexAny(before, "”»") {
		open = -1
	}
	if open < 0 && strings.Count(before, `"`)%2 == 1 {
		open = strings.LastIndexByte(before, '"')
	}
	if open < 0 && strings.HasSuffix(before, `"`) { // the pattern itself took the quote
		open = at - 1
	}
	if open < 0 && at < len(line) && line[at] == '"' {
		open = at
	}
	return open >= 0 && reporting.MatchString(before[:min(open, len(before))])
}

func hiddenCommand(hidden string) (string, bool) {
	folded := analysis.Fold(squeeze(clean(hidden)))
	switch {
	case strings.HasPrefix(hidden, tagsSpell), strings.HasPrefix(hidden, invisibleRun), strings.HasPrefix(hidden, overrides):
		return "invisible characters", true
	case commands(clean(hidden), triggers), secretly.MatchString(folded), machine.MatchString(folded) && commanding.MatchString(folded):
		return "hidden words read like an instruction to a model", true
	}
	return "", false
}

// What unseen reports.
const (
	tagsSpell    = "tag characters that spell "
	invisibleRun = "a run of characters that show nothing"
	overrides    = "characters that turn the direction of the words"
)

// enoughUnseen is how many invisible characters in a row are no accident: a flag of emoji has six tags.
const enoughUnseen = 8

// unseen tells what the invisible characters of a file hide: words spelled in tag characters, runs of characters without
// width, and overrides of the direction of writing.
func unseen(data []byte) []string {
	var found []string
	var spelled strings.Builder
	run, turned := 0, false
	flush := func() {
		if spelled.Len() >= enoughUnseen {
			found = append(found, tagsSpell+spelled.String())
		} else if run >= enoughUnseen {
			found = append(found, invisibleRun)
		}
		spelled.Reset()
		run = 0
	}
	for i := 0; i < len(data); {
		r, n := rune(data[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(data[i:])
		}
		i += n
		switch {
		case r < utf8.RuneSelf:
			if run > 0 {
				flush()
			}
		case r >= 0xe0020 && r <= 0xe007e:
			spelled.WriteByte(byte(r - 0xe0000))
			run++
		case invisible(r):
			run++
			if !turned && (r == 0x202d || r == 0x202e) {
				turned = true
				found = append(found, overrides)
			}
		case run > 0:
			flush()
		}
	}
	flush()
	return found[:min(len(found), maxFindings)]
}
