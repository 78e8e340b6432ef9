package ui

// ShelfWords are those of the pages of the knowledge.
type ShelfWords struct {
	Rooms                                                                  string // name of the tabs
	Articles, TryTab, DisputesTab, GapsTab, ImportTab                      string
	Search, SearchHint, Language, Any, Sort, Clear                         string
	Statuses, Sorts, Scopes, Kinds                                         map[string]string
	Nothing, NothingMore, ImportFirst                                      string
	Back, Text, Units, Versions, Views                                     string
	Contract, From, Until, UntilHint, Review, ReviewHint, Status, Approved string
	Source, Path, Address, Scope, ScopeHint, Everybody, Amended, Terms     string
	TermsSays, Save, Reason, Approve, Withdraw, Restore                    string
	ApproveSays, WithdrawSays, RestoreSays, Stale, BadTerms                string
	Record, Act                                                            string // Act: %s who, %s what, %s when, as "%[2]s"
	Acts                                                                   map[string]string
	ByImport, ByKey, Nobody, Unset, Always, Undated                        string
	UnitsSays, Earlier, Later, Disputed, ToDispute                         string
	Compare, Before, After, Differences, Same, One, Skipped, Cut           string // Differences: %d, %d; Skipped, Cut: %d
	RemovedLine, AddedLine, Titles, Changes, Written                       string // Changes: %d, %d; Titles: %s, %s
	ReadOnly                                                               string

	Try      TryWords
	Disputes DisputeWords
	Gaps     GapWords
	Import   ImportWords
}

// TryWords are those of the page on which a question is tried.
type TryWords struct {
	Title, Says, Question, Language, Detect, AttributesHint, Go, NoQuestion         string
	Outcome, Customer, Understood, Found, Score, None, Why, Claims, Findings, Other string
	NotSearched, Variants, NothingFound, Unknown, TooUnsure, Covered, Took          string // Variants: %s; Unknown: %d; TooUnsure, Covered: %d, %d; Took: %s
	NoDraft, Quiet                                                                  string
}

// DisputeWords are those of the page of contradictions.
type DisputeWords struct {
	Title, Says, Settled, Gone, Choose, Empty, EmptyMore, Withholds, Shows    string
	Left, Right, LeftHolds, RightHolds, Both, BothSays, Question, Withdraw    string
	WithdrawSays, SameSays, Save, Marked, MarkedSays, Wrong, Holds, Own, More string // More: %d
	Kinds                                                                     map[string]string
	OneOpen                                                                   string // for the tab, %d
}

// GapWords are those of the page of questions that nothing answered.
type GapWords struct {
	Title, Says, Question, Asked, Last, Where, Try, Empty, EmptyMore, Sum, Cut, Unseen string // Says, Sum: %d; Unseen: %d
	One, More, Times, Once                                                             string // One: %d; More: %d; Times: %d
}

// ImportWords are those of the page on which files are brought in.
type ImportWords struct {
	Title, Says, Files, FilesHint, Folder, FolderHint, Drop, Dropped, Source, SourceHint       string // Dropped: %d
	As, Approved, Draft, ApprovedSays, DraftSays, Whole, WholeSays, Go, Failed, Report         string
	Added, Changed, Unchanged, Withdrawn, Held, Skipped, EmptyPages, Ignored, Units            string
	Faults, FaultsSays, Stays, EmptySays, Notes, Clashes, More, Sending, Reading, Broken, Fine string // Clashes, More: %d; Sending: %s; Reading: %s
	ToShelf                                                                                    string
}
