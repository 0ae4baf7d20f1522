package dev.autodiff.compile;

import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.kernel.Convolution;
import dev.autodiff.kernel.Copy;
import dev.autodiff.kernel.Indexing;
import dev.autodiff.kernel.Recipe;
import dev.autodiff.kernel.Reduce;
import dev.autodiff.kernel.Softmax;
import dev.autodiff.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps of one operation each, all but the elementwise ones. */
final class Steps {
  private Steps() {}

  /** Returns the steps that compute a stage. */
  static List<Step> of(Stage stage) {
    Node n = stage.members.get(0);
    Recipe r = n.recipe;
    List<Step> steps = new ArrayList<>();
    if (r instanceof Recipe.MatMul) {
      steps.add(Products.matmul(n));
    } else if (r instanceof Recipe.MatMulUpdate) {
      begin(n, steps);
      steps.add(Products.matmulUpdate(n));
    } else if (r instanceof Recipe.Reduction x) {
      steps.add(reduction(n, x));
    } else if (r instanceof Recipe.LogSumExp x) {
      steps.add(logSumExp(n, x, steps));
    } else if (r instanceof Recipe.PickLogSoftmax) {
      Node softmax = stage.members.size() == 2 ? stage.members.get(1) : null;
      steps.add(pickLogSoftmax(n, softmax, steps));
    } else if (r instanceof Recipe.Softmax x) {
      softmax(n, x, steps);
    } else if (r instanceof Recipe.Cast) {
      steps.add(copy(n.in[0], n, n.requireArray()));
    } else if (r instanceof Recipe.Concat x) {
      int at = 0;
      for (Node part : n.in) {
        int length = part.example.shape().dim(x.axis());
        steps.add(copy(part, n, n.requireArray().slice(x.axis(), at, at + length)));
        at += length;
      }
    } else if (r instanceof Recipe.Put x) {
      steps.add(zero(n));
      steps.add(copy(n.in[0], n, n.requireArray().slice(x.axis(), x.start(), x.stop(), x.step())));
    } else if (r instanceof Recipe.Convolution x) {
      steps.add(convolution(n, x, steps));
    } else if (r instanceof Recipe.Indexed x) {
      steps.add(indexed(n, x.kind(), steps));
    } else {
      steps.add(opaque(n));
    }
    return steps;
  }

  /** Copies the operand that a result is accumulated onto, if it is in another place. */
  private static void begin(Node n, List<Step> steps) {
    int onto = Recipe.accumulatesOnto(n.recipe);
    if (onto >= 0 && n.buffer != n.in[onto].buffer) {
      steps.add(copy(n.in[onto], n, n.requireArray()));
    }
  }

  /** Copies a value into part of another's place; {@code target} is a view of it. */
  static Step copy(Node from, Node to, NdArray target) {
    NdArray x = from.requireArray();
    NdArray source = x.shape().equals(target.shape()) ? x : null;
    Buffer in = from.requireBuffer();
    Buffer out = to.requireBuffer();
    if (source == null) { // same elements, row-major, under another shape
      Copy plan = Copy.toDense(x.shape().toArray(), x.strides());
      return () -> plan.run(in.array, x.offset(), out.array, target.offset());
    }
    Copy plan = new Copy(x.shape().toArray(), x.strides(), target.strides());
    return () -> plan.run(in.array, x.offset(), out.array, target.offset());
  }

  private static Step zero(Node n) {
    Buffer out = n.requireBuffer();
    int start = out.start;
    int end = start + n.size();
    return n.example.dtype() == DType.FLOAT64
        ? () -> Arrays.fill((double[]) out.array, start, end, 0)
        : () -> Arrays.fill((float[]) out.array, start, end, 0);
  }

  /** Gives a value in dense form, adding the step that makes it so. */
  private static Node dense(Node n, List<Step> steps) {
    NdArray x = n.requireArray();
    return x.isDense() ? n : permuted(n, x, steps);
  }

  private static Node permuted(Node n, NdArray view, List<Step> steps) {
    Node temporary = Node.leaf(-1, Node.Kind.CONSTANT, view, null);
    temporary.buffer = new Buffer(view.dtype(), view.size());
    temporary.array = NdArray.over(temporary.buffer.array, 0, view.shape());
    Copy plan = Copy.toDense(view.shape().toArray(), view.strides());
    Buffer in = n.requireBuffer();
    Buffer out = temporary.buffer;
    steps.add(() -> plan.run(in.array, view.offset(), out.array, 0));
    return temporary;
  }

  private static Step reduction(Node n, Recipe.Reduction r) {
    NdArray x = n.in[0].requireArray();
    NdArray moved = x.permute(reducedLast(x.rank(), r.axes()));
    Reduce plan =
        new Reduce(
            r.kernel(), moved.shape().toArray(), moved.strides(), x.rank() - r.axes().size());
    Buffer in = n.in[0].requireBuffer();
    Buffer out = n.requireBuffer();
    return () -> plan.run(in.array, moved.offset(), out.array, 0);
  }

  private static int[] reducedLast(int rank, List<Integer> axes) {
    int[] order = new int[rank];
    int k = 0;
    for (int i = 0; i < rank; i++) {
      if (!axes.contains(i)) {
        order[k++] = i;
      }
    }
    for (int a : axes) {
      order[k++] = a;
    }
    return order;
  }

  private static Step logSumExp(Node n, Recipe.LogSumExp r, List<Step> steps) {
    NdArray x = n.in[0].requireArray();
    NdArray moved = x.permute(reducedLast(x.rank(), r.axes()));
    Node source = moved.isDense() ? n.in[0] : permuted(n.in[0], moved, steps);
    int offset = moved.isDense() ? moved.offset() : 0;
    int rows = n.size();
    int count = rows == 0 ? 0 : x.size() / rows;
    Buffer in = source.requireBuffer();
    Buffer out = n.requireBuffer();
    Buffer scratch = new Buffer(x.dtype(), count);
    return () -> Softmax.logSumExp(in.array, offset, rows, count, out.array, scratch.array);
  }

  /**
   * The logarithm of each row's softmax at its label and, if anyone needs it, the softmax itself:
   * one pass gives both.
   */
  private static Step pickLogSoftmax(Node picked, @Nullable Node softmax, List<Step> steps) {
    Node source = dense(picked.in[0], steps);
    Node idx = dense(picked.in[1], steps);
    NdArray x = source.requireArray();
    int count = x.shape().dim(-1);
    int rows = picked.size();
    int offset = x.offset();
    int idxOffset = idx.requireArray().offset();
    if (!Checks.isEarly(picked.in[1])) {
      steps.add(Checks.check(picked, idx));
    }
    Buffer in = source.requireBuffer();
    Buffer labels = idx.requireBuffer();
    Buffer out = picked.requireBuffer();
    double factor = softmax != null && softmax.recipe instanceof Recipe.Softmax r ? r.factor() : 1;
    Buffer all = softmax == null ? new Buffer(x.dtype(), x.size()) : softmax.requireBuffer();
    return new RowStep(
        rows,
        count,
        (from, to) ->
            Softmax.softmaxAndPick(
                in.array,
                offset,
                from,
                to,
                count,
                (int[]) labels.array,
                idxOffset,
                all.array,
                factor,
                out.array));
  }

  private static void softmax(Node n, Recipe.Softmax r, List<Step> steps) {
    NdArray x = n.in[0].requireArray();
    int[] order = new int[x.rank()];
    Arrays.setAll(order, i -> i);
    order[x.rank() - 1] = r.axis();
    order[r.axis()] = x.rank() - 1;
    NdArray moved = x.permute(order);
    boolean inPlace = moved.isDense();
    Node source = inPlace ? n.in[0] : permuted(n.in[0], moved, steps);
    int offset = inPlace ? moved.offset() : 0;
    int count = moved.shape().dim(-1);
    int rows = count == 0 ? 0 : x.size() / count;
    Buffer in = source.requireBuffer();
    Buffer out = n.requireBuffer();
    boolean last = r.axis() == x.rank() - 1;
    Buffer result = last ? out : new Buffer(x.dtype(), x.size());
    boolean log = r.log();
    double factor = r.factor();
    steps.add(
        new RowStep(
            rows,
            count,
            (from, to) ->
                Softmax.softmax(in.array, offset, from, to, count, result.array, log, factor)));
    if (!last) {
      NdArray back = NdArray.over(result.array, 0, moved.shape()).permute(order);
      Copy plan = Copy.toDense(back.shape().toArray(), back.strides());
      steps.add(() -> plan.run(result.array, 0, out.array, 0));
    }
  }

  private static Step convolution(Node n, Recipe.Convolution r, List<Step> steps) {
    Node first = dense(n.in[0], steps);
    Node second = dense(n.in[1], steps);
    NdArray a = first.requireArray();
    NdArray b = second.requireArray();
    boolean single = a.dtype() == DType.FLOAT32;
    Convolution plan = new Convolution(r, a.shape().toArray(), b.shape().toArray(), single);
    Buffer x = first.requireBuffer();
    Buffer y = second.requireBuffer();
    Buffer out = n.requireBuffer();
    return () -> plan.run(x.array, a.offset(), y.array, b.offset(), out.array);
  }

  private static Step indexed(Node n, Recipe.Indexed.Kind kind, List<Step> steps) {
    Node x = dense(n.in[0], steps);
    Node idx = dense(n.in[1], steps);
    NdArray xa = x.requireArray();
    int offset = xa.offset();
    int count = idx.size();
    int idxOffset = idx.requireArray().offset();
    Shape big =
        kind == Recipe.Indexed.Kind.GATHER_ROWS || kind == Recipe.Indexed.Kind.PICK
            ? xa.shape()
            : n.example.shape();
    boolean rows =
        kind == Recipe.Indexed.Kind.GATHER_ROWS || kind == Recipe.Indexed.Kind.SCATTER_ADD_ROWS;
    int limit = Checks.limit(n);
    int width = rows ? (limit == 0 ? 0 : big.size() / limit) : big.dim(-1);
    if (!Checks.isEarly(n.in[1])) {
      steps.add(Checks.check(n, idx));
    }
    Buffer in = x.requireBuffer();
    Buffer index = idx.requireBuffer();
    Buffer out = n.requireBuffer();
    if (kind == Recipe.Indexed.Kind.SCATTER_ADD_ROWS || kind == Recipe.Indexed.Kind.UNPICK) {
      steps.add(zero(n));
    }
    begin(n, steps); // after the check: the place may be a parameter's
    return () -> {
      int[] at = (int[]) index.array;
      switch (kind) {
        case GATHER_ROWS ->
            Indexing.gatherRows(in.array, offset, at, idxOffset, count, width, out.array);
        case SCATTER_ADD_ROWS ->
            Indexing.scatterAddRows(in.array, offset, at, idxOffset, count, width, out.array);
        case PICK -> Indexing.pick(in.array, offset, at, idxOffset, count, width, out.array);
        case UNPICK -> Indexing.unpick(in.array, offset, at, idxOffset, count, width, out.array);
        case ADD_PICKED ->
            Indexing.addPicked(in.array, offset, at, idxOffset, count, width, out.array, out.start);
      }
    };
  }

  /**
   * An operation only it knows how to compute: runs as eagerly, and allocates what it allocates.
   */
  private static Step opaque(Node n) {
    Op op = n.op;
    if (op == null) {
      throw new AssertionError(n);
    }
    Buffer out = n.requireBuffer();
    Node[] in = n.in;
    return () -> {
      NdArray[] x = new NdArray[in.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = in[i].now();
      }
      out.set(op.forward(x));
    };
  }
}
