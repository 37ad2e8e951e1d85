package dev.millrace.store.metadata;

import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.Lease;
import dev.millrace.store.MetadataStore.LeaseLost;
import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may write to a run. Each acquisition counts the run's token up by one, and every write to the
 * run presents its token: a holder that was paused, lost its lease and wakes up again is refused by
 * the database itself, whatever it believes. (Fencing tokens: Kleppmann, "How to do distributed
 * locking", 2016.)
 */
final class Leases {
  private final Clock machine;

  /**
   * @param machine real time, which several processes share
   */
  Leases(Clock machine) {
    this.machine = machine;
  }

  Optional<Token> acquire(Transaction sql, Id run, String holder, Duration duration) {
    Instant now = machine.instant();
    Optional<Held> held = held(sql, run);
    if (held.isPresent() && held.get().standsAgainst(holder, now)) {
      return Optional.empty();
    }
    Token token = new Token(held.map(h -> h.token().value()).orElse(0L) + 1);
    sql.execute(
        """
        INSERT INTO lease (run_id, token, holder, acquired_at, expires_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (run_id) DO UPDATE
        SET token = excluded.token, holder = excluded.holder,
          acquired_at = excluded.acquired_at, expires_at = excluded.expires_at
        """,
        run,
        token.value(),
        holder,
        now,
        now.plus(duration));
    return Optional.of(token);
  }

  void renew(Transaction sql, Id run, Token token, Duration duration) {
    check(sql, run, token);
    sql.execute(
        "UPDATE lease SET expires_at = ? WHERE run_id = ?", machine.instant().plus(duration), run);
  }

  void release(Transaction sql, Id run, Token token) {
    check(sql, run, token);
    free(sql, run);
  }

  Optional<Lease> standing(Sql sql, Id run) {
    Instant now = machine.instant();
    return held(sql, run)
        .filter(held -> held.holder().isPresent() && held.expires().isAfter(now))
        .map(held -> new Lease(run, held.holder().orElseThrow(), held.token(), held.expires()));
  }

  void breakHeld(Transaction sql, Id run, String holder) {
    if (held(sql, run).flatMap(Held::holder).filter(holder::equals).isPresent()) {
      free(sql, run);
    }
  }

  /** Throws unless the token is the newest of its run and was not given back. */
  void check(Sql sql, Id run, Token token) {
    boolean holds =
        held(sql, run)
            .filter(held -> held.holder().isPresent() && held.token().equals(token))
            .isPresent();
    if (!holds) {
      throw new LeaseLost(run);
    }
  }

  /** The row stays, so that the next token is larger. */
  private static void free(Transaction sql, Id run) {
    sql.execute("UPDATE lease SET holder = NULL WHERE run_id = ?", run);
  }

  private static Optional<Held> held(Sql sql, Id run) {
    return sql.first(
        "SELECT token, holder, expires_at FROM lease WHERE run_id = ?",
        row ->
            new Held(
                new Token(row.number("token")),
                row.optionalText("holder"),
                row.instant("expires_at")),
        run);
  }

  private record Held(Token token, Optional<String> holder, Instant expires) {
    /** A holder may take its own lease again: it then has a new token and loses the old one. */
    boolean standsAgainst(String asking, Instant now) {
      return holder.isPresent() && !holder.get().equals(asking) && expires.isAfter(now);
    }
  }
}
