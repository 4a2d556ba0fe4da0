package assets

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
)

func TestTextIsReadAsJSON(t *testing.T) {
	for _, language := range []string{"en", "vi"} {
		file, err := text.ReadFile("text/" + language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var want map[string]string
		if err := json.Unmarshal(file, &want); err != nil {
			t.Fatalf("%s.json: %v", language, err)
		}
		if got := Text(language); !maps.Equal(got, want) || len(got) == 0 {
			t.Errorf("%s: %d sentences, and not the %d of encoding/json", language, len(got), len(want))
		}
	}
	if Text("xx") != nil {
		t.Error("there is text of a language that does not exist")
	}
}

func TestStrings(t *testing.T) {
	got := flat(`{ "a" : "say \"x\\\"", "b":"\n\u00e9" , "c": "" }`)
	want := map[string]string{"a": `say "x\"`, "b": "\né", "c": ""}
	if !maps.Equal(got, want) {
		t.Errorf("%q; %q wanted", got, want)
	}
}

func TestPaletteHasBothThemes(t *testing.T) {
	var palette map[string]map[string]any
	if err := json.Unmarshal([]byte(Palette), &palette); err != nil {
		t.Fatal(err)
	}
	colour := func(v any) bool {
		s, ok := v.(string)
		return ok && len(s) == 7 && s[0] == '#'
	}
	for _, theme := range []string{"light", "dark"} {
		for _, name := range []string{"real", "generated", "discriminator", "theory", "ink"} {
			if c := palette[theme][name]; !colour(c) {
				t.Errorf("%s %s is %v", theme, name, c)
			}
		}
		classes := map[any]bool{}
		for _, c := range palette[theme]["classes"].([]any) {
			classes[c] = colour(c)
		}
		if len(classes) != 32 || slices.Contains(slices.Collect(maps.Values(classes)), false) {
			t.Errorf("%s has not 32 colours for classes: %v", theme, classes)
		}
	}
}
