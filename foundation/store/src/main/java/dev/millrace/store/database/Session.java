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
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One connection with its prepared statements. Preparing costs more than running most of the
 * store's statements, so they are kept: all SQL is constant text, and there is little of it.
 */
final class Session implements Transaction, AutoCloseable {
  private static final int STATEMENTS_KEPT = 256;

  private final Dialect dialect;
  private final Connection connection;
  private final Clock clock;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

  Session(Dialect dialect, Dialect.Access access, Clock clock) throws SQLException {
    this.dialect = dialect;
    this.connection = dialect.connect(access);
    this.clock = clock;
  }

  void begin(Dialect.Access access) {
    execute(dialect.begin(access));
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
    try (ResultSet result = bound(sql, parameters).executeQuery()) {
      List<T> rows = new ArrayList<>();
      Row row = new Row(result);
      while (result.next()) {
        rows.add(reader.read(row));
      }
      return List.copyOf(rows);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
    try (ResultSet result = bound(sql, parameters).executeQuery()) {
      return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  public int execute(String sql, Object... parameters) {
    try {
      return bound(sql, parameters).executeUpdate();
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
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

  private PreparedStatement bound(String sql, Object[] parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
      forgetEldest();
    }
    for (int i = 0; i < parameters.length; i++) {
      bind(statement, i + 1, parameters[i]);
    }
    return statement;
  }

  private void forgetEldest() throws SQLException {
    if (statements.size() > STATEMENTS_KEPT) {
      var eldest = statements.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
  }

  private static void bind(PreparedStatement statement, int place, Object value)
      throws SQLException {
    switch (value) {
      case String text -> statement.setString(place, text);
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
}
