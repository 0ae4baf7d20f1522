package dev.autodiff.op;

/**
 * Everything that can be computed with a differentiable value: the families of the catalogue
 * together. The user's kind is {@code dev.autodiff.Tensor}; derivative rules are generic in the
 * kind, so they need not know it.
 *
 * @param <T> the kind of value
 */
public interface Expr<T extends Expr<T>>
    extends Arithmetic<T>,
        Transcendental<T>,
        Piecewise<T>,
        Reductions<T>,
        Shaping<T>,
        LinearAlgebra<T>,
        Convolutions<T>,
        Indexing<T> {}
