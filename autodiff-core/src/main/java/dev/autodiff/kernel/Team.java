package dev.autodiff.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed team of threads that share the parts of one computation. Its size is the number of
 * processors, or the system property {@code autodiff.threads}. The caller does part 0 itself. A
 * caller that finds the team at work for another, or that is one of its threads, does all parts
 * itself; so the team can be used from any number of threads.
 *
 * <p>Parts must be independent of each other and cut the same way whatever the size of the team, or
 * so that each result is computed by one part in the same order: then results do not depend on the
 * number of threads. Waiting threads spin for about 100 µs and then sleep; a part that its thread
 * has not begun when the caller is done with its own, the caller does as well. So a team whose
 * threads wake late, or get no processor, is hardly slower than the caller alone.
 */
public final class Team {
  /** About 100 µs: one that went to sleep between short steps would wake too late for each. */
  private static final int SPINS = 10_000;

  private static volatile Team common = new Team(configured());

  private final @Nullable Worker[] workers;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile @Nullable Thread caller;
  private volatile @Nullable Throwable failure;
  private boolean dismissed; // guarded by lock

  private Team(int threads) {
    this.workers = new Worker[threads - 1];
  }

  private static int configured() {
    int given = Integer.getInteger("autodiff.threads", Runtime.getRuntime().availableProcessors());
    if (given < 1) {
      throw new IllegalArgumentException("autodiff.threads must be at least 1, not " + given + ".");
    }
    return given;
  }

  /** Returns the team that kernels use. */
  public static Team common() {
    return common;
  }

  /**
   * Replaces the team by one of another size. Computations that have begun end with the old one.
   */
  public static void resize(int threads) {
    Team old = common;
    common = new Team(threads);
    old.dismiss();
  }

  /** Returns the number of threads, the caller among them. */
  public int threads() {
    return workers.length + 1;
  }

  /**
   * Runs {@code body} for 0 … parts − 1, at most {@link #threads} parts, and returns when all are
   * done.
   */
  public void run(int parts, IntConsumer body) {
    if (parts <= 1
        || Thread.currentThread() instanceof Worker
        || lock.isHeldByCurrentThread()
        || !lock.tryLock()) {
      alone(parts, body);
      return;
    }
    try {
      if (dismissed || parts > threads() || !recruit(parts)) {
        alone(parts, body);
        return;
      }
      failure = null;
      caller = Thread.currentThread();
      pending.set(parts - 1);
      for (int i = 1; i < parts; i++) {
        require(workers[i - 1]).give(body, i);
      }
      try {
        body.accept(0);
        for (int i = 1; i < parts; i++) {
          if (require(workers[i - 1]).withdraw()) {
            pending.decrementAndGet();
            body.accept(i);
          }
        }
      } finally {
        await();
      }
      Throwable f = failure;
      if (f instanceof RuntimeException e) {
        throw e;
      }
      if (f instanceof Error e) {
        throw e;
      }
    } finally {
      caller = null;
      lock.unlock();
    }
  }

  /** Returns where a part of {@code n} things begins if all parts are about as large. */
  public static int start(int part, int parts, int n) {
    return (int) ((long) n * part / parts);
  }

  private static void alone(int parts, IntConsumer body) {
    for (int i = 0; i < parts; i++) {
      body.accept(i);
    }
  }

  private void await() {
    boolean interrupted = false;
    for (int spins = 0; pending.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted(); // or parking would return at once from here on
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the threads that are missing; returns false if the system gives no more. */
  private boolean recruit(int parts) {
    for (int i = 0; i < parts - 1; i++) {
      if (workers[i] == null) {
        Worker w = new Worker(i + 1);
        try {
          w.start();
        } catch (OutOfMemoryError e) {
          return false;
        }
        workers[i] = w;
      }
    }
    return true;
  }

  private static Worker require(@Nullable Worker w) {
    if (w == null) {
      throw new AssertionError();
    }
    return w;
  }

  private void dismiss() {
    lock.lock();
    try {
      dismissed = true;
      for (Worker w : workers) {
        if (w != null) {
          w.goHome = true;
          LockSupport.unpark(w);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** One thread beside the caller. A daemon: it keeps no program alive. */
  private final class Worker extends Thread {
    private int part;
    private final AtomicReference<@Nullable IntConsumer> task = new AtomicReference<>();
    private volatile boolean asleep;
    private volatile boolean goHome;

    Worker(int part) {
      super(null, null, "autodiff-" + part, 0, false);
      setDaemon(true);
      setContextClassLoader(null); // or an application server could not unload the first caller
    }

    void give(IntConsumer body, int index) {
      part = index;
      task.set(body);
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    /** Takes the task back; returns false if it has begun. */
    boolean withdraw() {
      return task.getAndSet(null) != null;
    }

    @Override
    public void run() {
      while (!goHome) {
        IntConsumer body = next();
        if (body == null) {
          continue;
        }
        try {
          body.accept(part);
        } catch (Throwable t) {
          failure = t;
        }
        Thread waiting = caller;
        if (pending.decrementAndGet() == 0 && waiting != null) {
          LockSupport.unpark(waiting);
        }
      }
    }

    private @Nullable IntConsumer next() {
      for (int i = 0; i < SPINS; i++) {
        if (task.get() != null) {
          return task.getAndSet(null); // null if it was taken back
        }
        Thread.onSpinWait();
      }
      asleep = true;
      if (task.get() == null && !goHome) {
        LockSupport.park(this);
      }
      asleep = false;
      return task.getAndSet(null);
    }
  }
}
