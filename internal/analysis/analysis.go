// Package analysis turns text into what machines compare: folded tokens, stems, sentences, values. It serves retrieval,
// the guard and triage alike, so that the three agree on what a word is. Pure arithmetic on its arguments.
package analysis
