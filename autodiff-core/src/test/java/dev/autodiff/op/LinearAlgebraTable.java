package dev.autodiff.op;

import static dev.autodiff.op.Domain.REAL;

import dev.autodiff.op.Operation.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of {@link LinearAlgebra}: the matrix product for every pair of ranks up to 4. */
final class LinearAlgebraTable {
  private LinearAlgebraTable() {}

  static List<Operation> operations() {
    List<Operation> r = new ArrayList<>();
    for (int a = 1; a <= 4; a++) {
      for (int b = 1; b <= 4; b++) {
        int rankOfA = a;
        int rankOfB = b;
        r.add(Operation.of("matmul(T)", a + "·" + b, draw -> matmul(draw, rankOfA, rankOfB)));
      }
    }
    r.add(Operation.of("outer(T)", LinearAlgebraTable::outer));
    return r;
  }

  private static Case matmul(Draw draw, int rankOfA, int rankOfB) {
    int m = draw.length();
    int k = draw.length();
    int n = draw.length();
    int[] batch = {1 + draw.below(3), draw.below(8) == 0 ? 0 : 1 + draw.below(3)};
    int[] shapeOfA = rankOfA == 1 ? new int[] {k} : stack(draw, batch, rankOfA, m, k);
    int[] shapeOfB = rankOfB == 1 ? new int[] {k} : stack(draw, batch, rankOfB, k, n);
    int[] batchA = Arrays.copyOf(shapeOfA, Math.max(0, rankOfA - 2));
    int[] batchB = Arrays.copyOf(shapeOfB, Math.max(0, rankOfB - 2));
    int[] result = Ref.broadcast(batchA, batchB);
    int stacked = result.length;
    result = rankOfA > 1 ? Ref.join(result, m) : result;
    result = rankOfB > 1 ? Ref.join(result, n) : result;
    return Case.of(
            List.of(draw.reals(shapeOfA, REAL), draw.reals(shapeOfB, REAL)),
            in -> in.get(0).matmul(in.get(1)),
            result,
            (index, in) -> {
              int[] which = Arrays.copyOf(index, stacked);
              double s = 0;
              for (int p = 0; p < k; p++) {
                int[] row = rankOfA == 1 ? new int[] {p} : Ref.join(which, index[stacked], p);
                int[] column =
                    rankOfB == 1 ? new int[] {p} : Ref.join(which, p, index[index.length - 1]);
                s += in[0].spread(row) * in[1].spread(column);
              }
              return s;
            })
        .summing();
  }

  /** A matrix behind the last of the leading axes, some of which become 1 and so broadcast. */
  private static int[] stack(Draw draw, int[] batch, int rank, int rows, int columns) {
    int[] lead = Arrays.copyOfRange(batch, batch.length - (rank - 2), batch.length);
    for (int i = 0; i < lead.length; i++) {
      lead[i] = draw.below(4) == 0 ? 1 : lead[i];
    }
    return Ref.join(lead, rows, columns);
  }

  private static Case outer(Draw draw) {
    Ref u = draw.reals(new int[] {draw.length()}, REAL);
    Ref v = draw.reals(new int[] {draw.length()}, REAL);
    return Case.of(
        List.of(u, v),
        in -> in.get(0).outer(in.get(1)),
        new int[] {u.size(), v.size()},
        (i, in) -> in[0].at(i[0]) * in[1].at(i[1]));
  }
}
