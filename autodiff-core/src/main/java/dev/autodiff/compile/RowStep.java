package dev.autodiff.compile;

import dev.autodiff.kernel.Team;
import java.util.function.IntConsumer;

/**
 * A step that treats rows independently of each other; many rows are shared by the team of threads.
 */
final class RowStep implements Step, IntConsumer {
  private static final int SHARED = 1 << 15;

  /** The computation of rows {@code from} to {@code to} − 1. */
  interface Rows {
    void run(int from, int to);
  }

  private final int rows;
  private final boolean large;
  private final Rows body;
  private int parts;

  RowStep(int rows, int length, Rows body) {
    this.rows = rows;
    this.large = (long) rows * length >= SHARED;
    this.body = body;
  }

  @Override
  public void run() {
    Team team = Team.common();
    parts = large ? Math.min(team.threads(), rows) : 1;
    team.run(parts, this);
  }

  @Override
  public void accept(int part) {
    body.run(Team.start(part, parts, rows), Team.start(part + 1, parts, rows));
  }
}
