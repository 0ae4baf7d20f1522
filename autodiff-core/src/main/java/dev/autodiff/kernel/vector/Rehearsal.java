package dev.autodiff.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Uses operators of several kinds in turn, before any loop is hot.
 *
 * <p>All operators share methods of the Vector API, such as the one that looks up an operator's
 * code. HotSpot profiles and compiles these by themselves as well, for the kinds of operators it
 * has seen; a program that begins with matrix products has shown it multiply-adds only. At the
 * first addition it discards what it compiled, four or five times over, and keeps count. When it
 * compiles a loop it adds up the counts of all methods that it takes in, as often as it does: 28
 * multiply-adds make 28 times five. From 100 on ({@code PerMethodTrapLimit}) it guards no class by
 * such a trap any more, does not know its vectors' classes therefore, and leaves their last stores
 * calls, with a new object for each. The loop is ten times slower then, as long as the JVM lives.
 *
 * <p>Having met several kinds while it profiles, it makes no such guess, and the count stays 0.
 */
final class Rehearsal {
  /** Enough that the shared methods are profiled, which begins after 200 calls or some more. */
  private static final int ROUNDS = 600;

  private Rehearsal() {}

  /** Takes some milliseconds, besides loading classes that all loops need. */
  static void run() {
    // of the species that loops use: of another it would spoil what is known of vectors' classes
    FloatVector x = FloatVector.zero(FloatVector.SPECIES_PREFERRED);
    // an operator's first use runs code of its own, which is over when the others are profiled
    x = x.mul(x).sub(x).max(x).min(x).abs().sqrt();
    IntVector bits = x.reinterpretAsInts();
    bits = bits.add(bits).sub(bits).min(bits).and(bits).or(bits);
    bits = bits.lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.ASHR, 1);
    bits = bits.lanewise(VectorOperators.BITWISE_BLEND, bits, bits);
    x = x.add(bits.reinterpretAsFloats());
    x = x.div(x.lanewise(VectorOperators.ADD, 1));
    for (int i = 0; i < ROUNDS; i++) {
      x = x.fma(x, x).add(x).neg();
    }
  }
}
