package review

// Folder is one list of the desk.
type Folder string

// The folders. A conversation can stand in several: one that waits for a person also stands among all that are open.
const (
	Mine       Folder = "mine"       // owned by one operator and not resolved, soonest due first
	Unassigned Folder = "unassigned" // waits for a person, and no operator has it; the most urgent first, then the soonest due
	Held       Folder = "held"       // waits for somebody to look at a draft; in the same order
	ForPerson  Folder = "waiting"    // waits for a person, whoever has it; in the same order
	ForReply   Folder = "answered"   // waits for the customer, soonest due first
	Open       Folder = "all"        // all that is not resolved nor being answered by the assistant this moment, what changed last first
	Closed     Folder = "resolved"   // what began last first
)

// Folders lists them in the order in which operators see them.
func Folders() []Folder {
	return []Folder{Mine, Unassigned, Held, ForPerson, ForReply, Open, Closed}
}

// Shelf is one folder as one operator sees it.
type Shelf struct {
	Folder   Folder
	Operator string // whose Mine it is
	Team     string // "" is every team; Mine knows none
}

// CountMost is the most that a folder's count says: what lies beyond is "and more".
const CountMost = 299
