package dev.autodiff.compile;

import dev.autodiff.Autodiff;
import dev.autodiff.DifferentiableGradients;
import dev.autodiff.Parameter;
import dev.autodiff.Tensor;
import dev.autodiff.Trace;
import dev.autodiff.array.NdArray;
import dev.autodiff.kernel.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function of tensors, compiled: traced once on example inputs, simplified, its elementwise parts
 * joined into loops over tiles that stay in cache, its memory planned. Running it builds no graph
 * and allocates nothing; results equal the eager ones within rounding.
 *
 * <pre>{@code
 * Program p = Program.gradients(x -> x.get(0).square().sum(), NdArray.of(1, 2, 3));
 * p.run();
 * p.scalar(0);   // 14, the value
 * p.output(1);   // [2., 4., 6.], the gradient
 * }</pre>
 *
 * <p>Shapes and types are those of the examples. The function must not read values or decide by
 * them: it runs once. A program may be used by one thread at a time.
 */
public final class Program {
  private final Graph graph;
  private final List<Stage> stages;
  private final Memory memory;
  private final Step[] steps;
  private final Cell[] cells; // an array: a list's iterator is only sometimes optimised away

  /** A parameter and the place where the program keeps its value. */
  private final class Cell implements Supplier<NdArray> {
    final Parameter parameter;
    final Buffer buffer;
    final NdArray shape;
    final boolean updated;
    @Nullable NdArray current; // the value that the buffer holds, or null if the buffer is newer

    Cell(Parameter parameter, Buffer buffer, NdArray shape, boolean updated) {
      this.parameter = parameter;
      this.buffer = buffer;
      this.shape = shape;
      this.updated = updated;
      this.current = shape;
    }

    @Override
    public NdArray get() {
      synchronized (Program.this) { // between runs, not in the middle of one
        NdArray fresh = NdArray.zeros(shape.dtype(), shape.shape());
        System.arraycopy(buffer.array, buffer.start, fresh.storage(), 0, fresh.size());
        current = fresh;
        return fresh;
      }
    }
  }

  private Program(Trace trace) {
    this.graph = Graph.of(trace);
    this.stages = Scheduler.schedule(graph);
    this.memory = Memory.plan(graph, stages);
    List<Step> all = new ArrayList<>(Checks.of(graph));
    for (Stage s : stages) {
      if (s.isScalar()) {
        all.add(ScalarTape.of(s));
      } else if (s.fused) {
        all.addAll(FusedLoop.of(s));
      } else {
        all.addAll(Steps.of(s));
      }
    }
    for (Map.Entry<Node, Node> e : graph.updates.entrySet()) {
      Node leaf = e.getKey();
      Node next = e.getValue();
      if (next.buffer != leaf.buffer || next.isView()) {
        all.add(Steps.copy(next, leaf, leaf.requireArray()));
      }
    }
    this.steps = all.toArray(new Step[0]);
    List<Cell> found = new ArrayList<>();
    for (Node n : graph.nodes) {
      if (n.parameter != null) {
        found.add(
            new Cell(
                n.parameter, n.requireBuffer(), n.requireArray(), graph.updates.containsKey(n)));
      }
    }
    this.cells = found.toArray(new Cell[0]);
  }

  /**
   * Compiles what {@code function} returns for inputs like the examples: outputs, and new values
   * for parameters. The function is traced twice, to see that it does the same both times.
   *
   * @throws IllegalStateException if the function reads a value, or does something else the second
   *     time: a random draw would be repeated at every run
   */
  public static Program of(Function<List<Tensor>, Trace.Result> function, NdArray... examples) {
    Trace trace = Trace.of(function, examples);
    Retrace.requireSame(trace, Trace.of(function, examples));
    return new Program(trace);
  }

  /**
   * Compiles a scalar function and its gradient: output 0 is the value, output 1 + i the gradient
   * by input i.
   */
  public static Program gradients(Function<List<Tensor>, Tensor> function, NdArray... examples) {
    return of(
        inputs -> {
          Tensor y = function.apply(inputs);
          DifferentiableGradients g =
              Autodiff.differentiableGradients(y, inputs.toArray(new Tensor[0]));
          List<Tensor> outputs = new ArrayList<>(List.of(y));
          for (int i = 0; i < g.size(); i++) {
            outputs.add(g.get(i));
          }
          return Trace.Result.of(outputs);
        },
        examples);
  }

  /**
   * Sets an input for the runs to come. A dense array is used in place and must not be changed
   * while the program runs.
   *
   * @throws IllegalArgumentException if shape or type differ from the example's
   */
  public void input(int i, NdArray value) {
    Node n = graph.inputs.get(i);
    if (!n.example.shape().equals(value.shape()) || n.example.dtype() != value.dtype()) {
      throw new IllegalArgumentException(
          "input "
              + i
              + ": the program was compiled for "
              + n.example.dtype()
              + " "
              + n.example.shape()
              + ", not "
              + value.dtype()
              + " "
              + value.shape()
              + ". Compile another for this shape.");
    }
    NdArray dense = value.dense();
    Buffer b = n.requireBuffer();
    if (dense.offset() == 0) {
      b.array = dense.storage();
    } else {
      b.array = NdArray.zeros(dense.dtype(), dense.shape()).storage();
      b.set(dense);
    }
  }

  /**
   * Runs the program once. Parameters may be read meanwhile: who reads one waits for the end of the
   * run.
   */
  public synchronized void run() {
    for (Cell c : cells) {
      fetch(c);
    }
    for (Step s : steps) {
      s.run();
    }
    for (Cell c : cells) {
      if (c.updated) {
        c.current = null;
        Trace.defer(c.parameter, c);
      }
    }
  }

  /** Takes over a value that was set outside since the last run. */
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  private static void fetch(Cell c) {
    if (c.current == null && Trace.isDeferred(c.parameter, c)) {
      return; // the newest value is here
    }
    NdArray now = c.parameter.value();
    if (now != c.current) {
      c.buffer.set(now);
      c.current = now;
    }
  }

  /** Returns the number of outputs. */
  public int outputs() {
    return graph.outputs.size();
  }

  /** Returns a copy of an output of the last run. */
  public NdArray output(int i) {
    NdArray x = graph.outputs.get(i).now();
    NdArray copy = NdArray.zeros(x.dtype(), x.shape());
    Copy.toDense(x.shape().toArray(), x.strides()).run(x.storage(), x.offset(), copy.storage(), 0);
    return copy;
  }

  /**
   * Returns an output of the last run that has one element. Allocates nothing.
   *
   * @throws IllegalStateException if it has not exactly one element
   */
  public double scalar(int i) {
    Node n = graph.outputs.get(i);
    if (n.size() != 1) {
      throw new IllegalStateException(
          "scalar: output " + i + " has shape " + n.example.shape() + ". Use output(" + i + ").");
    }
    Object x = n.requireBuffer().array;
    int at = n.requireArray().offset();
    return x instanceof double[] d ? d[at] : x instanceof float[] f ? f[at] : ((int[]) x)[at];
  }

  /** Returns what a run costs. */
  public ProgramStats stats() {
    return ProgramStats.of(graph, stages, memory);
  }

  /**
   * Returns the schedule: inputs and parameters, each stage with its operations, and the outputs.
   * An arrow leads to the place in memory; values without one never leave their loop.
   */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder();
    for (Node n : graph.nodes) {
      if (n.kind == Node.Kind.INPUT) {
        line(s, n, "input " + graph.inputs.indexOf(n));
      } else if (n.parameter != null) {
        line(s, n, "parameter " + n.parameter.name());
      }
    }
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      s.append("stage ").append(i);
      s.append(stage.describe()).append('\n');
      for (Node n : stage.all()) {
        line(s, n, n.describe() + " of " + operands(n));
      }
    }
    for (Map.Entry<Node, Node> e : graph.updates.entrySet()) {
      s.append("next ").append(e.getKey()).append(" = ").append(e.getValue()).append('\n');
    }
    return s.append("outputs ").append(graph.outputs).append('\n').append(stats()).toString();
  }

  private void line(StringBuilder s, Node n, String what) {
    s.append("  ").append(n).append(" = ").append(what);
    s.append(", ").append(n.example.dtype()).append(' ').append(n.example.shape());
    int place = n.buffer == null ? -1 : memory.buffers.indexOf(n.buffer);
    boolean inPlace = n.kind == Node.Kind.OPERATION && n.buffer != null && place < 0;
    s.append(place >= 0 ? " → " + place : inPlace ? " → in place" : "").append('\n');
  }

  private static String operands(Node n) {
    StringBuilder s = new StringBuilder();
    for (Node in : n.in) {
      s.append(s.length() == 0 ? "" : ", ");
      for (Node v = in; v.isView(); v = v.in[0]) {
        s.append(v.describe()).append(" of ");
      }
      Node root = in.root();
      s.append(root.isFilled() && root.size() > 0 ? String.valueOf(root.first()) : root);
    }
    return s.toString();
  }
}
