package triage

// near tells whether a word is a likely misspelling of another: same first letter, and one slip in a word of four to
// seven letters, two in a longer one. A slip is a letter too many, too few, wrong, or two swapped.
func near(got, want string) bool {
	slips := 1
	if len(want) >= 8 {
		slips = 2
	}
	if _, real := realWords[got]; real {
		return false
	}
	if len(want) < 4 || got == "" || got[0] != want[0] || len(got) > len(want)+slips || len(got)+slips < len(want) {
		return false
	}
	return slipsBetween(got, want) <= slips
}

// realWords are words that lie within a slip of a listed one and mean something else.
var realWords = map[string]struct{}{
	"foreign": {}, "transmis": {}, "transmise": {}, "transmises": {}, "transmission": {}, "inhaler": {}, "diseased": {}, "killer": {}, "hinder": {}, "argent": {}, "agence": {}, "agenda": {}, "ardent": {}, "operation": {}, "operations": {}, "operate": {}, "operated": {}, "operates": {},
	"manage": {}, "managed": {}, "manages": {}, "advise": {}, "advised": {}, "advises": {}, "advice": {}, "personal": {},
	"perso": {}, "personnel": {}, "personnels": {}, "conseille": {}, "conseilles": {}, "conseillez": {}, "conseils": {}, "quelque": {},
	"quelques": {}, "quelconque": {}, "responsabilite": {}, "humane": {}, "humanite": {}, "employer": {}, "employeur": {},
	"technique": {}, "techniques": {}, "special": {}, "collect": {}, "college": {}, "collage": {}, "representation": {}, "represente": {},
	"supervise": {}, "consultants": {}, "consulter": {}, "consulte": {}, "callbacks": {}, "connecte": {}, "connects": {}, "connector": {},
	"connectors": {}, "rappels": {}, "appels": {}, "appareil": {}, "individuel": {}, "parents": {}, "urgence": {},
}

// slipsBetween is the optimal string alignment distance in bytes (Damerau 1964, restricted), for words of a line's length.
func slipsBetween(a, b string) int {
	before, last, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(last[j]+1, next[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(b)]
}
