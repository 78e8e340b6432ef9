package guard

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// policy blocks words of promise, rule and exclusion that the claim's evidence does not say: guaranteed, always, only,
// free, refund, at once, policy. Each word stands for a class, so that "always" may be said in other words.
//
// It catches the promise or rule that was added. It does not judge a promise that the source makes of something else, nor
// one without any of its words.
func policy(s *study, a *assessment) []string {
	if a.empty {
		return nil
	}
	var found []string
	said := classesOf(a.text)
	if len(said) == 0 {
		return nil
	}
	held := map[string]bool{}
	for _, w := range a.windows {
		for id := max(0, w.from); id < w.to; id++ {
			for _, c := range classesOf(s.library.lines[id].text) {
				held[c.class] = true
			}
			words := wordsOf(s.library.lines[id].text)
			held["only"] = held["only"] || firstPhrase(words, nothingElse) != ""
			held["free"] = held["free"] || firstPhrase(words, noCharge) != ""
			held["replacement"] = held["replacement"] || firstPhrase(words, newOnes) != ""
			p := s.library.lines[id].polarityOf(0, len(s.library.lines[id].words))
			held["never"] = held["never"] || p.any
			held["only"] = held["only"] || p.except || p.only // "not … unless" is "only if", "ne … que" is "only"
		}
		for _, c := range classesOf(s.library.titles[s.library.lines[w.from].source]) {
			held[c.class] = true
		}
		for _, id := range s.introductions(w) {
			for _, c := range classesOf(s.library.lines[id].text) {
				held[c.class] = true
			}
			held["only"] = held["only"] || firstPhrase(wordsOf(s.library.lines[id].text), nothingElse) != "" || s.library.lines[id].polarityOf(0, len(s.library.lines[id].words)).only
			held["never"] = held["never"] || s.library.lines[id].polarityOf(0, len(s.library.lines[id].words)).any
		}
	}
	for _, c := range said {
		if a.listed > 0 && slices.ContainsFunc(classesOf(s.in.Question), func(q promised) bool { return q.class == c.class }) {
			continue // announces what was asked for
		}
		if c.class == "at once" && s.in.Draft.Claims[a.number].Kind == desk.ProcedureClaim {
			continue // told to the customer, not promised
		}
		if c.class == "only" && a.onlyMeasures() {
			continue // "only 30 minutes"
		}
		if !held[c.class] && !s.saidBeside(a, c) {
			found = append(found, sprint("%q is a promise or a rule, and the evidence does not say it", c.phrase))
		}
	}
	return found
}

// introductions gives the lines just before and after a window on its page, and the line that opens the list in which it
// stands.
func (s *study) introductions(w window) []int {
	lines := s.library.lines
	page := s.in.Sources[lines[w.from].source].Article
	on := func(id int) bool { return id >= 0 && id < len(lines) && s.in.Sources[lines[id].source].Article == page }
	var ids []int
	for _, id := range []int{w.from - 1, w.to} {
		if on(id) {
			ids = append(ids, id)
		}
	}
	for id := w.from; on(id) && w.from-id < 12; id-- {
		text := strings.TrimSpace(lines[id].text)
		if strings.HasSuffix(text, ":") {
			return append(ids, id)
		}
		if !listItem(text) {
			return ids
		}
	}
	return ids
}

// saidBeside tells whether a line of the pages that a claim goes by says a promise in other words, and what else the
// claim says right beside it.
func (s *study) saidBeside(a *assessment, c promised) bool {
	if c.class != "free" && c.class != "never" && c.class != "only" {
		return false
	}
	for _, sp := range a.segments() {
		if firstPhrase(" "+strings.Join(a.words[sp.from:sp.to], " ")+" ", []string{c.phrase}) == "" {
			continue
		}
		own := a.contentOf(sp.from, sp.to)
		delete(own, concepts["free"])
		for id := range s.library.lines {
			n := &s.library.lines[id]
			if s.pageOf(a, n.source) && says(n, c.class) && (len(own) == 0 || n.sharedWeight(own, span{0, len(n.words)}) > 0) {
				return true
			}
		}
	}
	return false
}

// says tells whether a line says a class in its own or in other words.
func says(n *line, class string) bool {
	text := wordsOf(n.text)
	switch class {
	case "free":
		if firstPhrase(text, noCharge) != "" {
			return true
		}
	case "only":
		if firstPhrase(text, nothingElse) != "" {
			return true
		}
	}
	return slices.ContainsFunc(classesOf(n.text), func(c promised) bool { return c.class == class })
}

// segments cuts a reading at every comma and bracket.
func (d *reading) segments() []span {
	var list []span
	from := 0
	for i := 1; i < len(d.words); i++ {
		if d.crossing[i] <= .6 {
			list = append(list, span{from, i})
			from = i
		}
	}
	return append(list, span{from, len(d.words)})
}

// Words that say a class otherwise.
var (
	nothingElse = strings.Split("nothing else,nothing but,no other,no one else,nobody else,none but,rien autre,aucun autre,aucune autre,pas autre,personne autre", ",")
	noCharge    = strings.Split("without a fee,without fee,without fees,no fee,no fees,no charge,nothing to pay,costs nothing,cost nothing,not charged,at no cost,aucun frais,pas de frais,rien a payer,ne coute rien,sans frais", ",")
	newOnes     = strings.Split("a new,new one,another,again,un nouveau,une nouvelle,un autre,une autre,de nouveau", ",")
)

// onlyMeasures tells whether "only" stands right before a value, or means "once".
func (a *assessment) onlyMeasures() bool {
	for i, w := range a.words {
		switch w {
		case "only", "seulement", "seul", "seule", "uniquement":
			near := slices.ContainsFunc(a.figures, func(f figure) bool { return f.from > i && f.from-i <= 3 })
			if near || i+1 < len(a.words) && (a.words[i+1] == "fois" || a.words[i+1] == "once") {
				return true
			}
		}
	}
	return false
}

type promised struct{ class, phrase string }

// classesOf gives the classes of promise and rule that a text speaks of, each once.
func classesOf(text string) []promised {
	words := strings.ReplaceAll(wordsOf(text), " sous reserve ", " ") // a condition, not "réservé"
	words = strings.ReplaceAll(words, " credit card", " card")
	first := make([]int, len(promiseClasses)) // of each class, the phrase that it names first, from 1
	fields := strings.Fields(words)
	for i, w := range fields {
		for _, s := range promiseStarts[w] {
			if rest := fields[i:]; (first[s.class] == 0 || s.phrase < first[s.class]) && len(s.words) <= len(rest) && slices.Equal(s.words, rest[:len(s.words)]) {
				first[s.class] = s.phrase
			}
		}
	}
	var list []promised
	for n, c := range promiseClasses {
		if first[n] > 0 {
			list = append(list, promised{c.class, c.phrases[first[n]-1]})
		}
	}
	return list
}

// promiseStart is one phrase of promiseClasses.
type promiseStart struct {
	class, phrase int // the phrase counted from 1
	words         []string
}

// promiseStarts are the phrases of promiseClasses by their first word.
var promiseStarts = func() map[string][]promiseStart {
	starts := map[string][]promiseStart{}
	for n, c := range promiseClasses {
		for i, phrase := range c.phrases {
			words := strings.Fields(phrase)
			starts[words[0]] = append(starts[words[0]], promiseStart{n, i + 1, words})
		}
	}
	return starts
}()

var promiseClasses = []struct {
	class   string
	phrases []string
}{
	{"guarantee", strings.Split("guaranteed,guarantee,guarantees,promise,promised,promises,we ensure,certified,garanti,garantie,garantis,garanties,garantit,garantissons,promet,promettons,assurons,engageons", ",")},
	{"always", strings.Split("always,in every case,in all cases,every time,without exception,toujours,systematiquement,dans tous les cas,sans exception,a chaque fois,quoi qu il arrive", ",")},
	{"never", strings.Split("never,jamais", ",")},
	{"only", strings.Split("only,exclusively,solely,reserved,limited to,restricted to,uniquement,seulement,seul,seule,seuls,seules,exclusivement,reserve,reservee,reserves,reservees,ne que", ",")},
	{"free", strings.Split("free,free of charge,no charge,no cost,no extra cost,complimentary,without charge,gratuit,gratuite,gratuits,gratuites,gratuitement,sans frais,offert,offerte,offerts,sans supplement", ",")},
	{"refund", strings.Split("refund,refunds,refunded,refundable,money back,reimburse,reimbursed,reimburses,pay back,pays back,credited,rembourse,remboursee,rembourses,remboursees,remboursement,remboursements,remboursons,remboursable,remboursables,rembourser", ",")},
	{"credit", strings.Split("a credit,store credit,credit note,credit on,credits,as credit,un avoir,des avoirs,avoirs", ",")},
	{"compensation", strings.Split("compensation,compensate,compensated,voucher,goodwill,discount,bereavement,dedommagement,indemnite,indemnise,geste commercial,bon d achat,reduction,remise,deuil", ",")},
	{"unlimited", strings.Split("unlimited,illimite,illimitee,illimites,illimitees,sans limite,no limit", ",")},
	{"at once", strings.Split("immediately,instantly,instant,at once,right away,straight away,automatically,same day,immediatement,instantanement,aussitot,tout de suite,automatiquement,le jour meme,sans delai", ",")},
	{"policy", strings.Split("policy,policies,politique,our rules,notre reglement,par principe,company rule,regle interne", ",")},
	{"duty", strings.Split("mandatory,compulsory,obligatory,obligatoire,obligatoires,obligatoirement", ",")},
	{"forbidden", strings.Split("forbidden,prohibited,banned,not allowed,not permitted,interdit,interdite,interdits,interdites,pas autorise,pas permis", ",")},
	{"one device", strings.Split("one device,single device,un seul appareil,seul appareil", ",")},
	{"priority", strings.Split("priority,prioritaire,en priorite,extension,extended,prolongation,prolongee,prolongees,prolonge,prolonges,prolonger,prolongeable,exceptional,exceptionally,exceptionnel,exceptionnelle,exceptionnellement", ",")},
}
