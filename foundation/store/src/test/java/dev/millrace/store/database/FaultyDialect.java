package dev.millrace.store.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database in which a chosen statement fails: before it is done, or after, unheard. */
final class FaultyDialect implements Dialect {
  private final Dialect real;
  private final Supplier<SQLException> failure;
  private final AtomicInteger statements = new AtomicInteger();
  private volatile int failing = Integer.MAX_VALUE;
  private volatile boolean afterwards;

  FaultyDialect(Dialect real, Supplier<SQLException> failure) {
    this.real = real;
    this.failure = failure;
  }

  /** Counts statements from the first; none fails. */
  void clear() {
    failAt(Integer.MAX_VALUE, false);
  }

  /**
   * Counts statements from the first, and lets one fail.
   *
   * @param unheard true if it is done, and only its answer is lost
   */
  void failAt(int statement, boolean unheard) {
    failing = statement;
    afterwards = unheard;
    statements.set(0);
  }

  int statements() {
    return statements.get();
  }

  @Override
  public Connection connect(Access access) throws SQLException {
    Connection connection = real.connect(access);
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              Object result = invoke(connection, method, arguments);
              return result instanceof PreparedStatement statement
                  ? faulty(connection, statement)
                  : result;
            });
  }

  private PreparedStatement faulty(Connection connection, PreparedStatement statement) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (_, method, arguments) -> {
              boolean fails =
                  method.getName().startsWith("execute") && statements.incrementAndGet() == failing;
              if (fails && !afterwards) {
                throw fail(connection);
              }
              Object result = invoke(statement, method, arguments);
              if (fails) {
                throw fail(connection);
              }
              return result;
            });
  }

  private SQLException fail(Connection connection) throws SQLException {
    SQLException thrown = failure.get();
    if (real.lost(thrown)) {
      connection.close();
    }
    return thrown;
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  @Override
  public String begin(Access access) {
    return real.begin(access);
  }

  @Override
  public DataSource migrationSource() {
    return real.migrationSource();
  }

  @Override
  public Map<String, String> placeholders() {
    return real.placeholders();
  }

  @Override
  public boolean missingTable(SQLException error) {
    return real.missingTable(error);
  }

  @Override
  public boolean lost(SQLException error) {
    return real.lost(error);
  }

  @Override
  public RuntimeException explain(SQLException error) {
    return real.explain(error);
  }
}
