package ui

// englishIssues fills in what operators read of freezes and known issues.
func (w *Words) englishIssues() {
	w.Issues = IssueWords{
		Title: "Known issues", Says: "When several customers ask the same new thing at once, the assistant falls silent on the topic until a person has said what there is to say.",
		Frozen: "Frozen now", FrozenSays: "The assistant says nothing on these topics. Whoever asks is passed to a person, with a time.",
		None: "Nothing is frozen", NoneMore: "No new question has come from several customers at once.",
		Topic: "Topic", Counted: "%d customers, none with a signed identity", CountedSigned: "%d customers, %d of them with a signed identity", Since: "since", Asked: "Asked first", More: "and %d more",
		Write: "Write a known-issue card", WriteSays: "It thaws the topic: from then on whoever asks this reads your words, in their language, word for word, and everybody who waits for a person because of the freeze is told at once.",
		Name: "Title", NameHint: "For the desk, and shown beside the words.", Text: "Words for customers, in %s", TextHint: "Say what is known, what customers can do, and until when. No cause that is not certain, and no promise that nobody keeps.",
		Lasts: "In force for", Go: "Put it in force", Try: "Preview", Tried: "Not in force yet: this is how it would read.", TriedSays: "Customers would read",
		Fresh: "Write a card before anybody asks", FreshSays: "For something that you know is broken. Give a question as a customer would ask it: whoever asks the same is told the card.", Sample: "A customer's question", SampleHint: "Its words say to which questions the card is the answer.",
		Thaw: "Thaw without a card", ThawSays: "Where nothing is wrong. The same question counts as usual from now on.", Reason: "Why (kept on record)", ThawGo: "Thaw the topic",
		Known: "In force", KnownSays: "The assistant answers with these words. When the time is over, or somebody ends it, the topic goes back to normal.", Until: "until", By: "written by", End: "End it now", EndSays: "The assistant answers as usual again.",
		Past: "Lately ended", WasCard: "known issue", WasFreeze: "freeze",
		Written: "The card is in force. Those who waited are being told.", Thawed: "The topic is thawed.", Ended: "The card has ended.", Gone: "Somebody ended this freeze or card meanwhile. This is how things stand now.",
		NoTitle: "Give the card a title of 120 characters at most.", NoText: "Write the words in %s: one to 1,200 characters, without markup.", NoLasts: "Choose for how long it is in force.", NoReason: "Say why, in 500 characters at most.",
		NoSample: "Give a question that says what it is about: a greeting or a number will not do.", NoTopic: "Choose a topic.", Blocked: "The words in %s cannot go out like this; see what the checks say below.",
		ReadOnly: "Leads and owners write cards and thaw topics.", Hours: "%d hours", Days: "%d days",
		Line: "The topic “%s” is frozen: %d customers ask the same new thing, since %s.", LineOpen: "See what they ask",
	}
}
