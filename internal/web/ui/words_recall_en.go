package ui

// englishRecall fills in what operators read of recalls.
func (w *Words) englishRecall() {
	w.Recall = RecallWords{
		Title: "Recalls", One: "Recall", Says: "Something that customers were told is wrong? A recall finds everybody who was told it, and puts it right.",
		Search: "What was said wrongly", SearchHint: "In the words that customers read, or in your own: one sentence is enough. Nothing is sent before two people have looked at it.",
		SearchLanguage: "Language", Go: "Find who was told", Nothing: "There is nothing in it that could be looked for. Write what was said, in a whole sentence.",
		Reading: "What was said before is still being read, so the list could lack somebody. Try again in a few minutes.",
		Empty:   "No recalls", EmptyMore: "One proposes itself when a page changes that customers were told something from.", Next: "Older recalls",
		Kinds: map[string]string{
			"claim": "From a sentence that was sent", "report": "From a customer's report", "version": "From a version of an article", "change": "The article has changed",
			"expiry": "The article ends earlier than it said", "withdraw": "The article was withdrawn", "incident": "From an incident", "search": "From a search",
		},
		States: map[string]string{"proposed": "Proposed", "drafting": "Being written", "waiting_approval": "Waits for approval", "sending": "Being sent", "closed": "Closed", "dismissed": "Dismissed"},
		Bars: map[string]string{
			"erased": "The words of the conversation have been deleted", "legal_hold": "The conversation is under legal hold", "operator": "An operator has put it right there since",
			"other_recall": "Another recall has corrected it", "elsewhere": "The same customer gets it in a later conversation", "other_wording": "Left out: it says something else",
		},
		Fates:   map[string]string{"queued": "On its way", "sent": "Sent", "bounced": "Mail came back", "read": "Read", "replied": "Answered"},
		Changes: map[string]string{"number": "another number", "delay": "another delay", "condition": "another condition", "negation": "the opposite", "policy": "another rule", "removed": "no longer there"},
		Refusals: map[string]string{
			"write": "The correction could not be kept. It may be too long.", "submit": "Not put forward: the correction needs {date} and {said} where the customer reads the day and the wrong words, the right answer in place of the brackets, words for each language, and somebody to send it to.",
			"approve": "Not approved, and nothing was sent: whoever wrote on a correction cannot approve it while another lead or owner could; who is alone says so, with a reason.",
			"dismiss": "Not dismissed: say why nobody is corrected.", "back": "Not given back: the reason may be too long.", "close": "Not closed: corrections are still on their way.", "leave-out": "The list could not be changed.", "take-in": "The list cannot be changed any more.",
		},
		Itself: "the desk", Proposed: "Proposed by", Written: "Written by", Approved: "Approved by", AloneFact: "Approved alone, because", Ended: "Ended by", Reason: "Reason", Origin: "Comes from",
		Line: "gets a correction: %d, excluded: %d", MoreSeeds: "and %d more", Back: "All recalls", Said: "What was wrong", Article: "Stood on", Changed: "What changed",
		Partial: "More was found than is listed here. Narrow the recall to what was wrong, or send this one and make another.",
		Told:    "Who was told", ToldSays: "Grouped by the words they read. Leave a group out where its words say something else.", Counts: "Exact counts", Progress: "What has become of it",
		CountClaims: "Sentences found", CountListed: "Get the correction", CountCustomers: "Customers", CountExcluded: "Excluded",
		GroupCount: "told: %d", GroupEvidence: "by the text it stands on: %d", More: "and %d more", LeaveOut: "Leave these words out", TakeIn: "Take them in again", LeftOut: "Left out", Gone: "(deleted since)", Still: "This sentence stands on a page in force: the assistant says it again until that page is mended.", Nobody: "Nothing was found in these words. Try those that customers read, or begin at the answer or the page.",
		Excluded: "Who gets nothing, and why", ExcludedSays: "Decided by the desk; it looks again at each before it sends.", Correction: "The correction",
		CorrectionSays: "{date} and {said} become the day and the words of the answer that each customer had. Say what was wrong, and what is right.", Rightful: "The text in force now", NoRightful: "No text in force was found that says what is right.", Preview: "As a customer reads it",
		Keep: "Keep", Submit: "Put forward for approval", Approve: "Approve and send", ApproveSays: "Each listed customer gets it in the conversation at once, and by mail where they have left. It cannot be taken back.",
		OwnSays: "You wrote on this correction. Another lead or owner must read and approve it.", AloneSays: "You wrote this correction, and you are the only one at this desk who may approve. Two people are safer. If you go on alone, say why: it stays on record and in the report.",
		AloneReason: "Why you approve it alone", GiveBack: "Give it back to be rewritten", Dismiss: "Dismiss the recall", DismissSays: "Nobody is corrected. Say why; it stays on record.", Close: "Close the recall", CloseSays: "All corrections have gone out. What customers do afterwards is still shown.",
		Moved: "This recall has changed meanwhile, and nothing was done. This is how it stands now: look again, then decide.", Report: "Report (Markdown)", WaitsSays: "A lead or an owner who did not write on it reads it and approves.",
		Everybody: "Everybody who was told", Conversation: "Conversation", When: "Told", Found: "Found by", Outcome: "Outcome", ByEvidence: "its evidence", ByWording: "its wording",
		FindClaim: "Find who was told this", FindReport: "Find who else was told this", FindVersion: "Find who was told something from version %d",
		Hold: "Legal hold", HoldSays: "While it is on, nothing is deleted from this conversation and no recall writes to it.", HoldBegin: "Put under legal hold", HoldEnd: "End the legal hold", Held: "This conversation is under legal hold.",
	}
}
