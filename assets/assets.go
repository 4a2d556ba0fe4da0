// Package assets holds what the binaries embed: the colours of the drawing and
// the text of the page.
package assets

import (
	"embed"
	"encoding/json"
)

// Palette is palette.json: for each theme, "light" and "dark", the colour of
// each thing drawn as "#rrggbb". The page's style sheet names the same colours.
//
//go:embed palette.json
var Palette string

//go:embed text/*.json
var text embed.FS

// Text returns the sentences of a language ("en", "vi") by key, and nil for a
// language there is none of.
func Text(language string) map[string]string {
	file, err := text.ReadFile("text/" + language + ".json")
	if err != nil {
		return nil
	}
	sentences := map[string]string{}
	if err := json.Unmarshal(file, &sentences); err != nil {
		panic("assets: text/" + language + ".json: " + err.Error())
	}
	return sentences
}
