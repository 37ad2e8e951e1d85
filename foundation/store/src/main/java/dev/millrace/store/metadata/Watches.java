package dev.millrace.store.metadata;

import dev.millrace.store.MetadataStore.Token;
import dev.millrace.store.TriggerStore.Watch;
import dev.millrace.store.TriggerStore.WatchLost;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who looks at an environment's triggers, fenced as {@link Leases} are. */
final class Watches {
  private final Clock machine;

  /**
   * @param machine real time, which several processes share
   */
  Watches(Clock machine) {
    this.machine = machine;
  }

  Optional<Watch> take(Transaction sql, String environment, String holder, Duration duration) {
    Instant now = machine.instant();
    Optional<Held> held = held(sql, environment);
    if (held.isPresent() && held.get().standsAgainst(holder, now)) {
      return Optional.empty();
    }
    Token token = new Token(held.map(h -> h.token().value()).orElse(0L) + 1);
    sql.execute(
        """
        INSERT INTO watch (environment, token, holder, expires_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (environment) DO UPDATE
        SET token = excluded.token, holder = excluded.holder, expires_at = excluded.expires_at
        """,
        environment,
        token.value(),
        holder,
        now.plus(duration));
    return Optional.of(new Watch(environment, token));
  }

  void renew(Transaction sql, Watch watch, Duration duration) {
    check(sql, watch);
    sql.execute(
        "UPDATE watch SET expires_at = ? WHERE environment = ?",
        machine.instant().plus(duration),
        watch.environment());
  }

  static void release(Transaction sql, Watch watch) {
    if (holds(sql, watch)) {
      free(sql, watch.environment());
    }
  }

  Optional<String> holder(Sql sql, String environment) {
    Instant now = machine.instant();
    return held(sql, environment).filter(held -> held.expires().isAfter(now)).flatMap(Held::holder);
  }

  static void breakHeld(Transaction sql, String environment, String holder) {
    if (held(sql, environment).flatMap(Held::holder).filter(holder::equals).isPresent()) {
      free(sql, environment);
    }
  }

  /** Throws unless the token is the newest of its environment and was not given back. */
  static void check(Sql sql, Watch watch) {
    if (!holds(sql, watch)) {
      throw new WatchLost(watch.environment());
    }
  }

  private static boolean holds(Sql sql, Watch watch) {
    return held(sql, watch.environment())
        .filter(held -> held.holder().isPresent() && held.token().equals(watch.token()))
        .isPresent();
  }

  /** The row stays, so that the next token is larger. */
  private static void free(Transaction sql, String environment) {
    sql.execute("UPDATE watch SET holder = NULL WHERE environment = ?", environment);
  }

  private static Optional<Held> held(Sql sql, String environment) {
    return sql.first(
        "SELECT token, holder, expires_at FROM watch WHERE environment = ?",
        row ->
            new Held(
                new Token(row.number("token")),
                row.optionalText("holder"),
                row.instant("expires_at")),
        environment);
  }

  private record Held(Token token, Optional<String> holder, Instant expires) {
    boolean standsAgainst(String asking, Instant now) {
      return holder.isPresent() && !holder.get().equals(asking) && expires.isAfter(now);
    }
  }
}
