package dev.autodiff.examples.checkers;

/** What kind of points a draw gives. */
enum Region {
  /** Differentiable there and around; sizes from 10⁻³ to 10³ where the operation allows them. */
  ORDINARY("ordinary points"),
  /** Saturated, or close to the edge of a domain or to a kink: differentiable, but hard. */
  EXTREME("saturation and edges"),
  /** On a kink: relu at 0, ties, the ends of a clip. */
  KINK("kinks");

  final String text;

  Region(String text) {
    this.text = text;
  }
}
