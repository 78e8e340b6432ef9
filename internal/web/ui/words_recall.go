package ui

// RecallWords are those of the pages of recalls.
type RecallWords struct {
	Title, One, Says, Search, SearchHint, SearchLanguage, Go, Nothing, Reading, Empty, EmptyMore, Next string
	Kinds, States, Bars, Fates, Changes, Refusals                                                      map[string]string
	Itself, Proposed, Written, Approved, AloneFact, Ended, Reason, Origin                              string
	Line, MoreSeeds                                                                                    string // Line: %d, %d; MoreSeeds: %d
	Back, Said, Article, Changed, Partial, Told, ToldSays, Counts, Progress                            string
	CountClaims, CountListed, CountCustomers, CountExcluded                                            string
	GroupCount, GroupEvidence, More, LeaveOut, TakeIn, LeftOut, Gone, Still, Nobody                    string // GroupCount, GroupEvidence, More: %d
	Excluded, ExcludedSays, Correction, CorrectionSays, Rightful, NoRightful, Preview                  string
	Keep, Submit, Approve, ApproveSays, OwnSays, AloneSays, AloneReason, GiveBack, Dismiss             string
	DismissSays, Close, CloseSays, Moved, Report, WaitsSays                                            string
	Everybody, Conversation, When, Found, Outcome, ByEvidence, ByWording                               string
	FindClaim, FindReport, FindVersion                                                                 string // FindVersion: %d
	Hold, HoldSays, HoldBegin, HoldEnd, Held                                                           string
}
