package dev.autodiff;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.op.Detach;
import dev.autodiff.op.Expr;
import dev.autodiff.op.Op;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph: a value and, unless it is a leaf, the operation and the inputs it was
 * computed from.
 *
 * <p>A graph is built by computing. Every operation, all of them inherited from {@link Expr},
 * computes at once and returns a new tensor that remembers its inputs; nothing is ever changed.
 * {@link Autodiff} differentiates.
 *
 * <pre>{@code
 * Tensor a = Tensor.variable("a", 1), b = Tensor.variable("b", 2);
 * Tensor f = a.add(b).square();                 // 9
 * Autodiff.gradients(f, a, b).of(a).item();     // 6
 * }</pre>
 *
 * <p>Leaves are variables, which can be differentiated by, and constants, which cannot. An
 * operation on nothing but constants gives a constant and remembers nothing, so preparing data
 * retains nothing. Two tensors are equal only if they are the same node. Tensors are immutable and
 * may be shared between threads.
 */
public final class Tensor implements Expr<Tensor> {
  private static final Tensor[] NONE = {};

  /** Gradients reach the node. */
  private static final byte DIFFERENTIABLE = 1;

  /** The node depends on an input of a function that is being traced, so its value is not final. */
  private static final byte TRACED = 2;

  private static int sequence;

  private final NdArray value;
  private final @Nullable Op op; // null for a leaf
  private final Tensor[] inputs;
  private final @Nullable Object label; // a name, or the Parameter whose leaf this is
  private final byte flags;

  /**
   * Spreads nodes over hash tables. Threads may race for a number: then two nodes share one, which
   * costs a probe of the table and is never wrong.
   */
  final int hash;

  @SuppressWarnings("NonAtomicOperationOnStaticField")
  private Tensor(
      NdArray value, @Nullable Op op, Tensor[] inputs, @Nullable Object label, int flags) {
    this.value = value;
    this.op = op;
    this.inputs = inputs;
    this.label = label;
    this.flags = (byte) flags;
    this.hash = sequence++;
  }

  // --- leaves

  /** Returns a variable, a leaf that can be differentiated by. */
  public static Tensor variable(String name, NdArray value) {
    return new Tensor(requireFloating("variable " + name, value), null, NONE, name, DIFFERENTIABLE);
  }

  /** Returns a float64 scalar variable. */
  public static Tensor variable(String name, double value) {
    return variable(name, NdArray.scalar(value));
  }

  /** Returns a variable without a name. */
  public static Tensor variable(NdArray value) {
    return new Tensor(requireFloating("variable", value), null, NONE, null, DIFFERENTIABLE);
  }

  static Tensor leafOf(Parameter owner, NdArray value) {
    return new Tensor(
        requireFloating("parameter " + owner.name(), value), null, NONE, owner, DIFFERENTIABLE);
  }

  private static NdArray requireFloating(String what, NdArray value) {
    if (!value.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "%s: integers cannot be differentiated by. Use Tensor.constant for labels and indices, or cast to DType.FLOAT64."
              .formatted(what));
    }
    return value;
  }

  /** Returns a constant, a leaf that gradients do not reach. */
  public static Tensor of(NdArray value) {
    return new Tensor(value, null, NONE, null, 0);
  }

  /** Returns a named constant. */
  public static Tensor constant(String name, NdArray value) {
    return new Tensor(value, null, NONE, name, 0);
  }

  /** Returns a float64 vector constant. */
  public static Tensor of(double... values) {
    return of(NdArray.of(values));
  }

  /** Returns a float64 scalar constant. */
  public static Tensor scalar(double value) {
    return of(NdArray.scalar(value));
  }

  // --- operations of several tensors

  /**
   * Joins tensors along an existing axis; all other axes must agree. The adjoint cuts them apart.
   */
  public static Tensor concat(int axis, Tensor... parts) {
    return concat(axis, List.of(parts));
  }

  /**
   * Joins tensors along an existing axis; all other axes must agree. The adjoint cuts them apart.
   */
  public static Tensor concat(int axis, List<Tensor> parts) {
    return dev.autodiff.op.Shaping.concat(axis, parts);
  }

  /** Joins tensors of one shape along a new axis before position {@code axis}. */
  public static Tensor stack(int axis, Tensor... parts) {
    return dev.autodiff.op.Shaping.stack(axis, List.of(parts));
  }

  /** Chooses elementwise: {@code a} where {@code condition} is not 0, else {@code b}. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return condition.where(a, b);
  }

  // --- what it is

  /**
   * Returns the value.
   *
   * @throws IllegalStateException if the node belongs to a function that is being traced
   */
  public NdArray value() {
    if ((flags & TRACED) != 0) {
      throw new IllegalStateException(
          "value: the function is being traced to be compiled, so this tensor ("
              + (op != null
                  ? op
                  : label instanceof Parameter p ? "parameter " + p.name() : "an input")
              + ", shape "
              + shape()
              + ") stands for every value it will ever have, and none can be read. Return it as an output and read that,"
              + " or choose between values with where().");
    }
    return value;
  }

  /** Returns the value also while tracing: that of the example. */
  NdArray rawValue() {
    return value;
  }

  static Tensor tracedLeaf(Parameter owner, NdArray value) {
    return new Tensor(value, null, NONE, owner, DIFFERENTIABLE | TRACED);
  }

  static Tensor tracedInput(NdArray example, boolean differentiable) {
    return new Tensor(example, null, NONE, null, differentiable ? DIFFERENTIABLE | TRACED : TRACED);
  }

  /**
   * Returns the only element of the value.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  public double item() {
    return value().item();
  }

  @Override
  public Shape shape() {
    return value.shape();
  }

  @Override
  public DType dtype() {
    return value.dtype();
  }

  /** Returns the operation this was computed by; empty for a leaf. */
  public Optional<Op> op() {
    return Optional.ofNullable(op);
  }

  /** Returns the tensors this was computed from, in order; empty for a leaf. */
  public List<Tensor> inputs() {
    return List.of(inputs);
  }

  /** Returns the name; empty if there is none. */
  public Optional<String> name() {
    return Optional.ofNullable(label).map(l -> l instanceof Parameter p ? p.name() : (String) l);
  }

  /** Returns whether gradients reach this: it is a variable or was computed from one. */
  public boolean isDifferentiable() {
    return (flags & DIFFERENTIABLE) != 0;
  }

  /**
   * Returns this node under another name. The result is a node of its own: use it in place of this
   * one.
   *
   * @throws IllegalStateException if this is the leaf of a {@link Parameter}
   */
  public Tensor named(String name) {
    if (label instanceof Parameter p) {
      throw new IllegalStateException(
          "named: this is the leaf of parameter %s and keeps that name, by which its gradient is found. Name what is computed from it."
              .formatted(p.name()));
    }
    return new Tensor(value, op, inputs, name, flags);
  }

  /** Returns a constant of the same value: gradients stop here. */
  public Tensor detach() {
    if (flags == DIFFERENTIABLE) {
      return new Tensor(value, null, NONE, label, 0);
    }
    return flags == 0 ? this : new Tensor(value, Detach.OP, new Tensor[] {this}, label, TRACED);
  }

  @Nullable Op opOrNull() {
    return op;
  }

  Tensor[] rawInputs() {
    return inputs;
  }

  @Nullable Parameter parameter() {
    return label instanceof Parameter p ? p : null;
  }

  // --- for operations

  @Override
  public Tensor self() {
    return this;
  }

  @Override
  public Tensor constant(NdArray array) {
    return of(array);
  }

  @Override
  public Tensor apply(Op op) {
    NdArray y = op.forward(new NdArray[] {value});
    return flags != 0 ? new Tensor(y, op, new Tensor[] {this}, null, flags) : of(y);
  }

  @Override
  public Tensor apply(Op op, Tensor second) {
    NdArray y = op.forward(new NdArray[] {value, second.value});
    int all = flags | second.flags;
    return all != 0 ? new Tensor(y, op, new Tensor[] {this, second}, null, all) : of(y);
  }

  @Override
  public Tensor apply(Op op, List<Tensor> inputs) {
    NdArray[] values = new NdArray[inputs.size()];
    int all = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = inputs.get(i).value;
      all |= inputs.get(i).flags;
    }
    NdArray y = op.forward(values);
    return all != 0 ? new Tensor(y, op, inputs.toArray(NONE), null, all) : of(y);
  }

  /** Nodes are equal only to themselves; this is the same as far as hash tables care, and quick. */
  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns name, operation, shape and type, and the value if it is small. */
  @Override
  public String toString() {
    String head =
        name().map(n -> n + " = ").orElse("")
            + (op == null ? (isDifferentiable() ? "variable" : "constant") : op.toString());
    String inputNames =
        op == null ? "" : " of " + Arrays.stream(inputs).map(t -> t.name().orElse("·")).toList();
    return head
        + inputNames
        + " "
        + shape()
        + " "
        + dtype()
        + (value.size() <= 20 && (flags & TRACED) == 0 ? ": " + value : "");
  }
}
