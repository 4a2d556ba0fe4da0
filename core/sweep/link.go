package sweep

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"saddle/core/lab"
)

// Race is what a link with race= stands for: an experiment, what its runs differ in, and the
// step that they are to go to: #cloud=grid&at=1000&race=loss:minimax,hinge.
type Race struct {
	Experiment lab.Config
	Sweep      Sweep
	Steps      int // 0 where the link does not say
}

// InLink reports whether a link stands for several runs.
func InLink(link string) bool {
	_, _, ok := cut(link)
	return ok
}

// cut takes what the runs differ in out of a link.
func cut(link string) (rest, text string, ok bool) {
	if _, after, found := strings.Cut(link, "#"); found {
		link = after
	}
	pairs := strings.Split(link, "&")
	i := slices.IndexFunc(pairs, func(pair string) bool { return strings.HasPrefix(pair, lab.RaceName+"=") })
	if i < 0 {
		return link, "", false
	}
	text = pairs[i][len(lab.RaceName)+1:]
	if plain, err := url.PathUnescape(text); err == nil {
		text = plain
	}
	return strings.Join(slices.Delete(pairs, i, i+1), "&"), text, true
}

// Link returns the link of an experiment as one of runs that differ in what a text says.
func Link(link, text string) string {
	rest, _, _ := cut(link)
	return rest + string("#&"[min(len(rest), 1)]) + lab.RaceName + "=" + strings.NewReplacer("%", "%25", "&", "%26", "#", "%23").Replace(text)
}

// Decode reads a link with race=. What is wrong with the settings is reported as lab.Decode does,
// and then they are the ones that it could read; the sweep is empty where something is wrong with it.
func Decode(link string) (Race, []error) {
	rest, text, _ := cut(link)
	m, wrongs := lab.DecodeMoment(rest)
	var errs []error
	for _, err := range wrongs {
		errs = append(errs, &err)
	}
	var r Race
	r.Experiment, _ = lab.Decode(m.Course[0].Link)
	if len(m.Course) > 1 {
		errs = append(errs, wrong("begins", "field", "course"))
	} else {
		r.Steps = m.Step
	}
	if m.Digest != "" {
		errs = append(errs, wrong("begins", "field", "digest"))
	}
	var err error
	if r.Sweep, err = Parse(text); err != nil {
		errs = append(errs, err)
	}
	return r, errs
}

// Runs returns the race's runs; see Sweep.Runs. There are none of an empty sweep.
func (r Race) Runs(least, most int) ([]Run, []Left, error) {
	if r.Sweep.Empty() {
		return nil, nil, nil
	}
	return r.Sweep.Runs(r.Experiment, least, most)
}

// Encode returns the race's link.
func (r Race) Encode() string {
	link := r.Experiment.Encode()
	add := func(name, text string) {
		link += string("#&"[min(len(link), 1)]) + name + "=" + text
	}
	if r.Steps > 0 {
		add("at", strconv.Itoa(r.Steps))
	}
	if text := r.Sweep.Encode(); text != "" {
		add(lab.RaceName, text)
	}
	return link
}
