package openai

import (
	"context"
	"math"

	sdk "github.com/sashabaranov/go-openai"

	"github.com/vigie-desk/vigie/internal/llm"
	"github.com/vigie-desk/vigie/internal/llm/exchange"
)

// batch is how many texts go into one request. Servers take from 32 (Hugging Face's) to 2,048 (OpenAI).
const batch = 32

// Embed implements llm.Embedder. Texts go in batches, one request after the other; a batch that fails fails the call.
func (m *Model) Embed(ctx context.Context, texts []string) (llm.Embedding, error) {
	if err := llm.CheckTexts(texts); err != nil {
		return llm.Embedding{}, err
	}
	ctx, cancel := exchange.Within(ctx)
	defer cancel()
	var all llm.Embedding
	for start := 0; start < len(texts); start += batch {
		part, err := m.embed(ctx, texts[start:min(start+batch, len(texts))])
		if err != nil {
			return llm.Embedding{}, err
		}
		if len(all.Vectors) > 0 && len(all.Vectors[0]) != len(part.Vectors[0]) {
			return llm.Embedding{}, llm.Fail(llm.Failure{Fault: llm.Malformed}, m.place.Explain(llm.Malformed))
		}
		all.Vectors = append(all.Vectors, part.Vectors...)
		all.Usage.In += part.Usage.In
		all.Model = part.Model
	}
	return all, nil
}

func (m *Model) embed(ctx context.Context, texts []string) (part llm.Embedding, err error) {
	door := exchange.Open(m.cfg.Client, exchange.MostVectors, m.cfg.Now)
	defer door.Rescue(m.place, &err)
	request := sdk.EmbeddingRequestStrings{Input: texts, Model: sdk.EmbeddingModel(m.cfg.Name)}
	answer, refused := m.client(door).CreateEmbeddings(ctx, request)
	if refused != nil {
		return llm.Embedding{}, door.Failure(ctx, m.place, llm.None)
	}
	vectors, fault := order(answer.Data, len(texts))
	if fault != llm.None {
		return llm.Embedding{}, door.Failure(ctx, m.place, fault)
	}
	usage := llm.NewUsage(int64(answer.Usage.PromptTokens), 0)
	return llm.Embedding{Vectors: vectors, Model: llm.ModelName(string(answer.Model)), Usage: usage}, nil
}

// order puts vectors where their texts are, and looks at each: one for each text, of one length, finite, not zero.
func order(data []sdk.Embedding, want int) ([][]float32, llm.Fault) {
	if len(data) == 0 {
		return nil, llm.Empty
	}
	vectors := make([][]float32, want)
	for _, e := range data {
		if e.Index < 0 || e.Index >= want || vectors[e.Index] != nil || len(e.Embedding) != len(data[0].Embedding) || !usable(e.Embedding) {
			return nil, llm.Malformed
		}
		vectors[e.Index] = e.Embedding
	}
	if len(data) != want {
		return nil, llm.Malformed
	}
	return vectors, llm.None
}

func usable(vector []float32) bool {
	var sum float64
	for _, x := range vector {
		sum += float64(x) * float64(x)
	}
	return sum > 0 && !math.IsInf(sum, 0) && !math.IsNaN(sum)
}
