package dev.autodiff.compile;

import dev.autodiff.Parameter;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.op.Op;
import org.jspecify.annotations.Nullable;

/** A value of a traced function: a leaf, or an operation on other values. */
final class Node {
  /** What a node is. */
  enum Kind {
    /** An input of the program. */
    INPUT,
    /** The value of a parameter, kept by the program between runs. */
    PARAMETER,
    /** A value that never changes. */
    CONSTANT,
    /** The result of an operation. */
    OPERATION
  }

  private static final Node[] NONE = {};

  final int id;
  final Kind kind;
  final @Nullable Op op;
  final Recipe recipe;
  final Node[] in;
  final NdArray example; // shape and type; for a constant, the value
  final @Nullable Parameter parameter;

  /** Position among the stages; −1 for leaves. Set by the scheduler. */
  int stage = -1;

  /** Where the value lies. Set by the memory planner; null for what never leaves a fused loop. */
  @Nullable Buffer buffer;

  /** The value as a view of its buffer's array. Set by the memory planner. */
  @Nullable NdArray array;

  private Node(
      int id,
      Kind kind,
      @Nullable Op op,
      Recipe recipe,
      Node[] in,
      NdArray example,
      @Nullable Parameter parameter) {
    this.id = id;
    this.kind = kind;
    this.op = op;
    this.recipe = recipe;
    this.in = in;
    this.example = example;
    this.parameter = parameter;
  }

  static Node leaf(int id, Kind kind, NdArray example, @Nullable Parameter parameter) {
    return new Node(id, kind, null, Recipe.OPAQUE, NONE, example, parameter);
  }

  static Node operation(int id, @Nullable Op op, Recipe recipe, Node[] in, NdArray example) {
    return new Node(id, Kind.OPERATION, op, recipe, in, example, null);
  }

  boolean isElementwise() {
    return recipe instanceof Recipe.Unary
        || recipe instanceof Recipe.Binary
        || recipe instanceof Recipe.Where
        || recipe instanceof Recipe.Clip;
  }

  boolean isView() {
    return recipe instanceof Recipe.View;
  }

  /** Returns whether this is a constant with every element equal to {@code value}. */
  boolean isFilledWith(double value) {
    return isFilled() && example.size() > 0 && first() == value;
  }

  /** Returns whether this is a constant with all elements equal. */
  boolean isFilled() {
    return kind == Kind.CONSTANT
        && java.lang.reflect.Array.getLength(example.storage()) == 1
        && example.dtype().isFloating();
  }

  /** Returns the first stored element of a floating constant. */
  double first() {
    return example.dtype() == DType.FLOAT64
        ? ((double[]) example.storage())[0]
        : ((float[]) example.storage())[0];
  }

  int size() {
    return example.size();
  }

  /** Follows views that only rename the shape of dense data to the node whose data it is. */
  Node through() {
    Node n = this;
    while (n.isView()
        && n.in[0].size() == n.size()
        && n.example.isDense()
        && (n.in[0].example.isDense() || n.size() == 1)
        && n.in[0].kind != Kind.CONSTANT) {
      n = n.in[0];
    }
    return n;
  }

  /** Follows all views to the node whose elements are seen. */
  Node root() {
    Node n = this;
    while (n.isView()) {
      n = n.in[0];
    }
    return n;
  }

  NdArray requireArray() {
    NdArray a = array;
    if (a == null) {
      throw new AssertionError("no place for " + this);
    }
    return a;
  }

  /** Returns the value in memory, also of an input that was bound to another array since. */
  NdArray now() {
    NdArray x = requireArray();
    Object storage = requireBuffer().array;
    if (x.storage() == storage) {
      return x;
    }
    return isView() && op != null
        ? Graph.viewOf(op, in[0].now(), example.shape())
        : NdArray.over(storage, x.offset(), x.shape());
  }

  Buffer requireBuffer() {
    Buffer b = buffer;
    if (b == null) {
      throw new AssertionError("no place for " + this);
    }
    return b;
  }

  /** Returns the name of what is computed. */
  String describe() {
    return op != null ? op.toString() : recipe instanceof Recipe.Cast ? "copy" : recipe.toString();
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
