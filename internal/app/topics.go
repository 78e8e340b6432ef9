package app

import (
	"context"
	"encoding/base64"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/vigie-desk/vigie/internal/store"
	"github.com/vigie-desk/vigie/internal/triage/topic"
)

// topicModel and topicStamp are the settings that hold the trained model and the moment of its training.
const (
	topicModel = "topic_model"
	topicStamp = "topic_model_at"
)

// topics sorts messages, with the model that `vigie train` has learnt last. Without one everything is other.
type topics struct {
	store *store.DB
	log   *slog.Logger
	stamp string
	model atomic.Pointer[topic.Model]
}

// Guess gives the topic of a text, "other" where the model is not sure enough or there is none.
func (t *topics) Guess(text string) string {
	model := t.model.Load()
	if model == nil {
		return topic.Other
	}
	name, _ := model.Guess(text)
	return name
}

// load takes over a model that was trained since the last look.
func (t *topics) load(ctx context.Context) error {
	stamp, err := t.store.Setting(ctx, topicStamp)
	if err != nil || stamp == t.stamp {
		return err
	}
	text, err := t.store.Setting(ctx, topicModel)
	if err != nil {
		return err
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return err
	}
	var model topic.Model
	if err := model.UnmarshalBinary(raw); err != nil {
		return err
	}
	t.model.Store(&model)
	t.stamp = stamp
	return nil
}

// save keeps a model for every server of this desk.
func (t *topics) save(ctx context.Context, model *topic.Model, at time.Time) error {
	raw, err := model.MarshalBinary()
	if err != nil {
		return err
	}
	if err := t.store.SetSetting(ctx, topicModel, base64.StdEncoding.EncodeToString(raw)); err != nil {
		return err
	}
	return t.store.SetSetting(ctx, topicStamp, at.UTC().Format(time.RFC3339Nano))
}
