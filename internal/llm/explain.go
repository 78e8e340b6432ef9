package llm

import (
	"fmt"
	"net/url"
)

// Settings names the settings of one endpoint, as sentences for the operator name them.
type Settings struct{ URL, Name, Key, Kind string }

// ModelSettings names those of the model that drafts.
func ModelSettings() Settings {
	return Settings{URL: "VIGIE_MODEL_URL", Name: "VIGIE_MODEL", Key: "VIGIE_MODEL_KEY", Kind: "VIGIE_MODEL_KIND"}
}

// JudgeSettings names those of the judge.
func JudgeSettings() Settings {
	return Settings{URL: "VIGIE_JUDGE_URL", Name: "VIGIE_JUDGE_MODEL", Key: "VIGIE_JUDGE_KEY"}
}

// EmbedSettings names those of the embeddings.
func EmbedSettings() Settings {
	return Settings{URL: "VIGIE_EMBED_URL", Name: "VIGIE_EMBED_MODEL", Key: "VIGIE_EMBED_KEY"}
}

// Place is where a call goes: what a sentence about it may name.
type Place struct {
	Address  string // scheme, host and path; see Address
	Model    string
	HasKey   bool
	Settings Settings
}

// Address gives what a sentence may show of an address: no user, no password, no query.
func Address(u *url.URL) string {
	if u == nil {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// Explain gives the sentence for a fault: what is wrong, the setting to look at, and the mend.
func (p Place) Explain(f Fault) string {
	s := p.Settings
	switch f {
	case Unreachable:
		return fmt.Sprintf("nothing answers at %s; check %s, that the server runs, and the network of this machine", p.Address, s.URL)
	case Insecure:
		return fmt.Sprintf("no secure connection to %s: its certificate is not trusted here, or one side speaks TLS and the other does not; check http or https in %s, or trust the certificate on this machine", p.Address, s.URL)
	case NotAllowed:
		return fmt.Sprintf("the rule for outgoing connections does not let this program reach %s; permit that address, or change %s", p.Address, s.URL)
	case Reset:
		return fmt.Sprintf("%s closed the connection without an answer; see that server's log, or check %s", p.Address, s.URL)
	case Late:
		return fmt.Sprintf("%s did not answer in time; a smaller model in %s or a faster server answers sooner", p.Address, s.Name)
	case Abandoned:
		return fmt.Sprintf("the call to %s was given up before it answered; nothing is to be done", p.Address)
	case Overloaded:
		return fmt.Sprintf("%s is overloaded; wait, or set another server in %s", p.Address, s.URL)
	case ServerError:
		return fmt.Sprintf("%s has a fault of its own; see that server's log or its provider's status page, or set another in %s", p.Address, s.URL)
	case RateLimited:
		return fmt.Sprintf("%s takes no more requests for now; wait, or ask its provider for a higher limit for the key in %s", p.Address, s.Key)
	case OutOfCredit:
		return fmt.Sprintf("the account behind the key in %s has no credit left at %s; pay in there, or set another key", s.Key, p.Address)
	case BadKey:
		return p.badKey()
	case BadRequest:
		return fmt.Sprintf("%s does not take the request; check that %s names a model that answers chat messages%s, and run vigie doctor, which shows what that server says", p.Address, s.Name, p.kind())
	case NoModel:
		return fmt.Sprintf("%s knows no model named %q; set %s to one that it has, vigie doctor names the nearest", p.Address, p.Model, s.Name)
	case NoSuchPath:
		return fmt.Sprintf("%s has nothing at the path that was asked; check the path in %s (most servers want one that ends in /v1)%s", p.Address, s.URL, p.kind())
	case TooLong, WebPage, Malformed, Empty, Garbled, CutShort, Overlong, Filtered, Unfinished:
		return p.explainAnswer(f)
	case BudgetSpent:
		return "the token budget for today is used up; raise VIGIE_MODEL_BUDGET to go on with the model"
	case Unasked:
		return fmt.Sprintf("nothing was sent: the model %q is known not to answer chat messages; set %s to one that does", p.Model, s.Name)
	case Uncounted, None:
	}
	return fmt.Sprintf("the call to %s failed; run vigie doctor", p.Address)
}

// explainAnswer speaks of requests and answers that are too long or broken.
func (p Place) explainAnswer(f Fault) string {
	s := p.Settings
	switch f {
	case TooLong:
		return fmt.Sprintf("the question with its sources is longer than the model %q takes; set %s to a model with a longer context", p.Model, s.Name)
	case WebPage:
		return fmt.Sprintf("%s answers with a web page and not as a model does; does %s miss /v1?", p.Address, s.URL)
	case Malformed:
		return fmt.Sprintf("%s answers in a form that is not understood; check %s%s, or choose in %s a model that keeps to a JSON schema", p.Address, s.URL, p.kind(), s.Name)
	case Empty:
		return fmt.Sprintf("%s answers without a text; if this happens often, choose another model in %s", p.Address, s.Name)
	case Garbled:
		return fmt.Sprintf("%s answers with characters that no text has; see that server's log, or choose another model in %s", p.Address, s.Name)
	case CutShort:
		return fmt.Sprintf("%s ended the connection in the middle of an answer; see that server's log and any proxy before it, or check %s", p.Address, s.URL)
	case Overlong:
		return fmt.Sprintf("%s answers with far more than was asked for; choose in %s a model that keeps to its limit", p.Address, s.Name)
	case Filtered:
		return fmt.Sprintf("the filter of %s or the model %q itself refused to answer; if this happens often, choose another model in %s", p.Address, p.Model, s.Name)
	case Unfinished:
		return fmt.Sprintf("the model %q reached its limit of tokens before its answer was complete; if this happens often, choose in %s a model that answers with less", p.Model, s.Name)
	case None, Unreachable, Insecure, NotAllowed, Reset, Late, Abandoned, Overloaded, ServerError, RateLimited,
		OutOfCredit, BadKey, BadRequest, NoModel, NoSuchPath, BudgetSpent, Uncounted, Unasked:
	}
	return ""
}

func (p Place) badKey() string {
	if !p.HasKey {
		return fmt.Sprintf("%s asks for a key; set %s", p.Address, p.Settings.Key)
	}
	return fmt.Sprintf("%s refuses the key in %s; set one that is valid there and may use the model %q", p.Address, p.Settings.Key, p.Model)
}

// kind names the setting of the protocol, where the endpoint has one.
func (p Place) kind() string {
	if p.Settings.Kind == "" {
		return ""
	}
	return " and that " + p.Settings.Kind + " is the protocol it speaks"
}
