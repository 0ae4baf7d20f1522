package dev.autodiff;

import dev.autodiff.array.NdArray;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function of tensors, recorded once on example inputs: the graph that {@code
 * dev.autodiff.compile} turns into a program. Users compile with {@code Program}; this class is the
 * door to what only compilers need.
 *
 * <p>While the function runs, its inputs, the parameters it uses and all that depends on them
 * refuse to show their values: what was decided on the example would hold for every later input.
 */
public final class Trace {
  /** The leaves that stand for parameters in the function that this thread is tracing, if it is. */
  private static final ThreadLocal<@Nullable Map<Parameter, Tensor>> LEAVES = new ThreadLocal<>();

  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final Map<Parameter, Tensor> updates;

  private Trace(List<Tensor> inputs, List<Tensor> outputs, Map<Parameter, Tensor> updates) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.updates = updates;
  }

  /** What a traced function returns: outputs to read, and new values for parameters. */
  public static final class Result {
    private final List<Tensor> outputs;
    private final Map<Parameter, Tensor> updates = new LinkedHashMap<>();

    private Result(List<Tensor> outputs) {
      this.outputs = outputs;
    }

    /** Returns a result of these outputs. */
    public static Result of(Tensor... outputs) {
      return new Result(List.of(outputs));
    }

    /** Returns a result of these outputs. */
    public static Result of(List<Tensor> outputs) {
      return new Result(List.copyOf(outputs));
    }

    /**
     * Sets a parameter's next value, of its shape and type. All updates take effect together, after
     * everything is computed.
     *
     * @throws IllegalArgumentException if shape or type differ, or the parameter already has a next
     *     value
     */
    public Result update(Parameter parameter, Tensor next) {
      NdArray old = parameter.valueWhileTracing();
      if (!old.shape().equals(next.shape()) || old.dtype() != next.dtype()) {
        throw new IllegalArgumentException(
            "update: parameter "
                + parameter
                + " cannot become "
                + next.dtype()
                + " "
                + next.shape()
                + ".");
      }
      if (updates.put(parameter, next) != null) {
        throw new IllegalArgumentException("update: parameter " + parameter + " is set twice.");
      }
      return this;
    }
  }

  /** Records {@code function} on example inputs. Integer inputs stand for labels and indices. */
  public static Trace of(Function<List<Tensor>, Result> function, NdArray... examples) {
    List<Tensor> inputs = new ArrayList<>();
    for (NdArray e : examples) {
      inputs.add(Tensor.tracedInput(e, e.dtype().isFloating()));
    }
    Map<Parameter, Tensor> outer = LEAVES.get();
    LEAVES.set(new IdentityHashMap<>());
    try {
      Result r = function.apply(List.copyOf(inputs));
      return new Trace(inputs, r.outputs, r.updates);
    } finally {
      if (outer == null) {
        LEAVES.remove();
      } else {
        LEAVES.set(outer);
      }
    }
  }

  /** Returns whether this thread is tracing a function. */
  static boolean isTracing() {
    return LEAVES.get() != null;
  }

  /**
   * Returns what stands for a parameter in the function being traced; its leaf itself if none is.
   */
  static Tensor leaf(Parameter parameter, Tensor leaf) {
    Map<Parameter, Tensor> leaves = LEAVES.get();
    return leaves == null
        ? leaf
        : leaves.computeIfAbsent(parameter, p -> Tensor.tracedLeaf(p, leaf.rawValue()));
  }

  /** Returns the tensors that stand for the inputs. */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** Returns the outputs. */
  public List<Tensor> outputs() {
    return outputs;
  }

  /** Returns the next values of parameters, in the order they were set. */
  public Map<Parameter, Tensor> updates() {
    return updates;
  }

  /** Returns the value a node had on the example inputs. */
  public static NdArray exampleValue(Tensor node) {
    return node.rawValue();
  }

  /** Returns the parameter whose leaf a node is, or null. */
  public static @Nullable Parameter parameterOf(Tensor node) {
    return node.parameter();
  }

  /** Lets a program keep the newest value of a parameter until somebody reads it. */
  public static void defer(Parameter parameter, Supplier<NdArray> source) {
    parameter.defer(source);
  }

  /** Returns whether {@code source} still holds a parameter's newest value. */
  public static boolean isDeferred(Parameter parameter, Supplier<NdArray> source) {
    return parameter.isDeferred(source);
  }
}
