package example

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"testing"

	"crypto/rand"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// newClient returns a client with a key that no other test uses. The mock keeps tasks, clock, scenario, limits and journal by key.
func newClient() (openai.Client, string) {
	key := "sk-" + rand.Text()
	return openai.NewClient(option.WithBaseURL(mockURL+"/openai/v1"), option.WithAPIKey(key)), key
}

// readStatuses lists the statuses of the requests with this key, from the journal of the mock.
func readStatuses(t *testing.T, key string) []int {
	t.Helper()
	request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, mockURL+"/_proofsheet/journal", nil)
	request.Header.Set("Authorization", "Bearer "+key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var journal struct {
		Entries []struct{ Response struct{ Status int } }
	}
	if err := json.NewDecoder(response.Body).Decode(&journal); err != nil {
		t.Fatal(err)
	}
	statuses := []int{}
	for _, entry := range journal.Entries {
		statuses = append(statuses, entry.Response.Status)
	}
	return statuses
}

func TestAnImageIsGenerated(t *testing.T) {
	t.Parallel()
	client, key := newClient()
	result, err := client.Images.Generate(t.Context(), openai.ImageGenerateParams{Model: "gpt-image-2", Prompt: "A red fox"})
	if err != nil {
		t.Fatal(err)
	}
	picture, _ := base64.StdEncoding.DecodeString(result.Data[0].B64JSON)
	if !bytes.HasPrefix(picture, []byte("\x89PNG")) {
		t.Error("expected a PNG")
	}
	if statuses := readStatuses(t, key); !slices.Equal(statuses, []int{200}) {
		t.Errorf("expected one request, got %v", statuses)
	}
}

func TestTheModuleRepeatsARequestThatHitsTheRateLimit(t *testing.T) {
	t.Parallel()
	client, key := newClient()
	scenario := option.WithHeader("X-Proofsheet-Scenario", "rate-limited;times=1")
	if _, err := client.Images.Generate(t.Context(), openai.ImageGenerateParams{Model: "gpt-image-2", Prompt: "A red fox"}, scenario); err != nil {
		t.Fatal(err)
	}
	if statuses := readStatuses(t, key); !slices.Equal(statuses, []int{429, 200}) {
		t.Errorf("expected a refusal and an image, got %v", statuses)
	}
}

func TestAModeratedPromptIsRefused(t *testing.T) {
	t.Parallel()
	client, _ := newClient()
	_, err := client.Images.Generate(t.Context(), openai.ImageGenerateParams{Model: "gpt-image-2", Prompt: "A red fox [proofsheet:moderated]"})
	var refusal *openai.Error
	if !errors.As(err, &refusal) || refusal.Code != "moderation_blocked" {
		t.Errorf("expected moderation_blocked, got %v", err)
	}
}
