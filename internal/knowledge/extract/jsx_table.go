package extract

import "strings"

// arrayTable makes a Markdown table of a component whose attributes are arrays of headers and rows.
func arrayTable(attributes string) (string, bool) {
	headers, ok := arrayOf(attributes, "headers", "head", "columns")
	if !ok {
		return "", false
	}
	rows, ok := arrayOf(attributes, "rows", "body", "data")
	if !ok {
		return "", false
	}
	head := cellsOf(headers)
	if len(head) == 0 {
		return "", false
	}
	var b strings.Builder
	b.WriteString(pipes(head) + "\n|" + strings.Repeat(" --- |", len(head)))
	for _, row := range elementsOf(rows) {
		if inner, ok := strings.CutPrefix(row, "["); ok {
			b.WriteString("\n" + pipes(cellsOf(strings.TrimSuffix(inner, "]"))))
		}
	}
	return b.String(), true
}

// arrayOf gives what lies in the array that an attribute has as its value.
func arrayOf(attributes string, names ...string) (string, bool) {
	for _, name := range names {
		_, rest, found := strings.Cut(attributes, name+"={[")
		if !found {
			continue
		}
		if end := closeOf(rest, ']'); end >= 0 {
			return rest[:end], true
		}
	}
	return "", false
}

// elementsOf cuts an array at the commas that lie in nothing else.
func elementsOf(array string) []string {
	var all []string
	for array = strings.TrimSpace(array); array != ""; {
		end := closeOf(array, ',')
		if end < 0 {
			return append(all, strings.TrimSpace(array))
		}
		all = append(all, strings.TrimSpace(array[:end]))
		array = strings.TrimSpace(array[end+1:])
	}
	return all
}

// cellsOf gives the words of each element: a text in quotes, or JSX without its tags.
func cellsOf(array string) []string {
	var cells []string
	for _, e := range elementsOf(array) {
		if q := quoted(e); q != "" || len(e) >= 2 && strings.ContainsAny(e[:1], "\"'`") {
			cells = append(cells, q)
			continue
		}
		cells = append(cells, stripTags(e))
	}
	return cells
}
