package contradict

import (
	"slices"
	"strings"
)

// withholds tells whether claims that stand on either side are kept from being sent. Real help centres contradict
// themselves seldom: in six of them, some 2,400 pages, eight pairs were found. Of the dates and counts none was right (the
// date of another law, a count that names a case), so these are only shown to people; so are web addresses, which may
// differ by right between languages, and a yes against a no, of which none was found to judge by. Amounts, durations,
// shares and sizes withhold: none was found wrongly there, and among the written pairs all that were found were right.
// The labels are in testdata of room knowledge, the written pairs in testdata here.
func (v value) withholds() bool {
	switch v.kind {
	case Amount, Duration, Percentage, Size:
		return true
	case Contact:
		return v.unit != "web"
	case Count, Date, Permission:
		return false
	}
	return false
}

// contradicts tells whether two facts of the same kind and unit, in the same language, speak of the same thing and give
// it different values. Every condition here turned away pairs of real help centres that were no contradictions.
func (f *Facts) contradicts(x, y fact) bool {
	v, w := x.v(), y.v()
	return v.differs(*w) && f.near(v.kind, x.in, y.in) && !opposed(*v, *w) && sameMood(x, y) && samePer(*v, *w) &&
		sameAnchor(v.anchor, w.anchor) && meets(x, y) && sameRest(x, y) && sameNames(x.in, y.in) && !siblings(x.in, y.in) &&
		f.sameSubject(v.kind, x.in, y.in) && !f.knows(x, y) && !f.knows(y, x)
}

// knows tells whether the page of a fact says the other's value too, in words as like: then it tells two cases apart.
func (f *Facts) knows(x, y fact) bool {
	for _, st := range x.in.sheet.statements {
		for _, v := range st.values {
			if v.kind == y.v().kind && v.unit == y.v().unit && !v.differs(*y.v()) && st != x.in && f.sameSubject(v.kind, st, y.in) {
				return true
			}
		}
	}
	return false
}

// sameMood tells whether both sentences deny or both state. Of a permission that is the value itself; its sentences must
// be free of conditions instead, which make a yes and a no agree.
func sameMood(x, y fact) bool {
	if x.v().kind == Permission {
		return !x.in.bound && !y.in.bound
	}
	return x.in.denied == y.in.denied
}

// opposed tells whether one value is a most and the other a least, which may both hold. Before an event they are the same:
// "up to 2 days before" and "at least 2 days before".
func opposed(v, w value) bool {
	return v.role.opposed(w.role) && (!v.anchor.before || !w.anchor.before)
}

func samePer(v, w value) bool { return v.per == w.per }

func sameAnchor(a, b anchor) bool {
	if len(a.stems) == 0 || len(b.stems) == 0 {
		return true
	}
	return a.before == b.before && slices.ContainsFunc(a.stems, func(s string) bool { return slices.Contains(b.stems, s) })
}

// sameRest tells whether the two sentences hold the same values but for one: what differs in two has another subject. What
// a sentence allows counts only where that is what is compared: most sentences with a value say "can" in some way.
func sameRest(x, y fact) bool {
	a, b := measures(x), measures(y)
	if len(a) != len(b) {
		return alone(x) && alone(y)
	}
	for i := range a {
		same := a[i].kind == b[i].kind && a[i].unit == b[i].unit && !a[i].differs(b[i])
		switch mine, theirs := a[i].is(x), b[i].is(y); {
		case mine != theirs, !mine && !same:
			return false
		}
	}
	return true
}

// measures gives the values of a fact's sentence that are no permissions, and the fact's own.
func measures(x fact) []value {
	var kept []value
	for i, v := range x.in.values {
		if i == x.value || v.kind != Permission {
			kept = append(kept, v)
		}
	}
	return kept
}

func (v value) is(x fact) bool {
	return v.kind == x.v().kind && v.first == x.v().first && v.last == x.v().last
}

// alone tells whether no other value of its sentence is of the same kind.
func alone(x fact) bool {
	for i, v := range x.in.values {
		if i != x.value && v.kind == x.v().kind {
			return false
		}
	}
	return true
}

// sameNames tells whether every name of each sentence occurs around the other.
func sameNames(a, b *statement) bool { return subset(a.names, b.all) && subset(b.names, a.all) }

// siblings tells whether titles or headings differ in one place only, as in "Delivery to France" and "Delivery to
// Belgium": then the pages differ because their subjects do.
func siblings(a, b *statement) bool {
	return parallel(a.sheet.title, b.sheet.title, a, b) || parallel(a.head, b.head, a, b)
}

func parallel(left, right []string, a, b *statement) bool {
	shared := len(intersection(left, right))
	mine := difference(left, union(b.said, b.about))
	theirs := difference(right, union(a.said, a.about))
	return shared > 0 && 2*shared >= max(len(left), len(right)) && len(mine) > 0 && len(theirs) > 0
}

// bar is how much of what one sentence says the other must say too, weighted by how telling the words are. Chosen on half
// a of testdata/pairs.jsonl and on what the rules let through on real help centres.
type bar struct {
	least, most float64 // of the two sentences, the one less and the one more covered
	alone       float64 // from here on the sentences speak for themselves, whatever stands above them
	copied      float64 // from here on they are one sentence said twice, and need not name their subject if they are long
}

// barOf gives the bar of a kind. A yes and a no differ by the words around them more than by the value.
func barOf(kind Kind) bar {
	switch kind {
	case Permission:
		return bar{least: 0.80, most: 0.80, alone: 0.80, copied: 2}
	case Amount, Duration, Size, Percentage:
		return bar{least: 0.45, most: 0.60, alone: 0.65, copied: 0.90}
	case Count, Date, Contact: // "effective date", "official website": lists of links and dates repeat themselves
		return bar{least: 0.45, most: 0.60, alone: 0.65, copied: 2}
	}
	return bar{least: 2, copied: 2}
}

// leastShared is how many content words two sentences on one subject share at least.
const leastShared = 2

// copiedWords is how many content words a sentence must share with its copy.
const copiedWords = 4

// once tells whether a page says a thing in one place. What it repeats, it says of each of several cases.
func (st *statement) once() bool {
	for _, other := range st.sheet.statements {
		if other != st && slices.Equal(other.said, st.said) {
			return false
		}
	}
	return true
}

// sameSubject tells whether two sentences speak of the same thing: they share enough of their words, what they share is
// the subject of one of the pages, and each knows something of what stands above the other.
func (f *Facts) sameSubject(kind Kind, a, b *statement) bool {
	if !f.near(kind, a, b) || ownSubjects(a, b) {
		return false
	}
	bar, left, right := f.bar(kind), f.cover(a, b), f.cover(b, a)
	shared := intersection(a.said, b.said)
	if !f.named(a, b, shared) {
		return min(left, right) >= bar.copied && len(shared) >= copiedWords && a.once() && b.once()
	}
	if min(left, right) >= bar.alone && len(intersection(shared, union(f.subject(a.sheet), f.subject(b.sheet)))) > 0 {
		return true
	}
	above, below := union(a.said, a.about), union(b.said, b.about)
	return len(union(intersection(a.said, below), intersection(b.said, above))) > 2 &&
		len(intersection(a.about, below)) > 0 && len(intersection(b.about, above)) > 0
}

// near tells whether two sentences share enough words to be worth a closer look. Most that meet in a block do not.
func (f *Facts) near(kind Kind, a, b *statement) bool {
	if !shares(a.said, b.said, leastShared) {
		return false
	}
	bar, left := f.bar(kind), f.cover(a, b)
	if left < bar.least {
		return false
	}
	right := f.cover(b, a)
	return right >= bar.least && max(left, right) >= bar.most
}

// ownSubjects tells whether each sentence names something of its own title that the other page's does not know: "students
// get …" under Student discount, "families get …" under Family discount.
func ownSubjects(a, b *statement) bool {
	own := func(x, y *statement) bool {
		return len(difference(intersection(x.sheet.title, x.said), union(y.said, y.about))) > 0
	}
	return own(a, b) && own(b, a)
}

// commonTitle is how many pages may share a title before it names no subject ("In general", "Overview").
const commonTitle = 3

// named tells whether the subject is said: the titles are nearly the same, or what the sentences share names one of them.
func (f *Facts) named(a, b *statement, shared []string) bool {
	left, right := f.subject(a.sheet), f.subject(b.sheet)
	titles := intersection(left, right)
	return 2*len(titles) > max(len(left), len(right)) || len(intersection(shared, union(left, right))) > 0
}

// subject gives the stems of a page's title, none where many pages have the same.
func (f *Facts) subject(s *sheet) []string {
	if f.titles[s.titleKey()] >= f.common {
		return nil
	}
	return s.title
}

// cover is the share of what a says that is found in b, its title or its headings.
func (f *Facts) cover(a, b *statement) float64 {
	found, all := 0.0, 0.0
	for _, stem := range a.said {
		w := f.weight(a, stem)
		all += w
		if has(b.said, stem) || has(b.about, stem) {
			found += w
		}
	}
	if all == 0 {
		return 0
	}
	return found / all
}

// The sets are sorted lists without repeats.

func has(set []string, s string) bool {
	_, ok := slices.BinarySearch(set, s)
	return ok
}

// shares tells whether two sets have some members in common, at the cost of walking them once.
func shares(a, b []string, least int) bool {
	for i, j := 0, 0; least > 0 && i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c == 0:
			least--
			i, j = i+1, j+1
		case c < 0:
			i++
		default:
			j++
		}
	}
	return least <= 0
}

func subset(a, b []string) bool { return len(difference(a, b)) == 0 }

func difference(a, b []string) []string {
	var out []string
	for _, s := range a {
		if _, ok := slices.BinarySearch(b, s); !ok {
			out = append(out, s)
		}
	}
	return out
}

func intersection(a, b []string) []string {
	var out []string
	for _, s := range a {
		if _, ok := slices.BinarySearch(b, s); ok {
			out = append(out, s)
		}
	}
	return out
}

func union(a, b []string) []string {
	return uniq(append(slices.Clone(a), b...))
}
