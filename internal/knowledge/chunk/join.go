package chunk

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// endSection makes units of the atoms gathered since the last heading.
func (c *cutter) endSection() {
	atoms := c.atoms
	c.atoms = nil
	if len(atoms) == 0 {
		return
	}
	path := c.path()
	sayAfterRows(atoms)
	for _, cl := range pack(clusters(atoms)) {
		last := cl[len(cl)-1]
		c.units = append(c.units, draft{kind: kindOf(cl), path: path, label: cl[len(cl)-1].label, end: last.end, text: words(cl)})
	}
}

// cluster is atoms that stay together.
type cluster []atom

func (c cluster) size() int {
	n := 0
	for _, a := range c {
		n += size(a.text) + 1
	}
	return n
}

// whole tells whether a cluster holds a list or steps, which have no size limit.
func (c cluster) whole() bool {
	for _, a := range c {
		if a.form == list || a.form == steps {
			return true
		}
	}
	return false
}

// clusters puts together what must not be parted. A short section without a table is one cluster.
func clusters(atoms []atom) []cluster {
	if all := cluster(atoms); all.size() <= softSize && !hasForm(all, row) {
		return []cluster{all}
	}
	notes := map[int]int{} // sizes
	for _, a := range atoms {
		notes[a.note] += size(a.text)
	}
	made := []cluster{{atoms[0]}}
	for _, next := range atoms[1:] {
		last := &made[len(made)-1]
		if joins(*last, next, notes) {
			*last = append(*last, next)
		} else {
			made = append(made, cluster{next})
		}
	}
	return made
}

func hasForm(c cluster, f form) bool {
	for _, a := range c {
		if a.form == f {
			return true
		}
	}
	return false
}

// joins tells whether an atom must stay with the cluster before it.
func joins(c cluster, next atom, notes map[int]int) bool {
	prev := c[len(c)-1]
	announced := introduces(prev.text) || labels(prev)
	together := c.size() + size(next.text)
	switch {
	case next.cont || prev.form == row:
		return false
	case next.form == row:
		return announced
	case announced && next.form != sentence:
		return true
	case announced:
		return together <= hardSize
	case next.form == code:
		return prev.form == sentence && together <= hardSize
	case next.form == list || next.form == steps:
		return prev.form == sentence && prev.note == next.note && announces(prev.text)
	case prev.group == next.group && min(size(prev.text), size(next.text)) < fragment:
		return together <= softSize || answers(prev.text) && together <= hardSize
	case prev.only && answers(prev.text) && prev.note == next.note:
		return together <= hardSize
	case next.note != 0 && notes[next.note] <= softSize && next.note == prev.note:
		return true
	case next.note != 0 && notes[next.note] <= softSize && prev.note == 0:
		return together <= hardSize || c.whole()
	case restricts(next.text):
		return together <= 2*hardSize || c.whole()
	}
	return leans(next.text) && together <= hardSize
}

// fragment is the length below which a sentence says too little to be parted from its paragraph; maxLabel that of the longest paragraph without an end that is a label of what follows ("Retention").
const (
	fragment = 40
	maxLabel = 80
)

// labels tells whether an atom is a paragraph that names what follows: short, and no sentence.
func labels(a atom) bool {
	return a.form == sentence && a.only && size(a.text) <= maxLabel && !endsSentence(a.text)
}

// pack puts together neighbouring clusters of one paragraph up to the soft size, and then neighbouring short paragraphs.
func pack(clusters []cluster) []cluster {
	return packWith(packWith(clusters, sameParagraph), bothShort)
}

func packWith(clusters []cluster, fit func(c, next cluster) bool) []cluster {
	packed := clusters[:1]
	for _, next := range clusters[1:] {
		last := &packed[len(packed)-1]
		if onlySentences(*last) && onlySentences(next) && fit(*last, next) {
			*last = append(*last, next...)
		} else {
			packed = append(packed, next)
		}
	}
	return packed
}

func sameParagraph(c, next cluster) bool {
	return c[len(c)-1].group == next[0].group && c.size()+next.size() <= softSize
}

func bothShort(c, next cluster) bool {
	return c[len(c)-1].note == next[0].note && c.size()+next.size() <= softSize/2
}

func onlySentences(c cluster) bool {
	for _, a := range c {
		if a.form != sentence {
			return false
		}
	}
	return true
}

// sayAfterRows adds a short restriction that follows a table to each of its rows. It stays a unit of its own as well.
func sayAfterRows(atoms []atom) {
	for i := 1; i < len(atoms); i++ {
		note := atoms[i]
		if atoms[i-1].form != row || note.form != sentence || size(note.text) > noteSize || note.note == 0 && !restricts(note.text) {
			continue
		}
		for j := i - 1; j >= 0 && atoms[j].form == row && atoms[j].group == atoms[i-1].group; j-- {
			atoms[j].text += "\n" + note.text
		}
	}
}

// words gives what a customer reads.
func words(c cluster) string {
	var b strings.Builder
	for i, a := range c {
		if i > 0 {
			b.WriteString(between(c[i-1], a))
		}
		if i == 0 && a.lead != "" {
			b.WriteString(a.lead + "\n")
		}
		b.WriteString(a.text)
	}
	return b.String()
}

func between(a, b atom) string {
	if a.form == sentence && b.form == sentence && a.group == b.group && !a.brk {
		return " "
	}
	return "\n"
}

func kindOf(c cluster) desk.UnitKind {
	inCode, inSentences := 0, 0
	kind := desk.Prose
	for _, a := range c {
		switch a.form {
		case row:
			return desk.TableRow
		case steps:
			kind = desk.Steps
		case list:
			if kind != desk.Steps {
				kind = desk.List
			}
		case sentence:
			inSentences += size(a.text)
		case code:
			inCode += size(a.text)
		}
	}
	if kind == desk.Prose && inCode > inSentences {
		return desk.Code
	}
	return kind
}
