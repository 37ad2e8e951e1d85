package dev.millrace.store.database;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One caller's write in a group of writes, and what came of it. */
final class Member<T> {
  private final Function<? super Transaction, T> work;
  private final boolean awaited;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private @Nullable T result;
  private @Nullable Throwable failure;

  Member(Function<? super Transaction, T> work) {
    this(work, true);
  }

  private Member(Function<? super Transaction, T> work, boolean awaited) {
    this.work = work;
    this.awaited = awaited;
  }

  /** A write whose caller does not wait for what comes of it. */
  static <T> Member<T> unawaited(Function<? super Transaction, T> work) {
    return new Member<>(work, false);
  }

  boolean awaited() {
    return awaited;
  }

  /** Runs the work; what it wrote is undone if it throws. */
  void attempt(Session session, Dialect dialect) {
    session.savepoint();
    try {
      result = work.apply(session);
    } catch (RuntimeException | Error thrown) {
      undo(session, thrown);
      failure =
          thrown instanceof UncheckedSqlException sql ? dialect.explain(sql.reason()) : thrown;
    }
    session.release();
  }

  /** The group is on disk. */
  void tell() {
    if (failure == null) {
      outcome.complete(result);
    } else {
      outcome.completeExceptionally(failure);
    }
  }

  /** Nothing of the group was kept. */
  void fail(Throwable reason) {
    outcome.completeExceptionally(failure == null ? reason : failure);
  }

  /** Waits, also if interrupted: the caller must learn whether its write was kept. */
  T outcome() {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      throw asThrown(e);
    }
  }

  /**
   * Some errors, a full disk among them, end the whole transaction; then there is no savepoint to
   * go back to, and the group fails for the reason that ended it.
   */
  private static void undo(Session session, Throwable thrown) {
    try {
      session.undo();
    } catch (UncheckedSqlException gone) {
      thrown.addSuppressed(gone);
      throw thrown instanceof UncheckedSqlException sql ? sql : gone;
    }
  }

  /** The failure itself, with the caller's own trace beside that of the thread that wrote. */
  private static RuntimeException asThrown(CompletionException e) {
    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
    cause.addSuppressed(new Throwable("written for"));
    return switch (cause) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      default -> e;
    };
  }
}
