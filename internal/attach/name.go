package attach

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const nameMost = 120 // characters

// CleanName gives a name that can be shown and saved: the last part of a path, without control characters and without those
// that turn the direction of what follows or cannot be seen. A name of which nothing is left is "file".
func CleanName(name string) string {
	name = strings.ToValidUTF8(name, "")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u061c', !unicode.IsGraphic(r), strings.ContainsRune("<>:\"|?*;%", r):
			return -1 // graphic leaves out controls, direction marks and what has no width
		}
		return r
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	if name == "" {
		return "file"
	}
	return shortened(name)
}

// shortened cuts a name before its ending.
func shortened(name string) string {
	if utf8.RuneCountInString(name) <= nameMost {
		return name
	}
	ending := ""
	if i := strings.LastIndexByte(name, '.'); i > 0 && utf8.RuneCountInString(name[i:]) <= 10 {
		ending = name[i:]
	}
	letters := []rune(strings.TrimSuffix(name, ending))
	return strings.TrimRight(string(letters[:nameMost-utf8.RuneCountInString(ending)]), ". ") + ending
}

// endingOf gives what stands after the last dot, in small letters; empty where there is none.
func endingOf(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i <= 0 || i == len(name)-1 {
		return ""
	}
	return strings.ToLower(name[i+1:])
}

// withEnding gives a name without an ending the one of its type.
func withEnding(name, ending string) string {
	if endingOf(name) != "" {
		return name
	}
	return shortened(name + "." + ending)
}
