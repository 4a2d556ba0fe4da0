package lab

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saddle/assets"
	"saddle/core/gan"
)

// Everything the page and the terminal name has its words in both languages.
func TestWords(t *testing.T) {
	var keys []string
	both := func(key string) { keys = append(keys, key+".label", key+".help") }
	for _, f := range Schema() {
		both("field." + f.Name)
		for _, c := range f.Choices {
			keys = append(keys, "choice."+f.Name+"."+c+".label")
		}
		if f.Unit != "" {
			keys = append(keys, "unit."+f.Unit)
		}
	}
	for _, g := range Groups() {
		keys = append(keys, "group."+g)
	}
	for _, c := range ErrorCodes() {
		keys = append(keys, "error."+c)
	}
	for _, c := range FileErrorCodes() {
		keys = append(keys, "error.file."+c)
	}
	for _, p := range Presets() {
		keys = append(keys, "preset."+p.Name+".title", "preset."+p.Name+".text")
	}
	for _, g := range PresetGroups() {
		keys = append(keys, "preset.group."+g)
	}
	for _, code := range DiagnosisCodes() {
		keys = append(keys, "diagnosis."+code)
	}
	for _, sign := range gan.Signs() {
		keys = append(keys, "diagnosis.sign."+sign)
	}
	for _, f := range RemedyNames() {
		keys = append(keys, "remedy."+f)
	}
	new(Measures).Each(func(name string, _ float64) { both("measure." + name) })

	for _, language := range []string{"en", "vi"} {
		text := assets.Text(language)
		for _, key := range keys {
			if text[key] == "" {
				t.Errorf("%s has no %s", language, key)
			}
		}
		for key := range text {
			kind, _, _ := strings.Cut(key, ".")
			name := strings.TrimSuffix(key, ".help")
			if code, ok := strings.CutPrefix(key, "error."); ok && slices.ContainsFunc([]string{"sweep.", "data.", "row."}, func(of string) bool { return strings.HasPrefix(code, of) }) {
				continue // core/sweep's, or core/dataset's
			}
			if slices.Contains([]string{"choice", "unit", "group", "error", "remedy"}, kind) &&
				!slices.Contains(keys, name) && !slices.Contains(keys, name+".label") {
				t.Errorf("%s has words for %s, which does not exist", language, key)
			}
		}
		for code, sentence := range allSentences() {
			if got, want := placeholders(text["error."+code]), placeholders(sentence); !slices.Equal(got, want) {
				t.Errorf("%s: error.%s takes %v, not %v", language, code, got, want)
			}
		}
	}
}

// The terminal says in English what the page says, without quotation marks and full stop.
func TestTheTerminalSaysWhatThePageSays(t *testing.T) {
	for code, sentence := range allSentences() {
		said := strings.NewReplacer("“", "", "”", "").Replace(assets.Text("en")["error."+code])
		if said = strings.TrimSuffix(said, "."); !strings.EqualFold(said, sentence) {
			t.Errorf("error.%s is %q on the page and %q in the terminal", code, said, sentence)
		}
	}
}

// allSentences are the errors of settings and of files.
func allSentences() map[string]string {
	all := maps.Clone(sentences)
	for code, sentence := range fileSentences {
		all["file."+code] = sentence
	}
	return all
}

var placeholder = regexp.MustCompile(`{\w+}`)

// placeholders are the different {names} in a sentence, sorted.
func placeholders(sentence string) []string {
	all := placeholder.FindAllString(sentence, -1)
	slices.Sort(all)
	return slices.Compact(all)
}
