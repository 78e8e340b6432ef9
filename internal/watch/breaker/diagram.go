package breaker

import (
	"fmt"
	"slices"
	"strings"
)

// Diagram prints the breaker's table as a Mermaid state diagram.
func Diagram() string { return mermaid(string(Closed), Moves()) }

// IncidentDiagram prints the incident's table as a Mermaid state diagram.
func IncidentDiagram() string { return mermaid(string(StageOpen), IncidentMoves()) }

// mermaid prints moves as a state diagram, one line for each pair of states. What leaves every state where it is stands
// in a note beside the first.
func mermaid(first string, moves []Move) string {
	states := map[string]bool{}
	staying := map[string]int{} // how many states an event leaves where they are
	for _, m := range moves {
		states[m.From], states[m.To] = true, true
		if m.From == m.To {
			staying[m.label()]++
		}
	}
	var arrows, everywhere []string
	labels := map[string][]string{}
	for _, m := range moves {
		arrow := m.From + " --> " + m.To
		switch {
		case m.From == m.To && staying[m.label()] == len(states):
			if !slices.Contains(everywhere, m.label()) {
				everywhere = append(everywhere, m.label())
			}
			continue
		case labels[arrow] == nil:
			arrows = append(arrows, arrow)
		}
		labels[arrow] = append(labels[arrow], m.label())
	}
	var page strings.Builder
	fmt.Fprintf(&page, "stateDiagram-v2\n    [*] --> %s\n", first)
	for _, arrow := range arrows {
		fmt.Fprintf(&page, "    %s : %s\n", arrow, strings.Join(labels[arrow], ", "))
	}
	if len(everywhere) > 0 {
		fmt.Fprintf(&page, "    note right of %s\n        %s, in every state\n    end note\n", first, strings.Join(everywhere, ", "))
	}
	return page.String()
}

// label says what moves, that it takes a person's name, and on which condition.
func (m Move) label() string {
	label := m.On
	if m.Person {
		label += " (by name)"
	}
	if m.When != "" {
		label += " [" + m.When + "]"
	}
	return label
}
