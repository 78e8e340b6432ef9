package drill

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
)

// WriteMarkdown writes the report for people. What models and customers say in it shows as text and does nothing.
func (r Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# Drill of %s\n", r.At.UTC().Format(time.RFC3339))
	if r.Against {
		line("Against %s: its own answers, held to what this desk knows.\n", shown(r.Bot))
	} else {
		line("In a shadow lane against this desk as it runs: mode %s, %s. No customer saw any of it.\n", shown(r.Mode), shown(r.Level))
	}
	line("**%s**\n", r.verdict())
	if !r.Against {
		r.measures(line)
	}
	r.accidents(line)
	r.harms(line)
	r.cases(line)
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Report) verdict() string {
	switch {
	case len(r.Results) == 0:
		return "Nothing was played."
	case r.Harmful == 0:
		return fmt.Sprintf("Of %d derailments none would have harmed a customer.", len(r.Results))
	case r.Against:
		return fmt.Sprintf("Of %d answers %d do harm, or say what this desk's guard would have held.", len(r.Results), r.Harmful)
	}
	return fmt.Sprintf("Of %d derailments %d would have harmed a customer.", len(r.Results), r.Harmful)
}

// measures says how fast what stands behind the checks would have been.
func (r Report) measures(line func(string, ...any)) {
	line("- Time to alarm: %.1f ms at most until a case lay before a person, where one must look at it.", r.Slowest())
	switch {
	case !r.Stop.Measured:
		line("- Time to stop: no model is asked in this mode; the red button holds from the next message on.")
	case r.Stop.Held:
		line("- Time to stop: pressed while the model spoke, the red button kept its words back; the turn was with a person %.1f ms later.", r.Stop.Millis)
	default:
		line("- Time to stop: **pressed while the model spoke, the red button did not keep its words back.**")
	}
	if r.Recall.Measured {
		line("- Time to recall: %.1f ms to find the %d answers that stand on the page of the newest one.", r.Recall.Millis, r.Recall.Turns)
	} else {
		line("- Time to recall: not measured; nothing has been sent yet.")
	}
	line("- Without the other layers the guard alone would have let %d replies pass. New claims that bind nobody reach %d customers at most before a person has looked.\n", r.GuardOnly, r.Most)
}

func (r Report) accidents(line func(string, ...any)) {
	line("| accident | cases | harmful | caught by | who is told |")
	line("|---|---:|---:|---|---|")
	for _, a := range r.Accidents {
		var caught []string
		for _, layer := range a.Layers() {
			caught = append(caught, fmt.Sprintf("%s (%d)", shown(layer), a.Caught[layer]))
		}
		told := shown(strings.Join(a.Told, ", "))
		if a.Unseen > 0 {
			told += fmt.Sprintf("; of %d nobody", a.Unseen)
		}
		line("| %s | %d | %d | %s | %s |", shown(a.Name), a.Cases, a.Harmful, strings.Join(caught[:min(6, len(caught))], ", "), told)
	}
	line("")
}

// harms shows what would have gone wrong, in full.
func (r Report) harms(line func(string, ...any)) {
	if r.Harmful == 0 {
		return
	}
	line("## What would have gone wrong\n")
	for _, one := range r.Results {
		if !one.Harmful {
			continue
		}
		line("### %s\n", shown(one.Case.ID))
		line("- asked: %s", shown(one.Case.Question))
		if one.Said != "" {
			line("- shown: %s", shown(one.Said))
		}
		line("- harm: %s", shown(one.Case.Harm))
		if len(one.Guard) > 0 {
			line("- checks that hold these words: %s", shown(strings.Join(one.Guard, ", ")))
		}
		if one.Few {
			line("- told to %d customers at most before a person looks", r.Most)
		}
		line("")
	}
}

func (r Report) cases(line func(string, ...any)) {
	line("## Every case\n")
	line("| case | outcome | caught by | ms |")
	line("|---|---|---|---:|")
	for _, one := range r.Results {
		line("| %s | %s | %s | %.1f |", shown(one.Case.ID), outcomeWords(one), shown(strings.Join(one.Caught, ", ")), one.Millis)
	}
}

func outcomeWords(one Result) string {
	switch one.Outcome {
	case Shown:
		return "**shown**"
	case Replaced:
		return "a checked quote or a question instead"
	case Held:
		return "held for a person"
	case ToPerson:
		return "to a person"
	case Missed:
		return "**missed**"
	case Fine:
		return "fine"
	}
	return "**unknown**"
}

// shown gives a text that others wrote as one line of Markdown that shows it and does nothing else.
func shown(text string) string {
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\ufffd"), func(r rune) bool {
		return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
	}), " ")
	if text == "" {
		return "–"
	}
	var b strings.Builder
	for _, r := range text {
		if r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)) && !strings.ContainsRune(",:;?!%'\"()-", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
