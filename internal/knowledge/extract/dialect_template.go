package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// brace handles "{": shortcodes, template tags and expressions.
func (d *dialect) brace() bool {
	rest := d.src[d.at:]
	switch {
	case strings.HasPrefix(rest, "{{<"):
		return d.shortcode(">}}")
	case strings.HasPrefix(rest, "{{%"):
		return d.shortcode("%}}")
	case strings.HasPrefix(rest, "{{"):
		return d.variable()
	case strings.HasPrefix(rest, "{%"):
		return d.templateTag()
	case strings.HasPrefix(rest, "{#") && !d.mdx && strings.Contains(rest[:min(len(rest), maxSpan)], "#}"):
		return d.comment("#}", 2)
	case d.mdx && strings.HasPrefix(rest, "{/*"):
		return d.comment("*/}", 3)
	case d.mdx:
		return d.expression()
	}
	return false
}

// within cuts what lies between an opening of n bytes and an end, close by.
func (d *dialect) within(n int, end string) (inner string, size int, ok bool) {
	rest := d.src[d.at:]
	near := rest[n:min(len(rest), n+maxSpan)]
	i := strings.Index(near, end)
	if i < 0 || strings.Contains(near[:i], "\n\n") {
		return "", 0, false
	}
	return near[:i], n + i + len(end), true
}

// put writes the value of an expression, or its hole.
func (d *dialect) put(expression string, size int) bool {
	expression = strings.TrimSpace(expression)
	value, known := d.values[expression]
	if !known {
		value, known = knownVariables[expression]
	}
	if !known && !picture(expression) {
		d.hole(expression)
		if word := holeWord(expression); word != "" && !d.alone(size) {
			value = "\\[" + word + "\\]"
		}
	}
	d.out.WriteString(value)
	d.skip(size)
	return true
}

// picture tells whether an expression stands for an image, which has no words to miss.
func picture(expression string) bool {
	switch expression[strings.LastIndexByte(expression, '.')+1:] {
	case "image", "img", "icon", "screenshot", "src", "svg":
		return true
	}
	return false
}

// knownVariables are variables of the public GitHub documentation, whose names do not read as words.
var knownVariables = map[string]string{
	"variables.product.prodname_dotcom":             "GitHub",
	"variables.product.product_name":                "GitHub",
	"variables.product.prodname_dotcom_the_website": "GitHub.com",
	"variables.product.prodname_ghe_server":         "GitHub Enterprise Server",
	"variables.product.prodname_ghe_cloud":          "GitHub Enterprise Cloud",
	"variables.contact.contact_support":             "GitHub Support",
	"variables.contact.contact_support_portal":      "GitHub Support portal",
	"variables.contact.contact_privacy":             "Privacy contact form",
	"variables.contact.contact_dmca":                "Copyright claims form",
}

// holeWord reads a word from the name of a variable: its last part that is not a mere holder, in words.
func holeWord(expression string) string {
	expression, _, _ = strings.Cut(expression, "|")
	parts := strings.FieldsFunc(expression, func(r rune) bool { return !wordRune(r) && r != '-' && r != ' ' })
	for _, part := range slices.Backward(parts) {
		word := squeeze(strings.NewReplacer("_", " ", "-", " ").Replace(part))
		switch strings.ToLower(word) {
		case "", "text", "value", "content", "label", "name", "html", "title", "children", "props", "t", "i18n":
			continue
		}
		if strings.IndexFunc(word, unicode.IsLetter) >= 0 && len(word) <= 60 {
			return strings.TrimPrefix(word, "prodname ")
		}
	}
	return ""
}

// variable takes {{ name }} of Jinja, Twig, Liquid and Handlebars. A name after $ is another language's.
func (d *dialect) variable() bool {
	inner, size, ok := d.within(2, "}}")
	if !ok || d.at > 0 && d.src[d.at-1] == '$' {
		return false
	}
	inner = strings.TrimSpace(strings.Trim(inner, "-~"))
	if inner == "" || strings.ContainsAny(inner[:1], "#/!^>&") {
		d.skip(size)
		return true
	}
	return d.put(inner, size)
}

// expression takes {…} of MDX: a text in quotes is that text, anything else a hole.
func (d *dialect) expression() bool {
	rest := d.src[d.at:]
	end := closeOf(rest[1:min(len(rest), maxSpan)], '}')
	if end < 0 || strings.Contains(rest[:end], "\n\n") {
		return false
	}
	inner := strings.TrimSpace(rest[1 : 1+end])
	size := end + 2
	if len(inner) >= 2 && strings.ContainsAny(inner[:1], "\"'`") && inner[len(inner)-1] == inner[0] && !strings.Contains(inner, "${") {
		d.out.WriteString(inner[1 : len(inner)-1])
		d.skip(size)
		return true
	}
	if inner == "" || !expressionLike(inner) {
		return false
	}
	return d.put(inner, size)
}

// expressionLike tells whether braces hold a name of JavaScript rather than words or an object in the text.
func expressionLike(inner string) bool {
	r := rune(inner[0])
	return (unicode.IsLetter(r) || r == '_' || r == '$') && !strings.ContainsAny(inner, " \t\n,;") || strings.Contains(inner, "=>") ||
		strings.ContainsAny(inner, ".[(") && !strings.ContainsAny(inner, ":;") && unicode.IsLetter(r)
}

// shortcode takes one of Hugo's.
func (d *dialect) shortcode(end string) bool {
	inner, size, ok := d.within(3, end)
	if !ok {
		return false
	}
	inner = strings.TrimSpace(inner)
	if strings.HasPrefix(inner, "/*") { // Hugo's way to show a shortcode without running it
		d.skip(size)
		return true
	}
	if name, isEnd := strings.CutPrefix(inner, "/"); isEnd {
		d.pop("{" + strings.TrimSpace(name))
		d.skip(size)
		return true
	}
	name, attributes, _ := strings.Cut(inner, " ")
	if !d.closers[name] || strings.HasSuffix(inner, "/") {
		return d.single(name, attributes, size)
	}
	label := shortcodeLabel(attributes)
	d.begin("{"+name, name, label, size)
	return true
}

// single takes a shortcode without an end: a label stands for it, else it is a hole.
func (d *dialect) single(name, attributes string, size int) bool {
	if label := attributeOf(attributes, labelNames+" text alt"); label != "" && !d.alone(size) {
		d.out.WriteString(label)
		d.skip(size)
		return true
	}
	return d.put(name, size)
}

// shortcodeLabel names a part: a title, or a term with its abbreviation.
func shortcodeLabel(attributes string) string {
	if label := attributeOf(attributes, labelNames); label != "" {
		return label
	}
	name, abbr := attributeOf(attributes, "name term english"), attributeOf(attributes, "abbr")
	switch {
	case name == "":
		return abbr
	case abbr == "" || abbr == name:
		return name
	}
	return name + " (" + abbr + ")"
}

var (
	hugoEnd = regexp.MustCompile(`\{\{[<%]\s*/\s*([\w./-]+)`)
	equals  = regexp.MustCompile(`\s*(===?|!==?|&&|\|\||<>)\s*`)
)

// closersOf finds the shortcodes that have an end tag.
func closersOf(src string) map[string]bool {
	names := map[string]bool{}
	if !strings.Contains(src, "{{") {
		return names
	}
	for _, m := range hugoEnd.FindAllStringSubmatch(src, -1) {
		names[m[1]] = true
	}
	return names
}

// templateTag takes {% … %}.
func (d *dialect) templateTag() bool {
	inner, size, ok := d.within(2, "%}")
	if !ok {
		return false
	}
	inner = strings.TrimSpace(strings.Trim(inner, "-~ \t"))
	name, rest, _ := strings.Cut(inner, " ")
	rest = strings.TrimSpace(rest)
	switch name {
	case "data", "include", "indented_data_reference":
		return d.put(rest, size)
	case "if", "ifversion", "unless", "case", "for":
		d.condition(name, rest, size)
	case "elsif", "elseif", "elif", "else", "when":
		d.otherwise(name, rest, size)
	case "endif", "endunless", "endcase", "endfor":
		d.pop("if")
		d.skip(size)
	case "comment":
		return d.comment("{% endcomment %}", size)
	default:
		d.namedTag(name, rest, size)
	}
	return true
}

// namedTag takes a note or a tab of GitHub's documentation and GitBook, their ends, and drops any other tag.
func (d *dialect) namedTag(name, rest string, size int) {
	if ended, isEnd := strings.CutPrefix(name, "end"); isEnd {
		d.pop("%" + ended)
		d.skip(size)
		return
	}
	label := attributeOf(rest, labelNames)
	if noteName(name) || name == "tab" && label != "" {
		d.begin("%"+name, name, label, size)
		return
	}
	d.skip(size)
}

// condition opens a condition: a section on lines of its own, else words that stay.
func (d *dialect) condition(name, rest string, size int) {
	if name == "for" || name == "case" || !d.alone(size) {
		d.push("if", false)
		if name != "for" {
			d.hole("{% " + name + " " + rest + " %}")
		}
		d.skip(size)
		return
	}
	d.push("if", d.markOpen(Section, d.conditionWords(name, rest)))
	d.skip(size)
}

// otherwise ends one branch and opens the next.
func (d *dialect) otherwise(name, rest string, size int) {
	n := len(d.open) - 1
	switch {
	case n < 0 || d.open[n].name != "if":
	case d.open[n].marked:
		d.markClose()
		d.open[n].marked = d.markOpen(Section, d.conditionWords(name, rest))
	default:
		d.out.WriteString(" / ")
	}
	d.skip(size)
}

// conditionWords says a condition in words: "hardware == 'arm'" gives "If hardware is arm".
func (d *dialect) conditionWords(name, rest string) string {
	lead, otherwise, not := "If ", "Otherwise", "not "
	if d.french {
		lead, otherwise, not = "Si ", "Sinon", "non "
	}
	if rest == "" {
		return otherwise
	}
	if name == "unless" {
		lead += not
	}
	if name == "ifversion" {
		lead += "version "
	}
	words := equals.ReplaceAllStringFunc(rest, func(op string) string {
		switch strings.TrimSpace(op) {
		case "!=", "!==", "<>":
			return " is not "
		case "&&":
			return " and "
		case "||":
			return " or "
		}
		return " is "
	})
	words = strings.NewReplacer("is not ''", "is set", `is not ""`, "is set", "'", "", `"`, "", "_", " ", "\n", " ").Replace(words)
	return squeeze(lead + words)
}
