package guard

import (
	"slices"
	"strings"
)

// deedWords lists what a desk may do for a customer, by the sort of deed: English verbs as base/past/participle (past and
// participle alike where one is missing), then behind a bar French stems, whose endings are open. Two verbs of one sort
// say the same deed, so that "we will refund you" can stand on "refunds are paid".
const deedWords = `
money: refund reimburse credit pay/paid repay/repaid compensate | rembours* recredit* credit* verse* verser versons indemnis* dedommag*
cancel: cancel terminate | annul* resili*
call: call phone ring/rang/rung telephone | appel* rappel* telephon*
contact: contact email message write/wrote/written reply answer | contact* recontact* ecri* repond* reviend* revien* reven*
send: send/sent resend/resent ship dispatch post mail deliver | envoy* renvoy* enverr* renverr* expedi* reexpedi* adress* livr*
transfer: transfer forward pass connect redirect route escalate refer hand/handed | transfer* transmet* transmis* redirig* escalad* orient* pass*
change: change update modify amend edit correct fix adjust rename move switch | modifi* chang* corrig* rectifi* actualis* deplac* mis mise mises met mett*
block: block freeze/froze/frozen suspend lock deactivate disable stop | bloqu* suspend* suspens* gel* desactiv*
unblock: unblock unfreeze unlock reset reactivate activate enable restore restart | debloqu* reactiv* activ* reinitialis* retabl* restaur* relanc* redemarr*
open: open create register log file raise start submit lodge | ouvr* ouvert* cree* creer cre enregistr* depos* saisi* lanc* inscri*
book: book schedule reserve arrange order plan | reserv* programm* planifi* command* organis*
check: check verify review investigate examine inspect locate | verifi* examin* consult* regard* inspect* localis*
approve: approve accept validate process confirm authorise authorize grant | valid* accept* trait* approuv* autoris* accord* confirm*
remove: delete remove close erase | supprim* effac* clotur* ferm* retir* enlev*
give: extend waive upgrade downgrade apply issue offer add replace repair discount award | prolong* offr* offert* ajout* appliqu* remplac* repar* octroy*
tell: inform notify alert warn flag report note record ask request chase | inform* preven* previen* prevenu* averti* alert* signal* note noter notee notons demand* relanc*
`

// deedForms are the forms of the deed verbs for the phrase books, and the sort of each.
type deedForms struct {
	sets map[string][]string // base, past, done, doing, does, acte
	sort map[string]string   // of an English form
	stem [][2]string         // French stem, sort
}

// readDeeds makes the forms from the table.
func readDeeds(table string) deedForms {
	f := deedForms{map[string][]string{}, map[string]string{}, nil}
	for line := range strings.Lines(table) {
		sort, rest, _ := strings.Cut(strings.TrimSpace(line), ": ")
		english, french, _ := strings.Cut(rest, "|")
		for verb := range strings.FieldsSeq(english) {
			f.english(sort, verb)
		}
		for stem := range strings.FieldsSeq(french) {
			f.sets["acte"] = append(f.sets["acte"], stem)
			f.stem = append(f.stem, [2]string{stem, sort})
		}
	}
	return f
}

// english adds the forms of one verb, given as base, base/past or base/past/participle.
func (f *deedForms) english(sort, verb string) {
	forms := strings.Split(verb, "/")
	base := forms[0]
	past, done := pastOf(base), []string(nil)
	switch len(forms) {
	case 1:
		done = past
	case 2:
		past, done = forms[1:], forms[1:]
	default:
		past, done = forms[1:2], forms[2:]
	}
	f.put(sort, "base", base)
	f.put(sort, "does", thirdOf(base))
	f.put(sort, "doing", doingOf(base)...)
	f.put(sort, "past", past...)
	f.put(sort, "done", done...)
}

func (f *deedForms) put(sort, set string, words ...string) {
	f.sets[set] = append(f.sets[set], words...)
	for _, w := range words {
		f.sort[w] = sort
	}
}

// of gives the sort of deed that a word names, or "".
func (f *deedForms) of(word string) string {
	if sort, ok := f.sort[word]; ok {
		return sort
	}
	i := slices.IndexFunc(f.stem, func(s [2]string) bool {
		stem, open := strings.CutSuffix(s[0], "*")
		return word == stem || open && strings.HasPrefix(word, stem)
	})
	if i < 0 {
		return ""
	}
	return f.stem[i][1]
}

// doubled are the verbs that double their last letter before an ending, some in one of the two spellings only.
var doubled = setOf("cancel ship transfer refer stop plan log chat flag submit reset")

func pastOf(base string) []string {
	switch {
	case base == "reset":
		return []string{base}
	case strings.HasSuffix(base, "e"):
		return []string{base + "d"}
	case strings.HasSuffix(base, "y") && !strings.ContainsRune("aeiou", rune(base[len(base)-2])):
		return []string{base[:len(base)-1] + "ied"}
	}
	if _, ok := doubled[base]; ok {
		return []string{base + base[len(base)-1:] + "ed", base + "ed"}
	}
	return []string{base + "ed"}
}

func doingOf(base string) []string {
	if strings.HasSuffix(base, "e") {
		return []string{base[:len(base)-1] + "ing"}
	}
	if _, ok := doubled[base]; ok {
		return []string{base + base[len(base)-1:] + "ing", base + "ing"}
	}
	return []string{base + "ing"}
}

func thirdOf(base string) string {
	switch {
	case strings.HasSuffix(base, "s"), strings.HasSuffix(base, "ch"), strings.HasSuffix(base, "sh"), strings.HasSuffix(base, "x"):
		return base + "es"
	case strings.HasSuffix(base, "y") && !strings.ContainsRune("aeiou", rune(base[len(base)-2])):
		return base[:len(base)-1] + "ies"
	}
	return base + "s"
}
