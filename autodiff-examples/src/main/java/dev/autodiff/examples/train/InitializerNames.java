package dev.autodiff.examples.train;

import dev.autodiff.nn.init.Initializer;
import dev.autodiff.nn.init.Initializers;
import java.util.List;

/** The names of initializers on the command line. */
final class InitializerNames {
  static final List<String> ALL =
      List.of("auto", "glorot-uniform", "glorot-normal", "he", "scaled-normal", "normal");

  private InitializerNames() {}

  /**
   * Returns an initializer by name; auto is He's for relu, softplus and gelu, else Glorot's
   * uniform.
   *
   * @throws IllegalArgumentException listing the names if there is none of that name
   */
  static Initializer named(String name, String activation) {
    return switch (name) {
      case "auto" ->
          List.of("relu", "softplus", "gelu").contains(activation)
              ? Initializers.heTruncatedNormal()
              : Initializers.glorotUniform();
      case "glorot-uniform" -> Initializers.glorotUniform();
      case "glorot-normal" -> Initializers.glorotNormal();
      case "he" -> Initializers.heTruncatedNormal();
      case "scaled-normal" -> Initializers.scaledNormal();
      case "normal" -> Initializers.normal(0, 1);
      default ->
          throw new IllegalArgumentException(
              "--initializer: there is no "
                  + name
                  + ". Use one of "
                  + String.join(", ", ALL)
                  + ".");
    };
  }
}
