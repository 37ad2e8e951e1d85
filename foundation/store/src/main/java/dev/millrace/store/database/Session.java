package dev.millrace.store.database;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.MetadataStore.NewEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * One connection with its prepared statements. Preparing costs more than running most of the
 * store's statements, so they are kept: all SQL is constant text, and there is little of it.
 */
final class Session implements Transaction, AutoCloseable {
  private static final int STATEMENTS_KEPT = 256;

  private final Dialect dialect;
  private final Dialect.Access access;
  private final Connection connection;
  private final Clock clock;
  private final SequencedMap<String, PreparedStatement> statements = new LinkedHashMap<>();

  Session(Dialect dialect, Dialect.Access access, Clock clock) throws SQLException {
    this.dialect = dialect;
    this.access = access;
    this.connection = dialect.connect(access);
    this.clock = clock;
  }

  /**
   * Begins a transaction, on another session if the connection of this one was lost while it was
   * not used: a server may have been restarted. Then this one is closed.
   *
   * @return the session that the transaction is on
   */
  Session begin() {
    try {
      run(dialect.begin(access));
      return this;
    } catch (UncheckedSqlException e) {
      if (!dialect.lost(e.reason())) {
        throw e;
      }
    }
    close();
    try {
      Session fresh = new Session(dialect, access, clock);
      fresh.run(dialect.begin(access));
      return fresh;
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  void commit() {
    execute("COMMIT");
  }

  /** Ends a transaction that failed; there may be none left to end. */
  void abandon() {
    try {
      execute("ROLLBACK");
    } catch (UncheckedSqlException _) {
      // The database has rolled back by itself, or is out of reach: then it does so when it is
      // opened again.
      return;
    }
  }

  void savepoint() {
    execute("SAVEPOINT member");
  }

  /** Back to the savepoint, which stays. */
  void undo() {
    execute("ROLLBACK TO SAVEPOINT member");
  }

  void release() {
    execute("RELEASE SAVEPOINT member");
  }

  @Override
  public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
    List<T> rows = new ArrayList<>();
    each(sql, row -> rows.add(reader.read(row)), parameters);
    return List.copyOf(rows);
  }

  @Override
  public void each(String sql, Consumer<? super Row> reader, Object... parameters) {
    running(
        sql,
        statement -> {
          bind(statement, parameters);
          try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
              reader.accept(row);
            }
            return true;
          }
        });
  }

  @Override
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
    return running(
        sql,
        statement -> {
          bind(statement, parameters);
          try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
          }
        });
  }

  @Override
  public int execute(String sql, Object... parameters) {
    return running(
        sql,
        statement -> {
          bind(statement, parameters);
          return statement.executeUpdate();
        });
  }

  @Override
  public void event(NewEvent event) {
    execute(
        """
        INSERT INTO event (kind, subject, actor, event_time, recorded_at, data)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        event.kind(),
        event.subject(),
        event.actor(),
        event.eventTime(),
        now(),
        event.data());
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw dialect.explain(e);
    }
  }

  /** Runs what may be several statements, and has no result that matters. */
  private void run(String sql) {
    running(sql, PreparedStatement::execute);
  }

  /**
   * Runs a kept statement. While it runs it is not among the kept, so that a reader of rows may ask
   * the same again; and one that fails does not come back, since the driver may have closed it.
   */
  private <T> T running(String sql, Use<T> use) {
    PreparedStatement statement = statements.remove(sql);
    try {
      if (statement == null) {
        statement = connection.prepareStatement(sql);
      }
      T result = use.of(statement);
      keep(sql, statement);
      statement = null;
      return result;
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    } finally {
      if (statement != null) {
        closeQuietly(statement);
      }
    }
  }

  private void keep(String sql, PreparedStatement statement) {
    PreparedStatement twin = statements.put(sql, statement);
    if (twin != null) {
      closeQuietly(twin);
    }
    if (statements.size() > STATEMENTS_KEPT) {
      closeQuietly(statements.pollFirstEntry().getValue());
    }
  }

  private static void closeQuietly(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException _) {
      // It is not used again, and what it holds goes with the connection.
      return;
    }
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      bind(statement, i + 1, parameters[i]);
    }
  }

  private static void bind(PreparedStatement statement, int place, Object value)
      throws SQLException {
    switch (value) {
      // PostgreSQL keeps no NUL in a text; JSON has it as an escape.
      case String text -> statement.setString(place, text.replace('\0', '\uFFFD'));
      case Long number -> statement.setLong(place, number);
      case Integer number -> statement.setInt(place, number);
      case Double number -> statement.setDouble(place, number);
      case Boolean truth -> statement.setInt(place, truth ? 1 : 0);
      case Id id -> statement.setString(place, id.hex());
      case Digest digest -> statement.setString(place, digest.hex());
      case Instant instant -> statement.setLong(place, Times.micros(instant));
      case JsonNode tree -> statement.setString(place, tree.toString());
      case Enum<?> constant -> statement.setString(place, constant.name());
      case Optional<?> optional when optional.isPresent() -> bind(statement, place, optional.get());
      case Optional<?> _ -> statement.setNull(place, Types.NULL);
      default ->
          throw new IllegalArgumentException("no column keeps a " + value.getClass().getName());
    }
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
