package guard

// speechChecks gives the checks of what a reply says of itself and to its reader, whatever it says of the matter: they need
// no aligned evidence, only the words of the sources.
//
// Advice on health, law or money, praise of competitors and opinions on people have no check of their own: such a sentence
// is neither courtesy nor supported, so check support holds it, and a list of topics would only add false alarms.
func speechChecks() []Check {
	return []Check{
		{"markup", markup},
		{"contacts", contacts},
		{"leak", leak},
		{"instructions", instructions},
		{"actions", actions},
		{"human", human},
		{"attribution", attribution},
		{"silence", silence},
		{"offence", offence},
		{"coherence", coherence},
		{"flood", flood},
	}
}
