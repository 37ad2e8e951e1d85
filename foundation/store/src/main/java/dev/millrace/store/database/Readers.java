package dev.millrace.store.database;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Reading sessions, opened as they are needed and kept for the next question. */
final class Readers implements AutoCloseable {
  /** Enough to keep the machine busy; more callers than this wait their turn. */
  private static final int MOST = Math.max(4, Runtime.getRuntime().availableProcessors());

  private final Dialect dialect;
  private final Clock clock;
  private final Semaphore places = new Semaphore(MOST, true);
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  Readers(Dialect dialect, Clock clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  <T> T read(Function<? super Sql, T> work) {
    places.acquireUninterruptibly();
    try {
      Session session = take();
      boolean sound = false;
      try {
        session = session.begin();
        T answer = work.apply(session);
        session.commit();
        sound = true;
        return answer;
      } finally {
        giveBack(session, sound);
      }
    } catch (UncheckedSqlException e) {
      throw dialect.explain(e.reason());
    } finally {
      places.release();
    }
  }

  /** Waits for questions under way. */
  @Override
  public void close() {
    places.acquireUninterruptibly(MOST);
    try {
      synchronized (idle) {
        closed = true;
        idle.forEach(Session::close);
        idle.clear();
      }
    } finally {
      places.release(MOST);
    }
  }

  private Session take() {
    synchronized (idle) {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      Session session = idle.poll();
      if (session != null) {
        return session;
      }
    }
    try {
      return new Session(dialect, Dialect.Access.READ, clock);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private void giveBack(Session session, boolean sound) {
    if (sound) {
      synchronized (idle) {
        idle.push(session);
      }
    } else {
      session.close();
    }
  }
}
