package dev.autodiff.examples.checkers;

import java.util.ArrayList;
import java.util.List;

/** The catalogue of wrong derivative rules. */
final class Mutations {
  private static final List<Mutation> ALL = all();

  private Mutations() {}

  static List<Mutation> list() {
    return ALL;
  }

  private static List<Mutation> all() {
    List<Mutation> r = new ArrayList<>();
    r.addAll(GeneralMutations.list());
    r.addAll(ElementwiseMutations.list());
    r.addAll(ShapeMutations.list());
    return List.copyOf(r);
  }
}
