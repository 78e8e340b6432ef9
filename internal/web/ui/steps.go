package ui

import "fmt"

// Steps are the first steps at a desk, as the start page lists them.
type Steps struct {
	Demo  bool
	Enter string // what the demo's operator signs in with, in words; empty: nothing to say
	List  []Step
}

// Step is one of them.
type Step struct {
	StepWords
	Href string // empty: it is done elsewhere
	Done bool
}

// Count says how many are done.
func (s Start) Count() string { return fmt.Sprintf(s.W.Steps.Count, s.Steps.done(), len(s.Steps.List)) }

// Over tells whether all are done.
func (s Steps) Over() bool { return s.done() == len(s.List) }

func (s Steps) done() int {
	n := 0
	for _, step := range s.List {
		if step.Done {
			n++
		}
	}
	return n
}
