package dev.autodiff;

import dev.autodiff.array.NdArray;
import dev.autodiff.op.Branches;
import dev.autodiff.op.Expr;
import dev.autodiff.op.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the user's own: a forward computation on arrays and a derivative derived by hand,
 * written in tensor operations so that higher orders follow.
 *
 * <pre>{@code
 * final class Cube extends CustomOp {
 *   Cube() { super("cube"); }
 *   protected NdArray forward(List<NdArray> x) {
 *     Tensor t = Tensor.of(x.get(0));
 *     return t.mul(t).mul(t).value();
 *   }
 *   protected Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y) {
 *     return g.mul(x.get(0).square().mul(3));
 *   }
 * }
 * Tensor y = new Cube().apply(x);
 * }</pre>
 *
 * <p>An operation keeps no state between calls and writes to no array it is given, since graphs
 * share both. Check its derivative with {@code dev.autodiff.check.GradientCheck}; a test holds it
 * to all that is expected of an operation with {@code CustomOpContract} of the testkit, an artifact
 * beside this one:
 *
 * <pre>{@code
 * CustomOpContract.of(new Cube()).check(x);
 * }</pre>
 */
public abstract class CustomOp {
  private final Op op;

  /** Creates an operation of the given name. */
  protected CustomOp(String name) {
    this.op = new Adapter(name);
  }

  /** Computes the value. */
  protected abstract NdArray forward(List<NdArray> inputs);

  /**
   * Returns the derivative of ⟨g, y⟩ with respect to one input, of that input's shape; null for
   * zero.
   *
   * @param input which input
   * @param g the cotangent, of the shape of {@code y}
   * @param x the inputs
   * @param y the value computed from them
   */
  protected abstract @Nullable Tensor vjp(int input, Tensor g, List<Tensor> x, Tensor y);

  /**
   * Returns a hash of the choices made in computing the value: on which side of a kink or exactly
   * at it, which element was the largest, which order. As long as the hash stays the same, the
   * operation must be smooth. 0, the default, says that it makes no choices; override it if it
   * does, so that numerical derivatives notice a step over a kink or a jump.
   *
   * <p>{@link Branches} makes such hashes. A function with a kink at 0 returns
   *
   * <pre>{@code
   * return Branches.of(inputs.get(0), 0);
   * }</pre>
   *
   * one that rounds to integers, at a jump where x + ½ is an integer,
   *
   * <pre>{@code
   * return Branches.of(inputs.get(0), x -> Math.floor(x + 0.5) + Math.ceil(x + 0.5));
   * }</pre>
   *
   * and one that computes an order returns the hash of the permutation.
   *
   * @param inputs the inputs
   * @param output the value computed from them
   */
  protected long branches(List<NdArray> inputs, NdArray output) {
    return 0;
  }

  /**
   * Returns inputs close to {@code inputs} but off the kinks that they are at, so that the
   * derivative which this operation takes at {@code inputs} is the mean of those that the inputs
   * returned lead to as they approach {@code inputs}. Empty, the default, makes no promise;
   * override it if the derivative at a kink is defined, so that gradient checks compare it. For
   * relu at 0, whose derivative there is 0, that is one point a little below 0:
   *
   * <pre>{@code
   * NdArray x = inputs.get(0);
   * double[] moved = Arrays.stream(x.toDoubles()).map(e -> e == 0 ? -1e-5 : e).toArray();
   * return List.of(List.of(NdArray.wrap(moved, x.shape()).cast(x.dtype())));
   * }</pre>
   *
   * @param inputs the inputs
   */
  protected List<List<NdArray>> besideKinks(List<NdArray> inputs) {
    return List.of();
  }

  /** Applies the operation. */
  public final Tensor apply(Tensor... inputs) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException(op.name() + ": needs at least one input.");
    }
    return inputs[0].apply(op, List.of(inputs));
  }

  private final class Adapter extends Op {
    Adapter(String name) {
      super(name);
    }

    @Override
    public NdArray forward(NdArray[] in) {
      return CustomOp.this.forward(List.of(in));
    }

    @Override
    public long branches(NdArray[] in, NdArray out) {
      return CustomOp.this.branches(List.of(in), out);
    }

    @Override
    public List<NdArray[]> besideKinks(NdArray[] in) {
      List<List<NdArray>> points = CustomOp.this.besideKinks(List.of(in));
      for (List<NdArray> point : points) {
        for (int i = 0; i < in.length; i++) {
          if (point.size() != in.length
              || !point.get(i).shape().equals(in[i].shape())
              || point.get(i).dtype() != in[i].dtype()) {
            throw new IllegalArgumentException(
                name()
                    + ": besideKinks must return points with an array for each input, of its shape and type. Input "
                    + i
                    + " is "
                    + in[i].dtype()
                    + " of shape "
                    + in[i].shape()
                    + ".");
          }
        }
      }
      return points.stream().map(point -> point.toArray(NdArray[]::new)).toList();
    }

    @Override
    @SuppressWarnings("unchecked") // Tensor is the only kind that applies custom operations
    public <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
      return (T) CustomOp.this.vjp(i, (Tensor) g, List.of((Tensor[]) in), (Tensor) out);
    }

    /**
     * J·v from the vjp alone: with w(u) = Jᵀu, linear in a free u, ⟨v, w(u)⟩ has the derivative J·v
     * by u.
     */
    @Override
    @SuppressWarnings("unchecked")
    public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
      Tensor u = Tensor.variable("u", ((Tensor) out).filled(0).value().dense());
      Tensor sum = null;
      for (int i = 0; i < in.length; i++) {
        T v = d[i];
        Tensor w = v == null ? null : CustomOp.this.vjp(i, u, List.of((Tensor[]) in), (Tensor) out);
        if (w != null) {
          Tensor part = w.mul((Tensor) (Object) v).sum();
          sum = sum == null ? part : sum.add(part);
        }
      }
      return sum == null ? null : (T) Autodiff.differentiableGradients(sum, u).of(u);
    }
  }
}
