package dev.autodiff.examples.checkers;

import java.util.ArrayList;
import java.util.List;

/** Every operation of the catalogue, and functions put together of them. */
final class Subjects {
  private static final List<Subject> ALL = all();

  private Subjects() {}

  static List<Subject> list() {
    return ALL;
  }

  private static List<Subject> all() {
    List<Subject> r = new ArrayList<>();
    r.addAll(ElementwiseSubjects.list());
    r.addAll(PiecewiseSubjects.list());
    r.addAll(ReductionSubjects.list());
    r.addAll(ShapingSubjects.list());
    r.addAll(ProductSubjects.list());
    r.addAll(CompositeSubjects.list());
    r.addAll(NetworkSubjects.list());
    return List.copyOf(r);
  }
}
