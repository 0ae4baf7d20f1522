package dev.autodiff.nn.data;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Examples to learn from: inputs x and labels y, paired along the first axis. Immutable.
 *
 * <p>{@link #shuffled}, {@link #slice} and {@link #split} are views that copy no example. A batch
 * of a data set in stored order is a view too; a batch of a shuffled one copies its own rows, and
 * so does one of images, which are stored as bytes.
 *
 * <pre>{@code
 * for (Batch batch : train.shuffled(rng).batches(32)) { … }
 * }</pre>
 */
public final class DataSet {
  private final Rows inputs;
  private final Rows labels;
  private final int @Nullable [] order; // the rows this consists of; null: all, in stored order

  private DataSet(Rows inputs, Rows labels, int @Nullable [] order) {
    this.inputs = inputs;
    this.labels = labels;
    this.order = order;
  }

  /**
   * Pairs inputs with labels. Dense arrays are used as they are, others are copied once.
   *
   * @param inputs n examples, [n, …]
   * @param labels class numbers, int32 [n], or targets, [n, …]
   * @throws IllegalArgumentException if the first axes differ, or there is none
   */
  public static DataSet of(NdArray inputs, NdArray labels) {
    return of(Rows.of(inputs), labels);
  }

  /** Pairs inputs, however they are stored, with labels. */
  static DataSet of(Rows inputs, NdArray labels) {
    Rows.requireSameCount("DataSet", inputs.shape, labels.shape());
    return new DataSet(inputs, Rows.of(labels), null);
  }

  /** Returns the number of examples, n. */
  public int size() {
    return order == null ? inputs.shape.dim(0) : order.length;
  }

  /**
   * Returns all inputs, [n, …], in the order of this data set; a copy if that was shuffled, or
   * holds images.
   */
  public NdArray inputs() {
    return rows(inputs, 0, size());
  }

  /** Returns all labels, [n] or [n, …], in the order of this data set; a copy if shuffled. */
  public NdArray labels() {
    return rows(labels, 0, size());
  }

  private NdArray rows(Rows x, int from, int to) {
    return order == null ? x.slice(from, to).array() : x.gather(order, from, to);
  }

  /**
   * Copies the examples from {@code from} up to, not including, {@code to} into arrays of the
   * caller's, row-major from their beginning on: what {@code slice(from, to)} holds, but without
   * new memory for every batch.
   *
   * @param inputs takes the inputs: a {@code float[]}, {@code double[]} or {@code int[]}, as they
   *     are stored
   * @param labels takes the labels, likewise
   * @throws IndexOutOfBoundsException if the range does not lie within the data set
   * @throws IllegalArgumentException if an array has another type or is too short; neither is
   *     changed then
   */
  public void copyTo(int from, int to, Object inputs, Object labels) {
    requireRange("copyTo", from, to);
    this.inputs.requireRoom("inputs", to - from, inputs);
    this.labels.requireRoom("labels", to - from, labels);
    this.inputs.copy(order, from, to, inputs);
    this.labels.copy(order, from, to, labels);
  }

  // --- views

  /** Returns the same examples in random order, each order equally likely: a view. */
  public DataSet shuffled(RandomGenerator rng) {
    int[] rows = new int[size()];
    for (int i = 0; i < rows.length; i++) {
      // Fisher and Yates, "inside out": row i takes a random place among those before it.
      int j = rng.nextInt(i + 1);
      rows[i] = rows[j];
      rows[j] = order == null ? i : order[i];
    }
    return new DataSet(inputs, labels, rows);
  }

  /**
   * Returns the examples from {@code from} up to, not including, {@code to}: a view.
   *
   * @throws IndexOutOfBoundsException if the range does not lie within the data set
   */
  public DataSet slice(int from, int to) {
    requireRange("slice", from, to);
    return order == null
        ? new DataSet(inputs.slice(from, to), labels.slice(from, to), null)
        : new DataSet(inputs, labels, Arrays.copyOfRange(order, from, to));
  }

  private void requireRange(String op, int from, int to) {
    if (from < 0 || to < from || to > size()) {
      throw new IndexOutOfBoundsException(
          op
              + ": "
              + from
              + ":"
              + to
              + " does not fit a data set of "
              + size()
              + " examples: need 0 ≤ from ≤ to ≤ "
              + size()
              + ".");
    }
  }

  /**
   * Cuts the data set into consecutive views, such as {@code split(0.8, 0.1, 0.1)} for training,
   * validation and test. Shuffle first if the examples are sorted. Part i ends at the running sum
   * of the fractions times n, rounded, so that every example is in exactly one part.
   *
   * @throws IllegalArgumentException if a fraction is negative or they do not add up to 1
   */
  public List<DataSet> split(double... fractions) {
    double sum = 0;
    boolean valid = true;
    for (double fraction : fractions) {
      valid &= fraction >= 0;
      sum += fraction;
    }
    if (!valid || !(Math.abs(sum - 1) <= 1e-9)) {
      throw new IllegalArgumentException(
          "split: fractions must not be negative and must add up to 1, but "
              + Arrays.toString(fractions)
              + " add up to "
              + sum
              + ". Example: split(0.8, 0.1, 0.1).");
    }
    List<DataSet> parts = new ArrayList<>();
    double end = 0;
    int from = 0;
    for (double fraction : fractions) {
      end += fraction;
      int to = Math.max(from, (int) Math.min(size(), Math.round(end * size())));
      parts.add(slice(from, to));
      from = to;
    }
    return List.copyOf(parts);
  }

  /**
   * Returns the examples in groups of {@code batchSize}, in order; the last group may be smaller. 1
   * gives stochastic learning, {@link #size()} batch learning, what lies between mini-batches.
   *
   * @throws IllegalArgumentException if {@code batchSize} is less than 1
   */
  public Iterable<Batch> batches(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batches: the batch size must be at least 1, not " + batchSize + ".");
    }
    return () ->
        new Iterator<>() {
          private int from;

          @Override
          public boolean hasNext() {
            return from < size();
          }

          @Override
          public Batch next() {
            if (!hasNext()) {
              throw new NoSuchElementException("batches: all " + size() + " examples were given.");
            }
            int to = from + Math.min(batchSize, size() - from);
            Batch batch =
                new Batch(
                    Tensor.constant("inputs", rows(inputs, from, to)),
                    Tensor.constant("labels", rows(labels, from, to)));
            from = to;
            return batch;
          }
        };
  }

  // --- conversions

  /**
   * Returns the same examples with class numbers turned into unit vectors: label k becomes a row of
   * {@code classes} elements, 1 at place k and 0 elsewhere, of the inputs' type. Inputs are shared.
   *
   * @throws IllegalArgumentException if the labels are not class numbers, int32 [n], from 0 to
   *     {@code classes} − 1, or the inputs are integers
   */
  public DataSet oneHot(int classes) {
    if (labels.dtype != DType.INT32 || labels.shape.rank() != 1) {
      throw new IllegalArgumentException(
          "oneHot: labels must be class numbers, int32 [n], but are "
              + labels.dtype
              + " "
              + labels.shape
              + ". Are they one-hot already?");
    }
    if (!inputs.dtype.isFloating()) {
      throw new IllegalArgumentException(
          "oneHot: labels take the type of the inputs, which is int32. Cast the data set to"
              + " DType.FLOAT64 or DType.FLOAT32 first.");
    }
    // Rows that this view leaves out stay zero; nobody can reach them.
    Shape shape = Shape.of(labels.shape.dim(0), classes);
    double[] hot = new double[shape.size()];
    int[] classOf = labels.array().toInts();
    for (int i = 0; i < size(); i++) {
      int row = order == null ? i : order[i];
      int k = classOf[row];
      if (k < 0 || k >= classes) {
        throw new IllegalArgumentException(
            "oneHot: example "
                + i
                + " has label "
                + k
                + ", which is not one of "
                + classes
                + " classes: need 0 ≤ label < "
                + classes
                + ".");
      }
      hot[row * classes + k] = 1;
    }
    return new DataSet(inputs, Rows.of(NdArray.wrap(hot, shape).cast(inputs.dtype)), order);
  }

  /**
   * Returns the same examples with inputs, and labels unless they are integers, converted to {@code
   * dtype}.
   *
   * @throws IllegalArgumentException if {@code dtype} is not a floating type
   */
  public DataSet cast(DType dtype) {
    if (!dtype.isFloating()) {
      throw new IllegalArgumentException(
          "cast: a data set holds float64 or float32 inputs, not " + dtype + ".");
    }
    Rows y = labels.dtype.isFloating() ? labels.cast(dtype) : labels;
    return new DataSet(inputs.cast(dtype), y, order);
  }

  /** Returns the number of examples, and shape and type of one input and one label. */
  @Override
  public String toString() {
    return "DataSet of " + size() + " examples: inputs " + of(inputs) + ", labels " + of(labels);
  }

  private static String of(Rows x) {
    int[] dims = x.shape.toArray();
    return x.dtype + " " + Shape.of(Arrays.copyOfRange(dims, 1, dims.length));
  }
}
