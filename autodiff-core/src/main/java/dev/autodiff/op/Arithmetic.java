package dev.autodiff.op;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.BinaryKernel;
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

    static final Op MUL = product("mul", BinaryKernel.MUL);

    static final Op CHAIN = product("chain", BinaryKernel.CHAIN);

    private static Op product(String name, BinaryKernel kernel) {
      return new BinaryOp(name, kernel) {
        @Override
        <T extends Expr<T>> T timesPartialA(T g, T a, T b, T y) {
          return g.chain(b);
        }

        @Override
        <T extends Expr<T>> T timesPartialB(T g, T a, T b, T y) {
          return g.chain(a);
        }
      };
    }

    static final Op DIV =
        new BinaryOp("div", BinaryKernel.DIV) {
          @Override
          public Domain domain() {
            return Domain.NON_ZERO;
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

    /** Conversion between float32 and float64: the identity, rounded. */
    static Op cast(DType to) {
      return new LinearOp("cast") {
        @Override
        public NdArray forward(NdArray[] in) {
          return in[0].cast(to);
        }

        @Override
        <T extends Expr<T>> T adjoint(T g, T x) {
          return g.cast(x.dtype());
        }

        @Override
        public String toString() {
          return "cast to " + to;
        }
      };
    }
  }

  /** Conversion to another floating type; the derivative is the conversion back. */
  default T cast(DType type) {
    return type == dtype() ? self() : apply(Ops.cast(type));
  }
}
