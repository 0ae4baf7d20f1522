package dev.autodiff.nn.train;

import dev.autodiff.array.NdArray;
import dev.autodiff.nn.data.DataSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The full batches of shuffled data sets, copied ahead of the steps that read them. The rows of a
 * batch lie anywhere in memory, and to fetch them takes a third as long as a small step; so another
 * thread fetches a group of batches while the steps read the group before. A group that no thread
 * has begun when it is needed, the caller copies.
 *
 * <p>Data sets are immutable, so any thread may read them. Nothing has to be closed: the thread is
 * one of the common pool and is engaged for one group at a time.
 */
final class Prefetch {
  /** Half of a usual second-level cache. */
  private static final int GROUP_BYTES = 1 << 20;

  /** Enough that the shortest steps take longer than to hand a group over. */
  private static final int MOST_BATCHES = 256;

  /** Smaller data sets stay in the caches, where their rows are soon found. */
  private static final long LARGE = 8L << 20;

  private final int batchSize;
  private final Executor executor;
  private List<Slot> current = new ArrayList<>(); // the group that is read
  private List<Slot> next = new ArrayList<>(); // the group that is written
  private @Nullable DataSet data;
  private int end; // of the current group: the example after its last
  private FutureTask<?> copying = new FutureTask<>(() -> {}, null); // to the next group

  /** Prepares room for two groups of so many batches. */
  Prefetch(DataSet like, int batchSize, int batches, Executor executor) {
    this.batchSize = batchSize;
    this.executor = executor;
    DataSet batch = like.slice(0, batchSize);
    for (int i = 0; i < batches; i++) {
      current.add(Slot.like(batch));
      next.add(Slot.like(batch));
    }
  }

  /**
   * Prepares to copy batches of a training set ahead, or returns null if that does not pay: for one
   * processor or {@code autodiff.threads}, a small data set, or batches larger than a group.
   */
  static @Nullable Prefetch of(DataSet train, int batchSize) {
    int threads =
        Integer.getInteger("autodiff.threads", Runtime.getRuntime().availableProcessors());
    if (threads == 1 || batchSize > train.size()) {
      return null;
    }
    long example = bytes(train.slice(0, 1).inputs()) + bytes(train.slice(0, 1).labels());
    long batches = Math.min(MOST_BATCHES, GROUP_BYTES / Math.max(1, example * batchSize));
    return batches == 0 || example * train.size() < LARGE
        ? null
        : new Prefetch(train, batchSize, (int) batches, ForkJoinPool.commonPool());
  }

  private static long bytes(NdArray x) {
    return (long) x.size() * x.dtype().bytes();
  }

  /**
   * Returns the batch that begins at an example. Batches are to be asked for in order, from that at
   * 0 on.
   */
  Slot batch(DataSet shuffled, int from) {
    if (shuffled != data) {
      await(); // may be busy with a data set that was not read to its end
      data = shuffled;
      end = 0;
      copy(shuffled, 0);
    }
    if (from == end) {
      await();
      List<Slot> free = current;
      current = next;
      next = free;
      end = from + current.size() * batchSize;
      copy(shuffled, end);
    }
    return current.get(current.size() - (end - from) / batchSize);
  }

  /** Has the group copied that begins at an example. */
  private void copy(DataSet shuffled, int first) {
    List<Slot> group = next;
    copying =
        new FutureTask<>(
            () -> {
              int full = Math.min(group.size(), (shuffled.size() - first) / batchSize);
              for (int i = 0; i < full; i++) {
                group.get(i).fill(shuffled, first + i * batchSize);
              }
            },
            null);
    executor.execute(copying);
  }

  private void await() {
    copying.run(); // does nothing if a thread has begun
    boolean interrupted = false;
    while (true) {
      try {
        copying.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // for the caller to see, who is not waiting long
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) e.getCause(); // a Runnable throws no others
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
