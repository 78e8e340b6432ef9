package conversation

import (
	"slices"
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// WholeDesk is the scope that everything is in.
const WholeDesk = "desk"

// InScope tells whether a turn is in a scope: "desk", "topic:NAME", "language:fr", "channel:NAME" or "inbox:NAME". A
// scope that cannot be read takes everything in: it can only lower what the assistant may do.
func InScope(scope string, c desk.Conversation, language desk.Language, topic string) bool {
	kind, value, found := strings.Cut(scope, ":")
	if !found {
		return true
	}
	switch kind {
	case "topic":
		return topic == value
	case "language":
		return string(language) == value
	case "channel":
		return c.Channel == value
	case "inbox":
		return c.Inbox == value
	}
	return true
}

// CheckScope refuses a scope that nobody can mean.
func CheckScope(scope string) error {
	kind, value, found := strings.Cut(scope, ":")
	if scope == WholeDesk || found && value != "" && slices.Contains([]string{"topic", "language", "channel", "inbox"}, kind) {
		return nil
	}
	return desk.Errorf(desk.Invalid, "scope %q: use desk, topic:NAME, language:en, channel:NAME or inbox:NAME", scope)
}
