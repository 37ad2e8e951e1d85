package dev.millrace.store.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Lets writers share fsyncs. One thread owns the writing session; it takes whatever writes are
 * waiting, runs them in one transaction in the order they came, commits once, and only then tells
 * every caller. While it waits for the disk the next group gathers, so that the more callers there
 * are, the more of them one fsync serves, and a lone caller waits for nobody.
 *
 * <p>Each member runs behind a savepoint: one that throws is undone alone. If the commit itself
 * fails, nothing of the group is kept and all its callers are told. (Group commit: DeWitt et al.,
 * "Implementation techniques for main memory database systems", SIGMOD 1984.)
 */
final class GroupCommit implements AutoCloseable {
  /** Bounds how long the first member of a group waits for the last. */
  private static final int LARGEST_GROUP = 512;

  /** How long a write that nobody waits for is kept back at most. */
  private static final Duration LINGER = Duration.ofMillis(20);

  private final Dialect dialect;
  private Session session;
  private final LinkedBlockingQueue<Member<?>> queue = new LinkedBlockingQueue<>();
  private final Member<?> last = new Member<>(_ -> true);
  private final Thread writer;
  private boolean closed;

  GroupCommit(Dialect dialect, Session session) {
    this.dialect = dialect;
    this.session = session;
    this.writer =
        Thread.ofPlatform().name("millrace-store").daemon().unstarted(this::writeUntilClosed);
    writer.start();
  }

  /** Runs the work in a transaction, and returns when what it wrote is on disk. */
  <T> T write(Function<? super Transaction, T> work) {
    if (Thread.currentThread() == writer) {
      throw new IllegalStateException("a write inside a write: use the transaction at hand");
    }
    Member<T> member = new Member<>(work);
    enqueue(member);
    return member.outcome();
  }

  /** Runs the work with the next group that somebody waits for, or alone after a moment. */
  void post(Function<? super Transaction, ?> work) {
    enqueue(Member.unawaited(work));
  }

  /** Finishes what was asked before, then ends. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(last);
    }
    last.outcome();
    session.close();
  }

  private synchronized void enqueue(Member<?> member) {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    queue.add(member);
  }

  private void writeUntilClosed() {
    List<Member<?>> group = new ArrayList<>();
    boolean open = true;
    while (open) {
      group.clear();
      queue.drainTo(group, LARGEST_GROUP);
      if (group.isEmpty()) {
        group.add(awaitMember());
      }
      awaitCaller(group);
      open = !group.contains(last);
      commit(group);
    }
  }

  private Member<?> awaitMember() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException _) {
        // Nobody has a reason to interrupt this thread, and a store that stopped writing without
        // being closed would leave its callers waiting for ever.
      }
    }
  }

  /**
   * If nobody waits for any of a group, the fsync can wait for somebody who does: often the next
   * write is under way already.
   */
  private void awaitCaller(List<Member<?>> group) {
    long end = System.nanoTime() + LINGER.toNanos();
    while (group.stream().noneMatch(Member::awaited) && System.nanoTime() < end) {
      try {
        Member<?> next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next != null) {
          group.add(next);
        }
      } catch (InterruptedException _) {
        // As above.
      }
    }
  }

  private void commit(List<Member<?>> group) {
    try {
      session = session.begin();
      for (Member<?> member : group) {
        member.attempt(session, dialect);
      }
      session.commit();
    } catch (RuntimeException | Error failure) {
      Throwable meaning =
          failure instanceof UncheckedSqlException sql ? dialect.explain(sql.reason()) : failure;
      session.abandon();
      group.forEach(member -> member.fail(meaning));
      return;
    }
    group.forEach(Member::tell);
  }
}
