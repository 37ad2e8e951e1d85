package dev.millrace.store.database;

import java.sql.SQLException;

/** Carries an {@link SQLException} out of a lambda, to where the dialect can say what it means. */
final class UncheckedSqlException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final SQLException reason;

  UncheckedSqlException(SQLException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  SQLException reason() {
    return reason;
  }
}
