package dev.autodiff.op;

import com.google.common.math.LongMath;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Inputs moved off the kinks of an operation, for {@link Op#besideKinks}. */
final class Kinks {
  private static final int MOST_TURNS = 64;
  private static final int MOST_ELEMENTS = 1 << 18; // of all points
  private static final double STEP = 0x1p-16; // relative; float32 has digits enough for it

  static final int[] NONE = {};
  static final int[] BELOW = {-1};
  static final int[] ABOVE = {1};
  static final int[] BOTH = {-1, 1};

  private Kinks() {}

  /**
   * A kink as elements of an array see it: rounded to their type, as the constants of rules are.
   */
  static double rounded(double kink, DType type) {
    return type == DType.FLOAT32 ? (float) kink : kink;
  }

  /** Moves the elements of {@code x} that are at a kink. */
  static List<NdArray[]> off(NdArray x, DoubleFunction<int[]> sides) {
    return off(x, Double.POSITIVE_INFINITY, sides);
  }

  /**
   * The same where the next kink is near.
   *
   * @param room how far an element may be moved
   * @param sides of an element: to which sides of it lie the points whose derivatives have the mean
   *     that is taken at it; none if it is at no kink
   */
  static List<NdArray[]> off(NdArray x, double room, DoubleFunction<int[]> sides) {
    double[] elements = x.toDoubles();
    int[][] moves = new int[elements.length][];
    boolean any = false;
    boolean two = false;
    for (int j = 0; j < moves.length; j++) {
      moves[j] = sides.apply(elements[j]);
      any |= moves[j].length > 0;
      two |= moves[j].length > 1;
    }
    List<NdArray[]> points = new ArrayList<>();
    for (int k = 0; any && k < (two ? 2 : 1); k++) {
      int turn = k;
      points.add(
          new NdArray[] {
            moved(x, room, j -> moves[j].length == 0 ? 0 : moves[j][turn % moves[j].length])
          });
    }
    return points;
  }

  /** A copy with every element moved up a little (1), down (−1) or not at all (0). */
  static NdArray moved(NdArray x, IntUnaryOperator direction) {
    return moved(x, Double.POSITIVE_INFINITY, direction);
  }

  private static NdArray moved(NdArray x, double room, IntUnaryOperator direction) {
    double[] elements = x.toDoubles();
    for (int j = 0; j < elements.length; j++) {
      int d = direction.applyAsInt(j);
      elements[j] += d == 0 ? 0 : d * Math.min(room, STEP * Math.max(Math.abs(elements[j]), 1));
    }
    return NdArray.wrap(elements, x.shape()).cast(x.dtype());
  }

  /**
   * Lets every element that ties for the best of its group win alone, all of a group equally often;
   * no points if there are no ties, or ties of so many sizes that it takes too many.
   *
   * @param best of each group, of a shape that broadcasts to that of {@code x}
   * @param direction in which elements get better
   */
  static List<NdArray[]> eachWins(NdArray x, NdArray best, int direction) {
    Shape shape = x.shape();
    int[] numbers = IntStream.range(0, best.size()).toArray();
    int[] group = NdArray.wrap(numbers, best.shape()).broadcastTo(shape).toInts();
    double[] elements = x.toDoubles();
    double[] target = best.broadcastTo(shape).toDoubles();
    int[] winners = new int[best.size()];
    int[] place = new int[elements.length]; // among the winners of its group, or −1
    for (int j = 0; j < place.length; j++) {
      place[j] = elements[j] == target[j] ? winners[group[j]]++ : -1;
    }
    long turns = 1;
    for (int n : winners) {
      turns = n == 0 || turns > MOST_TURNS ? turns : turns / LongMath.gcd(turns, n) * n;
    }
    boolean many = turns > MOST_TURNS || turns * elements.length > MOST_ELEMENTS;
    List<NdArray[]> points = new ArrayList<>();
    for (int k = 0; turns > 1 && !many && k < turns; k++) {
      int turn = k;
      points.add(
          new NdArray[] {
            moved(x, j -> place[j] >= 0 && place[j] == turn % winners[group[j]] ? direction : 0)
          });
    }
    return points;
  }
}
