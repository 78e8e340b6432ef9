package ui

import "github.com/vigie-desk/vigie/internal/desk"

func english() *Words {
	w := &Words{
		Language: desk.English, Skip: "Skip to the content", SwitchTo: "Language", Other: "Français", OtherCode: desk.French,
		AIName: "AI assistant", NoticeName: "Automatic message, not a person", You: "You", PersonLabel: "a person", TeamMember: "Our team", Colon: ": ",
		Chat: ChatWords{
			Title: "%s: ask us", Says: "You are writing to an AI assistant, not to a person.",
			SaysMore: "It answers from our help pages only, and every answer is checked before you see it.",
			Reach:    "A person is always within reach.",
			Person:   "Talk to a person", PersonMessage: "I would like to talk to a person.",
			Empty: "What can we help you with?", EmptyMore: "Write your question in your own words, in English or French.",
			Log: "Conversation", Label: "Your message", Hint: "Please leave out passwords and card numbers.", Send: "Send",
			Checked: "Checked against our help pages", Approved: "Checked and approved by %s", Fixed: "Standard wording",
			Sources:  "Sources",
			Thinking: "Looking for a checked answer…", ThinkingMore: "This takes a few seconds.", Show: "Show the answer",
			Held: "A person is checking the answer before you get it.", HandedOver: "A person will answer you here.",
			Undated: "Your conversation is kept for a person; no time is promised yet.",
			ByWhen:  "%s, by %s", Nobody: "You can close this page and come back: the answer will be here.",
			PersonHas: "%s is answering you in person.", Resolved: "This conversation is closed. Write again to reopen it.",
			Closed: "This chat is not open to visitors", ClosedMore: "Please use the contact that the company gave you.",
			Retrying: "Many people are writing right now. Your text is kept and will be sent again in %s seconds.",
			Sending:  "Sending…", Offline: "The connection was lost. Your text is kept; it will be sent when the connection is back.",
			New: "Begin another conversation", TooLong: "This message is too long. Please shorten it, or send it in parts.",
			EmptyText: "Please write at least one word.",
		},
		Start: StartWords{
			Title: "Vigie", Says: "A support desk whose AI front line stays under watch.",
			Chat: "Ask a question", ChatMore: "The page that customers see.", Desk: "Operators' desk", DeskMore: "What waits for a person.",
			Knowledge: "Knowledge", KnowledgeMore: "What the assistant may quote, and what it may not.",
			API: "API", APIMore: "The OpenAPI document.",
		},
		Account: AccountWords{ //nolint:gosec // words about passwords, none of them a password
			SignIn: "Sign in", Email: "E-mail address", Password: "Password", Enter: "Sign in", SignOut: "Sign out",
			Wrong: "The e-mail address or the password is wrong.", Out: "You have signed out.",
			Setup: "Set up this desk", SetupSays: "You are its first operator and its owner. This link works once.",
			Name: "Your name", NameHint: "As customers see it when you answer them.", PasswordHint: "At least 12 characters.",
			SetupEnter: "Set up and sign in",
			Unset:      "Nobody can sign in yet",
			UnsetSays:  "This desk has no operator. Whoever runs the server can set up the first one with a link that works once.",
			UnsetMore:  "Starting the server prints the link:", UnsetCommand: "vigie serve",
		},
	}
	w.englishDesk()
	w.englishPanes()
	w.englishSteps()
	w.englishWatch()
	w.englishNotices()
	w.englishShelf()
	w.englishIssues()
	w.englishRecall()
	w.englishReview()
	w.englishMail()
	w.englishAutonomy()
	w.englishVocabulary()
	w.englishWidget()
	w.englishOpinion()
	w.englishFiles()
	w.englishSetup()
	w.englishSettings()
	return w
}

// englishDesk fills in what operators read.
func (w *Words) englishDesk() {
	w.Desk = DeskWords{
		Title: "Desk", Waiting: "Waiting", Drafts: "Drafts to check", WithPerson: "In hand", Answered: "Answered", Resolved: "Closed",
		Team: "Team", AllTeams: "All teams", Show: "Show", Empty: "Nobody is waiting", EmptyMore: "New conversations appear here by themselves.",
		EmptyOther: "Nothing here.", Due: "Due", Late: "late by %s", In: "in %s", DraftBadge: "Draft to check", PersonBadge: "Needs a person", UrgentBadge: "Urgent",
		Trial: "Trial", Nameless: "Visitor", Next: "Next page", First: "Back to the first page", List: "Conversations",
		Here: "At the desk", Away: "Away", GoAway: "Go away", ComeBack: "Come back", Knowledge: "Knowledge",
		Owner: "With %s", Mine: "With you",
	}
	w.Case = CaseWords{
		Title: "Conversation with %s", Back: "Back to the desk", Why: "Why it is here", Reason: "Reason", Topic: "Topic",
		Question: "Question as understood", Promise: "Promised", State: "State", Owner: "Owner", Team: "Team", Language: "Language",
		Channel: "Channel", Took: "Decision took", Versions: "Decided by", Customer: "Customer", Identity: "Identity", Signed: "signed by the company's site", Unsigned: "not signed",
		Name: "Name", Email: "E-mail", Attributes: "Attributes", Reply: "Your answer", ReplyHint: "It goes to the customer as it stands.",
		Send: "Send answer", TakeOver: "Take over", Resolve: "Close conversation", Facts: "Facts", Log: "Whole conversation",
		Findings: "What the checks said of the draft", None: "none", Earlier: "Earlier messages are left out here.", YourName: "Customers see your name: %s.",
	}
	w.Knowledge = KnowledgeWords{
		Title: "Knowledge", Says: "What the assistant may quote, and why it may not. Articles change by import or over the API.",
		Article: "Article", Standing: "Standing", Owner: "Owner", Until: "Valid until", Review: "Review by", Topic: "Topic",
		Empty: "No article here", EmptyMore: "Import a folder with: vigie import PATH", Next: "Next page", First: "Back to the first page",
		All: "All", Filter: "Status", Show: "Show", Never: "no end", Version: "version %d", Suspicious: "reads like instructions to a model", Scope: "Only for",
	}
	w.Fault = FaultWords{Title: "This did not work", Back: "Back", Home: "Start page", Request: "Request"}
}

// englishVocabulary fills in the names of states, reasons and kinds, and the calendar.
func (w *Words) englishVocabulary() {
	w.Reasons = map[desk.Reason]string{
		desk.Answered: "a checked answer went out", desk.Courtesy: "a greeting or thanks", desk.Ambiguous: "several versions fit: the assistant asked which",
		desk.Unclear: "a follow-up that could not be understood", desk.AskedForPerson: "the customer wants a person",
		desk.NotCovered: "nothing in the knowledge answers it", desk.GuardHeld: "a check did not pass", desk.AutonomyDraft: "answers need approval here",
		desk.AssistantOff: "the assistant is stopped", desk.Urgent: "it sounds urgent", desk.Legal: "a legal matter",
		desk.Vulnerable: "somebody may need care", desk.Upset: "the customer is upset", desk.OtherLanguage: "a language the assistant does not speak",
		desk.Deadline: "no answer in time", desk.Fault: "something of ours broke", desk.PersonHasIt: "a person already has it",
		desk.ReviewLate: "nobody approved the draft in time", desk.ReviewRefused: "the draft was refused", desk.ReviewEdited: "sent in an operator's words",
		desk.ReviewApproved: "sent as drafted, approved by an operator", desk.Reported: "a customer called the same wrong, and nobody has found it right yet", desk.SaysNew: "it says something new that may bind the company", desk.SaysRefused: "it says again what a person has refused",
		desk.NoveltySpent: "it says something new, and enough customers were told such things unseen", desk.DeliveryFailed: "the answer could not be delivered", desk.Frozen: "several customers ask the same new thing, and the topic is frozen",
	}
	w.Travels = map[desk.DeliveryState]string{desk.Queued: "on its way to your server", desk.Delivered: "taken by your server", desk.Failed: "not delivered: your server did not take it, and the customer has not read it"}
	w.States = map[desk.ConversationState]string{
		desk.WithAssistant: "with the assistant", desk.WaitingPerson: "waiting for a person", desk.WithPerson: "in a person's hands",
		desk.WaitingCustomer: "answered, waiting for the customer", desk.Resolved: "closed",
	}
	w.Turns = map[desk.TurnState]string{
		desk.Accepted: "accepted", desk.Answering: "being answered", desk.Sent: "answered", desk.Clarified: "asked back", desk.HeldBack: "held for a check",
		desk.HandedOver: "handed over", desk.Merged: "answered with the next message", desk.Superseded: "taken over by a person",
	}
	w.Kinds = map[desk.ClaimKind]string{
		desk.PolicyClaim: "policy", desk.PriceClaim: "price", desk.DelayClaim: "delay", desk.LegalClaim: "legal", desk.ActionClaim: "action",
		desk.ProcedureClaim: "procedure", desk.FactClaim: "fact", desk.CourtesyClaim: "courtesy",
	}
	w.Severity = map[desk.Severity]string{desk.Block: "blocks", desk.Warn: "warning", desk.Note: "note"}
	w.Roles = map[desk.Role]string{desk.RoleOperator: "operator", desk.RoleLead: "lead", desk.RoleOwner: "owner"}
	w.Standings = map[string]string{"in_force": "in force", "review_due": "review due", "contradicted": "contradicted", "not_yet": "not yet valid", "expired": "expired", "draft": "draft", "withdrawn": "withdrawn"}
	w.Spoken = map[desk.Language]string{desk.English: "English", desk.French: "French", desk.Unknown: "not recognised"}
	w.Faults = map[desk.Kind]string{
		desk.Internal:     "Something went wrong on our side. It has been noted.",
		desk.Invalid:      "Something in the form is not right. Please look it over and send it again.",
		desk.NotFound:     "This page does not exist, or is not yours to see.",
		desk.Conflict:     "Somebody else was faster, or the customer wrote again. Look at how it stands now.",
		desk.Unauthorized: "Please sign in first.",
		desk.Forbidden:    "You may not do this. If you should, ask an owner of this desk.",
		desk.Mismatch:     "This form was sent before with another text. Please send it again.",
		desk.TooLarge:     "This is too long. Please shorten it, or send it in parts.",
		desk.Busy:         "Too much is going on at the moment. Nothing was lost: please try again shortly.",
		desk.Unavailable:  "The desk cannot save anything just now. Please try again shortly.",
	}
	w.days = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	w.months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
}
