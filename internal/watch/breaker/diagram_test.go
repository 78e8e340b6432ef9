package breaker

import (
	"strings"
	"testing"
)

func TestDiagrams(t *testing.T) {
	golden(t, "breaker.mmd", Diagram())
	golden(t, "incident.mmd", IncidentDiagram())
}

// The diagram shows every move there is, and none that skips a state on the way up.
func TestTheDiagramIsTheTable(t *testing.T) {
	lines := map[string]string{}
	for line := range strings.Lines(Diagram()) {
		arrow, labels, _ := strings.Cut(strings.TrimSpace(line), " : ")
		lines[arrow] = labels
	}
	for _, m := range Moves() {
		if m.From == m.To {
			continue
		}
		if !strings.Contains(lines[m.From+" --> "+m.To], m.label()) {
			t.Errorf("%+v is not drawn", m)
		}
		if !neighbours(State(m.From), State(m.To)) || m.To == string(Closed) && (m.From != string(Ready) || !m.Person) {
			t.Errorf("%+v skips a state", m)
		}
	}
}
