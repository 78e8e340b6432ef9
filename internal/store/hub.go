package store

import "sync"

// hub wakes those who wait for news of a topic. A wake-up carries nothing: who wakes reads the rows from where it stood,
// so a wake-up that finds the last one unread can be dropped.
type hub struct {
	mu   sync.Mutex
	subs map[string]map[chan struct{}]struct{}
}

func newHub() *hub { return &hub{subs: map[string]map[chan struct{}]struct{}{}} }

func (h *hub) tell(topics []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, topic := range topics {
		for ch := range h.subs[topic] {
			wake(ch)
		}
	}
}

func (h *hub) tellAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, subs := range h.subs {
		for ch := range subs {
			wake(ch)
		}
	}
}

func wake(ch chan struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

func (h *hub) subscribe(topic string) (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs[topic] == nil {
		h.subs[topic] = map[chan struct{}]struct{}{}
	}
	h.subs[topic][ch] = struct{}{}
	return ch, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.subs[topic], ch)
		if len(h.subs[topic]) == 0 {
			delete(h.subs, topic)
		}
	}
}

// Topics that one can subscribe to.
const (
	// TopicKnowledge speaks when an article changed.
	TopicKnowledge = "knowledge"
	// TopicDesk speaks when what the desk's lists show of a conversation changed.
	TopicDesk = "desk"
	// TopicDeliveries speaks when a message is queued for an outward channel.
	TopicDeliveries = "deliveries"
)

// TopicConversation speaks when anything happened in a conversation.
func TopicConversation(id string) string { return "conversation:" + id }

// Subscribe gives a channel that is woken after changes to a topic, by any process. The function ends it.
func (db *DB) Subscribe(topic string) (<-chan struct{}, func()) { return db.hub.subscribe(topic) }
