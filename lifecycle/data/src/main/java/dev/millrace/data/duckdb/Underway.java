package dev.millrace.data.duckdb;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A statement under way, which ends when the thread that waits for it is interrupted. A thread
 * inside a native call does not notice that by itself.
 *
 * <p>The JDK has one public means to be called when a thread is interrupted: what its channels use.
 * Whoever interrupts closes the "channel", and closing it cancels the statement. One that has not
 * begun yet when it is cancelled runs on; the moment for that is shorter than a microsecond.
 */
public final class Underway extends AbstractInterruptibleChannel {

  private final Statement statement;

  public Underway(Statement statement) {
    this.statement = statement;
  }

  /** What runs the statement. */
  public interface Work<T> {
    T run() throws SQLException;
  }

  /**
   * Runs the statement, on the calling thread.
   *
   * @throws SQLException also if the thread is interrupted, which then still has that status
   */
  public <T> T run(Work<T> work) throws SQLException {
    begin();
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new SQLException("interrupted before it began");
      }
      return work.run();
    } finally {
      finish();
    }
  }

  private void finish() {
    try {
      end(true);
    } catch (AsynchronousCloseException _) {
      // Whether the statement was in time is for its result to say; the thread keeps its status.
    }
  }

  @Override
  protected void implCloseChannel() {
    try {
      statement.cancel();
    } catch (SQLException _) {
      // It is closed: there is nothing left to cancel.
    }
  }
}
