package lab

import (
	"net/url"
	"slices"
	"strings"
)

// RaceName is what a link has where it stands for several runs: core/sweep reads those.
const RaceName = "race"

// MaxLink is the length of the longest link that is read, in bytes: as many points as there
// can be, with classes, and all settings.
const MaxLink = 1 << 18

// Decode reads a link: cloud=grid&seed=7, with or without the #, or a whole
// address that ends in one. What it cannot use it reports, one error for each
// wrong field and one for all names that are no field, and leaves at its default:
// the Config is valid for any text. With defaults=1 these are of the first version. What a
// link says of its course is DecodeMoment's to read.
func Decode(link string) (Config, []FieldError) { return decode(link, nil) }

// decode is Decode beside settings that are known not to be too large, or nil: what does not
// differ from these in size is not counted.
func decode(link string, known *Config) (Config, []FieldError) {
	c := Default()
	if _, after, ok := strings.Cut(link, "#"); ok {
		link = after
	}
	if len(link) > MaxLink {
		return c, []FieldError{*wrong("", "too_long", map[string]any{"max": MaxLink})}
	}
	var errs []FieldError
	var unknown []string
	given := map[string]string{} // field -> text
	refused := map[string]bool{}
	refuse := func(name, code string, args map[string]any) {
		if !refused[name] {
			refused[name] = true
			errs = append(errs, *wrong(name, code, args))
		}
	}
	for pair := range strings.SplitSeq(link, "&") {
		if pair == "" {
			continue
		}
		key, text, _ := strings.Cut(pair, "=")
		name, err := url.PathUnescape(key)
		if err != nil || find(name) == nil && name != versionName && name != RaceName && !beyond(name) {
			if key = shorten(key); !refused[key] {
				refused[key] = true
				unknown = append(unknown, key)
			}
			continue
		}
		text, err = url.PathUnescape(text)
		if err != nil {
			refuse(name, "not_percent", nil)
			continue
		}
		if _, twice := given[name]; twice {
			refuse(name, "twice", nil)
			continue
		}
		given[name] = text
	}
	switch {
	case len(unknown) == 1:
		errs = append(errs, *wrong(unknown[0], "unknown_field", nil))
	case len(unknown) > 1:
		errs = append(errs, *wrong("", "unknown_fields", map[string]any{"count": len(unknown), "names": some(unknown)}))
	}
	if _, ok := given[RaceName]; ok {
		refuse(RaceName, "race", nil)
	}
	if version, ok := given[versionName]; ok {
		if old, known := defaults(version); known {
			c = old
		} else {
			refuse(versionName, "unknown_defaults", map[string]any{"value": shorten(version), "newest": newestDefaults})
		}
	}
	usual := c
	// In the schema's order the cloud comes before what shapes it.
	for _, f := range schema {
		if text, ok := given[f.Name]; ok {
			if err := c.set(f.Name, text); err != nil {
				refuse(f.Name, err.Code, err.Args)
			}
		}
	}
	// Of what does not go together, the last gives way.
	for _, f := range slices.Backward(schema) {
		if err := c.conflict(f.Name); err != nil && given[f.Name] != "" {
			refuse(f.Name, err.Code, err.Args)
			c.set(f.Name, c.unsaid(usual).Text(f.Name))
		}
	}
	if known == nil || c.larger(known) {
		for _, f := range c.oversized(given, usual) {
			refuse(f, "too_large", c.large(f).Args)
			c.set(f, c.unsaid(usual).Text(f))
		}
	}
	for _, f := range schema {
		if _, ok := given[f.Name]; ok {
			if err := c.Unused(f.Name); err != nil {
				refuse(f.Name, err.Code, err.Args)
			}
		}
	}
	return c, errs
}
