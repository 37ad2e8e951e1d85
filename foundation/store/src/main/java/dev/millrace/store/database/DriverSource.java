package dev.millrace.store.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections as a data source, for migrating: it knows who asks, and needs not be told. */
final class DriverSource implements DataSource {
  private final Connecting connecting;

  DriverSource(Connecting connecting) {
    this.connecting = connecting;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connecting.connect();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is part of the database's URL");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("it writes no log");
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("the time is part of the database's URL");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("it writes no log");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("there is no " + type.getName() + " inside");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  /** Opens a connection. */
  interface Connecting {
    Connection connect() throws SQLException;
  }
}
