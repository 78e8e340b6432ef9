package ui

// StepsWords are those of the first steps on the start page.
type StepsWords struct {
	Title, Says         string // of a desk of one's own
	DemoTitle, DemoSays string
	Over                string // all are done
	Count               string // %d of %d
	Done, Open          string // how a step stands
	Hide, Again, Enter  string // Enter: what to sign in with: %s, %s
	Each                map[string]StepWords
}

// StepWords say what a step is.
type StepWords struct{ Name, Says, Link string }
