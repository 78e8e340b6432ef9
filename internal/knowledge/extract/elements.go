package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// elements are the names of HTML, in use and obsolete, and those of SVG that are found in pages.
var elements = nameSet(`a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink
	blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl
	dt em embed fieldset figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i
	iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript
	object ol optgroup option output p param picture pre progress q rect rp rt ruby s samp script search section select slot
	small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr
	track tt u ul use var video wbr`)

// blockNames are the elements whose words stand as a block of their own.
var blockNames = nameSet(`address article body center dd details dialog div dt fieldset figcaption figure header hgroup html li
	main p section summary tbody td th thead tr`)

// noteNames are what the dialects call an admonition.
var noteNames = nameSet(`note notes tip tips hint info information warning warn caution danger important attention alert
	alerts callout admonition notice remark remarque aside error success question quote-block astuce avertissement
	alert-info alert-warning alert-danger alert-success alert-note alert-tip`)

// grav are the shortcodes of Grav in square brackets.
var gravNames = nameSet(`ui-tabs ui-tab ui-accordion ui-accordion-item ui-callout ui-callout-item ui-polaroid ui-browser
	ui-animated-text ui-image-compare ui-modal ui-popover div figure fa center left right justify size color span section
	details columns column raw safe-email notice u mark lorem h1 h2 h3 h4 h5 h6`)

func nameSet(names string) map[string]struct{} {
	set := map[string]struct{}{}
	for n := range strings.FieldsSeq(names) {
		set[n] = struct{}{}
	}
	return set
}

func knownElement(name string) bool { _, ok := elements[strings.ToLower(name)]; return ok }
func blockElement(name string) bool { _, ok := blockNames[name]; return ok }
func noteName(name string) bool     { _, ok := noteNames[strings.ToLower(name)]; return ok }

// component tells whether a tag is one of JSX: its name begins with a capital and has a small letter: <Screenshot .../>,
// not the placeholder <YOUR_DOMAIN>.
func component(raw string) bool {
	name := strings.TrimLeft(raw, "</")
	first, _ := utf8.DecodeRuneInString(name)
	end := strings.IndexFunc(name, func(r rune) bool { return !wordRune(r) && r != '.' })
	if end < 0 {
		end = len(name)
	}
	return unicode.IsUpper(first) && strings.IndexFunc(name[:end], unicode.IsLower) > 0
}

func wordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
