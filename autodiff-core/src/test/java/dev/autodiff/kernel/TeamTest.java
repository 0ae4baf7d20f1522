package dev.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Tensor;
import dev.autodiff.array.DType;
import dev.autodiff.array.NdArray;
import dev.autodiff.array.Shape;
import dev.autodiff.compile.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The team does every part once, whoever calls, and results do not depend on its size. */
@Timeout(60)
final class TeamTest {
  private final int before = Team.common().threads();

  @AfterEach
  void restore() {
    Team.resize(before);
  }

  @Test
  void doesEveryPartOnce() {
    Team.resize(4);
    for (int round = 0; round < 1000; round++) {
      AtomicInteger seen = new AtomicInteger();
      Team.common().run(4, part -> seen.addAndGet(1 << (8 * part)));
      assertThat(seen).hasValue(0x01010101);
    }
  }

  @Test
  void nestedCallsAndDismissedTeamsDoTheirPartsThemselves() {
    Team.resize(2);
    Team team = Team.common();
    AtomicInteger n = new AtomicInteger();
    team.run(2, i -> team.run(2, j -> n.incrementAndGet()));
    assertThat(n).hasValue(4);
    Team.resize(3);
    team.run(2, i -> n.incrementAndGet());
    assertThat(n).hasValue(6);
  }

  @Test
  void aFailureIsTheOriginalOneAndTheTeamGoesOn() {
    Team.resize(2);
    for (int bad = 0; bad < 2; bad++) {
      int failing = bad;
      assertThatThrownBy(
              () ->
                  Team.common()
                      .run(
                          2,
                          i -> {
                            if (i == failing) {
                              throw new IndexOutOfBoundsException("part " + i);
                            }
                          }))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("part " + bad);
    }
    AtomicInteger n = new AtomicInteger();
    Team.common().run(2, i -> n.incrementAndGet());
    assertThat(n).hasValue(2);
  }

  @Test
  void severalCallersAtOnce() throws InterruptedException {
    Team.resize(3);
    AtomicInteger n = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread caller =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  Team.common().run(3, part -> n.incrementAndGet());
                }
              });
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(n).hasValue(4 * 500 * 3);
  }

  @Test
  void productsAndProgramsGiveTheSameBitsForAnyNumberOfThreads() {
    int[][] shapes = {
      {100, 400, 600},
      {100, 300, 900},
      {64, 256, 1000},
      {12, 480, 800},
      {300, 70, 1300},
      {1, 1200, 900},
      {1300, 1, 900}
    };
    SplittableRandom rng = new SplittableRandom(7);
    for (int[] s : shapes) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
        NdArray a = NdArray.randomNormal(rng, type, 0, 1, Shape.of(s[0], s[2]));
        NdArray b = NdArray.randomNormal(rng, type, 0, 1, Shape.of(s[2], s[1]));
        List<NdArray> results = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3, 8}) {
          Team.resize(threads);
          Program p =
              Program.gradients(
                  x -> x.get(0).matmul(x.get(1)).tanh().mul(x.get(0).sum(true, 1).sin()).sum(),
                  a,
                  b);
          p.run();
          results.add(
              Tensor.concat(
                      0,
                      Tensor.of(p.output(0)).reshape(1),
                      Tensor.of(p.output(1)).reshape(-1),
                      Tensor.of(p.output(2)).reshape(-1),
                      Tensor.of(a).matmul(Tensor.of(b)).reshape(-1))
                  .value());
        }
        assertThat(results).allSatisfy(r -> assertThat(r.equals(results.get(0))).isTrue());
      }
    }
  }

  /** Parts of one product are as wide as others are that take another way. */
  @Test
  void updatesGiveTheSameBitsForAnyNumberOfThreads() {
    int[][] shapes = {
      {1700, 130, 20},
      {2600, 150, 11},
      {400, 96, 128},
      {90, 250, 300},
      {13, 4000, 90},
      {90, 226, 64},
      {85, 256, 64}
    };
    SplittableRandom rng = new SplittableRandom(8);
    for (int[] s : shapes) {
      for (double alpha : new double[] {1, -0.1}) {
        for (boolean transposed : new boolean[] {true, false}) {
          double[] a = rng.doubles((long) s[0] * s[2], -1, 1).toArray();
          double[] b = rng.doubles((long) s[2] * s[1], -1, 1).toArray();
          double[] c = rng.doubles((long) s[0] * s[1], -1, 1).toArray();
          int ars = transposed ? 1 : s[2];
          int acs = transposed ? s[0] : 1;
          Set<Integer> parts = ConcurrentHashMap.newKeySet();
          MatMul product =
              new MatMul(
                  s[0],
                  s[1],
                  s[2],
                  ars,
                  acs,
                  s[1],
                  1,
                  true,
                  part -> {
                    parts.add(part);
                    return Epilogue.NONE;
                  });
          List<double[]> doubles = new ArrayList<>();
          List<float[]> floats = new ArrayList<>();
          for (int threads : new int[] {1, 2, 3, 8}) {
            Team.resize(threads);
            double[] d = c.clone();
            product.run(alpha, a, 0, b, 0, d, 0);
            doubles.add(d);
            float[] f = floats(c);
            product.run(alpha, floats(a), 0, floats(b), 0, f, 0);
            floats.add(f);
            assertThat(parts)
                .as("parts for %d threads", threads)
                .hasSizeGreaterThanOrEqualTo(Math.min(threads, 7));
          }
          assertThat(doubles).allSatisfy(d -> assertThat(d).isEqualTo(doubles.get(0)));
          assertThat(floats).allSatisfy(f -> assertThat(f).isEqualTo(floats.get(0)));
        }
      }
    }
  }

  private static float[] floats(double[] x) {
    float[] f = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      f[i] = (float) x[i];
    }
    return f;
  }
}
