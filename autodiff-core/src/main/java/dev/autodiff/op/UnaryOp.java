package dev.autodiff.op;

import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Elementwise;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.UnaryKernel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An elementwise function of one input, given by its kernel, its derivative y′(x) and the numbers
 * at which it is not smooth: ends of the domain or kinks.
 */
abstract class UnaryOp extends Op {
  private final UnaryKernel kernel;
  private final Domain domain;
  private final double[] kinks;

  UnaryOp(String name, UnaryKernel kernel, Domain domain) {
    this(name, kernel, domain, domain.ends());
  }

  UnaryOp(String name, UnaryKernel kernel, double... kinks) {
    this(name, kernel, Domain.REAL, kinks);
  }

  private UnaryOp(String name, UnaryKernel kernel, Domain domain, double[] kinks) {
    super(name);
    this.kernel = kernel;
    this.domain = domain;
    this.kinks = kinks;
  }

  /** Returns y′ at every element, given x and y; null for zero. */
  abstract <T extends Expr<T>> @Nullable T derivative(T x, T y);

  @Override
  public final Domain domain() {
    return domain;
  }

  @Override
  public long branches(NdArray[] in, NdArray out) {
    return kinks.length == 0 ? 0 : Branches.of(in[0], kinks);
  }

  /**
   * To which sides of a kink lie the points whose derivatives have the mean that is taken there.
   */
  int[] sides(double kink) {
    return Kinks.NONE;
  }

  @Override
  public List<NdArray[]> besideKinks(NdArray[] in) {
    return kinks.length == 0
        ? List.of()
        : Kinks.off(
            in[0], x -> Arrays.stream(kinks).anyMatch(kink -> kink == x) ? sides(x) : Kinks.NONE);
  }

  @Override
  @SuppressWarnings("exports")
  public final Recipe recipe() {
    return new Recipe.Unary(kernel);
  }

  @Override
  public final NdArray forward(NdArray[] in) {
    NdArray x = in[0];
    Require.floating(name(), x);
    x = x.dense();
    NdArray y = NdArray.zeros(x.dtype(), x.shape());
    Elementwise.unary(kernel, x.storage(), x.offset(), y.storage(), x.size());
    return y;
  }

  @Override
  public <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
    T slope = derivative(in[0], out);
    return slope == null ? null : g.chain(slope);
  }

  @Override
  public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
    return d[0] == null ? null : vjp(0, d[0], in, out); // a diagonal Jacobian is its own transpose
  }
}
