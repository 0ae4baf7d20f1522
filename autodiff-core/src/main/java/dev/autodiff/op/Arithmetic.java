package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.BinaryKernel;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.UnaryKernel;
import org.jspecify.annotations.Nullable;

/**
 * Sums, products, quotients and powers, elementwise. Operands of different shapes are broadcast
 * under NumPy's rules by explicit broadcast nodes; operands of different types are refused. A Java
 * number stands for a constant of that value.
 *
 * @param <T> the kind of value
 */
public interface Arithmetic<T extends Expr<T>> extends Node<T> {

  /** Sum a + b; ∂/∂a = 1, ∂/∂b = 1. */
  default T add(T b) {
    return Ops.broadcast(Ops.ADD, self(), b);
  }

  /** Sum a + b with a constant. */
  default T add(double b) {
    return add(Ops.number(self(), b));
  }

  /** Difference a − b; ∂/∂a = 1, ∂/∂b = −1. */
  default T sub(T b) {
    return Ops.broadcast(Ops.SUB, self(), b);
  }

  /** Difference a − b with a constant. */
  default T sub(double b) {
    return sub(Ops.number(self(), b));
  }

  /** Product a·b, elementwise (Hadamard ⊙); ∂/∂a = b, ∂/∂b = a. */
  default T mul(T b) {
    return Ops.broadcast(Ops.MUL, self(), b);
  }

  /** Product a·b with a constant. */
  default T mul(double b) {
    return mul(Ops.number(self(), b));
  }

  /** Quotient a/b; ∂/∂a = 1/b, ∂/∂b = −a/b². Domain: b ≠ 0; at 0 the value follows IEEE 754. */
  default T div(T b) {
    return Ops.broadcast(Ops.DIV, self(), b);
  }

  /** Quotient a/b with a constant. */
  default T div(double b) {
    return div(Ops.number(self(), b));
  }

  /** Negation −x; derivative −1. */
  default T neg() {
    return apply(Ops.NEG);
  }

  /** Reciprocal 1/x; derivative −1/x². Domain: x ≠ 0. */
  default T reciprocal() {
    return apply(Ops.RECIPROCAL);
  }

  /** Square x²; derivative 2x. */
  default T square() {
    return apply(Ops.SQUARE);
  }

  /**
   * Power aᵇ, elementwise; ∂/∂a = b·aᵇ⁻¹, and 0 where b = 0; ∂/∂b = aᵇ·ln a, and 0 where a = 0 and
   * b ≥ 0. Domain: a &gt; 0, or a &lt; 0 with an integer constant b.
   */
  default T pow(T b) {
    return Ops.broadcast(Ops.POW, self(), b);
  }

  /** Power xᵇ with a constant exponent; derivative b·xᵇ⁻¹. */
  default T pow(double b) {
    return b == 2 ? square() : pow(Ops.number(self(), b));
  }

  /**
   * The product of the chain rule, g·d, elementwise: where g is 0 the result is exactly 0, even if
   * d is infinite or NaN. A branch that was not taken so contributes nothing, whatever its
   * derivative. ∂/∂g = d, ∂/∂d = g.
   */
  default T chain(T d) {
    return Ops.broadcast(Ops.CHAIN, self(), d);
  }

  /** The declarations. */
  final class Ops {
    private Ops() {}

    static <T extends Expr<T>> T number(T like, double value) {
      return like.constant(NdArray.scalar(like.dtype(), value));
    }

    static <T extends Expr<T>> T broadcast(Op op, T a, T b) {
      if (a.shape().equals(b.shape())) {
        return a.apply(op, b);
      }
      Shape shape = Shape.broadcast(op.name(), a.shape(), b.shape());
      return a.broadcastTo(shape).apply(op, b.broadcastTo(shape));
    }

    static final Op ADD =
        new BinaryOp("add", BinaryKernel.ADD) {
          @Override
          <T extends Expr<T>> T timesPartialA(T g, T a, T b, T y) {
            return g;
          }

          @Override
          <T extends Expr<T>> T timesPartialB(T g, T a, T b, T y) {
            return g;
          }
        };

    static final Op SUB =
        new BinaryOp("sub", BinaryKernel.SUB) {
          @Override
          <T extends Expr<T>> T timesPartialA(T g, T a, T b, T y) {
            return g;
          }

          @Override
          <T extends Expr<T>> T timesPartialB(T g, T a, T b, T y) {
            return g.neg();
          }
        };

    static final Op MUL =
        new BinaryOp("mul", BinaryKernel.MUL) {
          @Override
          <T extends Expr<T>> T timesPartialA(T g, T a, T b, T y) {
            return g.chain(b);
          }

          @Override
          <T extends Expr<T>> T timesPartialB(T g, T a, T b, T y) {
            return g.chain(a);
          }
        };

    static final Op CHAIN =
        new BinaryOp("chain", BinaryKernel.CHAIN) {
          /** A product, unless d is not finite: then whether g = 0 stopped it. */
          @Override
          public long branches(NdArray[] in, NdArray out) {
            return Branches.of(in[0], in[1], (g, d) -> Double.isFinite(d) ? 0 : g == 0 ? 1 : 2);
          }

          @Override
          <T extends Expr<T>> T timesPartialA(T g, T a, T b, T y) {
            return g.chain(b);
          }

          /** Exactly 0 where a is 0 as well: a tangent of b may be infinite or NaN there. */
          @Override
          <T extends Expr<T>> T timesPartialB(T g, T a, T b, T y) {
            return a.eq(0).where(g.filled(0), g.chain(a));
          }
        };

    static final Op DIV =
        new BinaryOp("div", BinaryKernel.DIV) {
          @Override
          public Domain domain() {
            return Domain.NON_ZERO;
          }

          @Override
          public long branches(NdArray[] in, NdArray out) {
            return Branches.of(in[1], 0);
          }

          @Override
          <T extends Expr<T>> T timesPartialA(T g, T a, T b, T y) {
            return g.chain(b.reciprocal());
          }

          @Override
          <T extends Expr<T>> T timesPartialB(T g, T a, T b, T y) {
            return g.chain(y.div(b).neg());
          }
        };

    static final Op POW =
        new BinaryOp("pow", BinaryKernel.POW) {
          @Override
          public Domain domain() {
            return Domain.POSITIVE;
          }

          /** The sign of a, unless aᵇ is a polynomial, which passes through 0 smoothly. */
          @Override
          public long branches(NdArray[] in, NdArray out) {
            return Branches.of(
                in[0], in[1], (a, b) -> b >= 0 && b == Math.rint(b) ? 1 : Math.signum(a));
          }

          @Override
          <T extends Expr<T>> T timesPartialA(T g, T a, T b, T y) {
            return g.chain(b.chain(a.pow(b.sub(1))));
          }

          @Override
          <T extends Expr<T>> T timesPartialB(T g, T a, T b, T y) {
            T zero = a.eq(0).mul(b.ge(0));
            return g.chain(zero.where(y.filled(0), y.mul(a.log())));
          }
        };

    static final Op NEG =
        new UnaryOp("neg", UnaryKernel.NEG) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.filled(-1);
          }

          @Override
          public <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
            return g.neg();
          }
        };

    static final Op RECIPROCAL =
        new UnaryOp("reciprocal", UnaryKernel.RECIPROCAL, Domain.NON_ZERO) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return y.square().neg();
          }
        };

    static final Op SQUARE =
        new UnaryOp("square", UnaryKernel.SQUARE) {
          @Override
          <T extends Expr<T>> T derivative(T x, T y) {
            return x.add(x);
          }
        };

    /** Which step of x ↦ (int) x this is: an integer where x is at the jump, else one plus ½. */
    private static double step(double x) {
      int truncated = (int) x;
      boolean atJump = x == truncated && truncated != 0;
      return atJump || Double.isNaN(x) ? x : truncated + 0.5;
    }

    /** Conversion: between floating types the identity, rounded; to int32 a step function. */
    static Op cast(DType to) {
      return new Op("cast") {
        @Override
        @SuppressWarnings("exports")
        public Recipe recipe() {
          return new Recipe.Cast();
        }

        @Override
        public NdArray forward(NdArray[] in) {
          return in[0].cast(to);
        }

        @Override
        public long branches(NdArray[] in, NdArray out) {
          return to.isFloating() ? 0 : Branches.of(in[0], Ops::step);
        }

        private <T extends Expr<T>> boolean isIdentity(T x) {
          return to.isFloating() && x.dtype().isFloating();
        }

        @Override
        public <T extends Expr<T>> @Nullable T vjp(int i, T g, T[] in, T out) {
          return isIdentity(in[0]) ? g.cast(in[0].dtype()) : null;
        }

        @Override
        public <T extends Expr<T>> @Nullable T jvp(@Nullable T[] d, T[] in, T out) {
          return d[0] != null && isIdentity(in[0]) ? d[0].apply(this) : null;
        }

        @Override
        public String toString() {
          return "cast to " + to;
        }
      };
    }
  }

  /**
   * Conversion to another type. Between floating types the derivative is the conversion back;
   * truncation to int32 is a step function, of derivative 0.
   */
  default T cast(DType type) {
    return type == dtype() ? self() : apply(Ops.cast(type));
  }
}
