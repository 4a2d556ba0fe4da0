package sweep

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"saddle/assets"
)

// Errors have their sentences in both languages, and say in English on the page what they say in
// the terminal.
func TestWords(t *testing.T) {
	placeholders := func(s string) []string {
		list := regexp.MustCompile(`{\w+}`).FindAllString(s, -1)
		slices.Sort(list)
		return slices.Compact(list)
	}
	for _, language := range []string{"en", "vi"} {
		text := assets.Text(language)
		for _, code := range ErrorCodes() {
			if got, want := placeholders(text["error.sweep."+code]), placeholders(sentences[code]); !slices.Equal(got, want) {
				t.Errorf("%s: error.sweep.%s takes %v, not %v", language, code, got, want)
			}
		}
		for _, name := range ReadyNames() {
			if text["race.ready."+name] == "" {
				t.Errorf("%s has no name for the race of %s", language, name)
			}
		}
		for key := range text {
			if code, ok := strings.CutPrefix(key, "error.sweep."); ok && sentences[code] == "" {
				t.Errorf("%s has words for %s, which does not exist", language, key)
			}
		}
	}
	for _, code := range ErrorCodes() {
		said := strings.NewReplacer("“", "", "”", "").Replace(assets.Text("en")["error.sweep."+code])
		if said = strings.TrimSuffix(said, "."); !strings.EqualFold(said, sentences[code]) {
			t.Errorf("error.sweep.%s is %q on the page and %q in the terminal", code, said, sentences[code])
		}
	}
}
