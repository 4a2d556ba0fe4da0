// What the tests rely on beside ../types, for tsc.

// What has the focus is an element of HTML or of SVG.
interface Element {
  readonly dataset: DOMStringMap;
  blur(): void;
}

// Who walks over the texts of a page meets nothing else.
interface TextWalker extends TreeWalker {
  nextNode(): Text | null;
}
interface Document {
  createTreeWalker(root: Node, whatToShow: typeof NodeFilter.SHOW_TEXT): TextWalker;
}
