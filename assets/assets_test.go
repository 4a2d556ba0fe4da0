package assets

import (
	"encoding/json"
	"maps"
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
	var palette map[string]map[string]string
	if err := json.Unmarshal([]byte(Palette), &palette); err != nil {
		t.Fatal(err)
	}
	for _, theme := range []string{"light", "dark"} {
		for _, name := range []string{"real", "generated", "discriminator", "theory", "ink"} {
			if c := palette[theme][name]; len(c) != 7 || c[0] != '#' {
				t.Errorf("%s %s is %q", theme, name, c)
			}
		}
	}
}
