package player

import "saddle/core/lab"

// near is the line to a host in this program.
type near struct {
	host   *Host
	player *Player
}

// Near returns the line to a host in this program.
func Near(h *Host) func(*Player) Line {
	return func(p *Player) Line {
		n := &near{h, p}
		if h.trainer != nil {
			p.Hear(h.Report(lab.Look{}))
		}
		return n
	}
}

func (n *near) Near() bool { return true }

func (n *near) Close() {}

func (n *near) Send(m Message) {
	look, answers, err := n.host.heed(m)
	if err != nil {
		panic(err)
	}
	if answers {
		n.player.Hear(n.host.Report(look))
	}
}
