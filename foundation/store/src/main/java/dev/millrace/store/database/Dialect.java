package dev.millrace.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * All that differs between database products. The SQL of the tables' classes keeps to what SQLite
 * and PostgreSQL both understand.
 */
interface Dialect {
  /**
   * A connection on which transactions are begun by {@link #begin}; a reading one refuses changes.
   */
  Connection connect(Access access) throws SQLException;

  /** What begins a transaction. Writing ones exclude each other, also those of other processes. */
  String begin(Access access);

  /** For migrating: in automatic commit mode. */
  DataSource migrationSource();

  /** What the migrations' {@code ${…}} stand for. */
  Map<String, String> placeholders();

  /** True if the error says that a table does not exist. */
  boolean missingTable(SQLException error);

  /** True if the error says that the connection is gone, and another may be had. */
  boolean lost(SQLException error);

  /** What an error means to a person, or the bug it is. */
  RuntimeException explain(SQLException error);

  enum Access {
    READ,
    WRITE
  }
}
