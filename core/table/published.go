package table

// Published is a published result. What a paper does not give does not exist.
type Published struct {
	Title       string `json:"title"`
	Bench       string `json:"bench"`
	Modes       Number `json:"modes"`
	HighQuality Number `json:"high_quality"`
	ReverseKLHQ Number `json:"reverse_kl_hq"` // PacGAN's authors count points of high quality
	Source      string `json:"source"`
	// Read says that the figures were read in the paper's own table or its code;
	// otherwise they are as others quote them.
	Read bool   `json:"read"`
	Note string `json:"note,omitempty"`
}

// PublishedResults returns what has been published of the ring and the grid. The
// papers' clouds, networks and rounds differ: a figure beside ours is a guide to
// its size.
func PublishedResults() []Published {
	const read, quoted = true, false
	const veegan = "Srivastava et al., 2017"
	const pacgan = "Lin et al., 2018"
	const self = "Liu et al., 2020"
	no := nothing
	return []Published{
		{"GAN (VEEGAN's)", "ring", 1, .993, no, veegan, read, ""},
		{"GAN (VEEGAN's)", "grid", 3.3, .005, no, veegan, read, ""},
		{"GAN (PacGAN's)", "ring", 6.3, .982, .45, pacgan, read, ""},
		{"GAN (PacGAN's)", "grid", 17.3, .948, .70, pacgan, read, ""},
		{"ALI", "ring", 2.8, .0013, no, veegan, read, ""},
		{"ALI", "grid", 15.8, .016, no, veegan, read, ""},
		{"Unrolled GAN", "ring", 7.6, .356, no, veegan, read, ""},
		{"Unrolled GAN", "grid", 23.6, .16, no, veegan, read, ""},
		{"VEEGAN", "ring", 8, .529, no, veegan, read, ""},
		{"VEEGAN", "grid", 24.6, .40, no, veegan, read, ""},
		{"PacGAN2", "ring", 7.9, .956, .07, pacgan, read, ""},
		{"PacGAN2", "grid", 23.8, .913, .13, pacgan, read, ""},
		{"PacGAN3", "ring", 7.8, .977, .10, pacgan, read, ""},
		{"PacGAN3", "grid", 24.6, .942, .06, pacgan, read, ""},
		{"PacGAN4", "ring", 7.8, .959, .07, pacgan, read, ""},
		{"PacGAN4", "grid", 24.8, .936, .04, pacgan, read, ""},
		{"WGAN-GP", "ring", 6.8, .596, no, "Elfeki et al., 2019", quoted, ""},
		{"WGAN-GP", "grid", 24.2, .287, no, "Elfeki et al., 2019", quoted, ""},
		{"MGAN", "ring", 8, .717, .0073, self, quoted, "50 generators"},
		{"MGAN", "grid", 25, .407, .047, self, quoted, "50 generators"},
		{"Self-conditioned GAN", "ring", 8, .995, .0014, self, quoted, "high quality by each axis alone: 99.5 % is perfect"},
		{"Self-conditioned GAN", "grid", 25, .995, .0063, self, quoted, "high quality by each axis alone: 99.5 % is perfect"},
		{"BuresGAN", "ring", 8, .82, no, "De Meulemeester et al., 2021", quoted, ""},
		{"BuresGAN", "grid", 25, .82, no, "De Meulemeester et al., 2021", quoted, ""},
		{"BourGAN", "ring", 8, .999, no, "Xiao et al., 2018", quoted, ""},
		{"BourGAN", "grid", 25, .959, no, "Xiao et al., 2018", quoted, ""},
		{"Paired discriminator", "ring", 8, .931, no, "its authors' table", read, "sigma 0.1; 1 % of 10,000 points counts as covered"},
	}
}

// beside returns the published result with which a method is compared, or nil.
func beside(bench, method string) *Published {
	bench = CloudOf(bench)
	for _, m := range Methods() {
		if m.Name != method {
			continue
		}
		for _, p := range PublishedResults() {
			if p.Bench == bench && p.Title == m.Published {
				return &p
			}
		}
	}
	return nil
}
