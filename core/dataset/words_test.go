package dataset

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"saddle/assets"
)

// onPage are what only the page has to say: it does not get the file, or nothing reads it.
var onPage = []string{"unread", "ended", "no_reader"}

// What is wrong with a file, or a row, is said in both languages, and in English as the terminal
// says it.
func TestWords(t *testing.T) {
	placeholder := regexp.MustCompile(`{\w+}`)
	for of, known := range map[string]map[string]string{"error.data.": sentences, "error.row.": reasons} {
		for _, language := range []string{"en", "vi"} {
			text := assets.Text(language)
			for code, sentence := range known {
				got, want := placeholder.FindAllString(text[of+code], -1), placeholder.FindAllString(sentence, -1)
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) || text[of+code] == "" {
					t.Errorf("%s: %s%s is %q", language, of, code, text[of+code])
				}
				if said := strings.TrimSuffix(text[of+code], "."); language == "en" && !strings.EqualFold(said, sentence) {
					t.Errorf("%s%s is %q on the page and %q in the terminal", of, code, said, sentence)
				}
			}
			for key := range text {
				if code, ok := strings.CutPrefix(key, of); ok && known[code] == "" && !(of == "error.data." && slices.Contains(onPage, code)) {
					t.Errorf("%s has words for %s, which does not exist", language, key)
				}
			}
		}
	}
}
