package dev.millrace.data.examples;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads examples, or transformed examples, in the order they were written. DuckDB decodes on all
 * its threads; batches arrive on the calling one.
 */
public final class ExamplesReader implements AutoCloseable {

  /** Rows of every batch but a split's last. */
  public static final int BATCH_ROWS = 1 << 15;

  private final Artifact examples;
  private final DuckDb database;
  private final SequencedMap<String, Long> rows;
  private final SequencedMap<String, TableColumn> columns;

  private ExamplesReader(Artifact examples, DuckDb database) throws SQLException {
    this.examples = examples;
    this.database = database;
    rows = Splits.rows(examples);
    columns = new LinkedHashMap<>();
    for (TableColumn column : database.columns(table(rows.firstEntry().getKey()))) {
      columns.put(column.name(), column);
    }
  }

  /**
   * @param examples with at least one split
   * @param workDirectory for what does not fit in memory
   */
  public static ExamplesReader open(Artifact examples, Path workDirectory, int threads)
      throws SQLException, IOException {
    DuckDb database = DuckDb.open(workDirectory, threads);
    try {
      return new ExamplesReader(
          examples, database.confine(List.of(), List.of(examples.directory())));
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Rows by split, {@code train} first. */
  public SequencedMap<String, Long> rows() {
    return new LinkedHashMap<>(rows);
  }

  /**
   * Rows of one split.
   *
   * @throws UserError if the examples have no such split
   */
  public long rows(String split) {
    return Splits.rows(examples, split);
  }

  /** Types by column, in the order of the file. */
  public SequencedMap<String, DataType> columns() {
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    columns.values().forEach(column -> types.put(column.name(), column.requiredType()));
    return types;
  }

  /** Reads all columns of a split. */
  public void read(String split, BatchConsumer consumer) throws SQLException, InterruptedException {
    read(split, columns(), consumer);
  }

  /**
   * Reads some columns of a split, each as its own type.
   *
   * @throws UserError if the examples have no such split or column
   */
  public void read(String split, List<String> names, BatchConsumer consumer)
      throws SQLException, InterruptedException {
    SequencedMap<String, DataType> wanted = new LinkedHashMap<>();
    for (String name : names) {
      wanted.put(name, column(name).requiredType());
    }
    read(split, wanted, consumer);
  }

  /**
   * Reads some columns of a split, each as its own type, and whether each row meets conditions.
   *
   * @param conditions in SQL over all columns of the examples, by the name of the column of
   *     booleans to give; a row of which one is neither true nor false does not meet it
   * @throws UserError if the examples have no such split or column, or a condition is wrong
   */
  public void read(
      String split,
      List<String> names,
      SequencedMap<String, String> conditions,
      BatchConsumer consumer)
      throws SQLException, InterruptedException {
    long expected = rows(split);
    List<ColumnReader> readers = new ArrayList<>();
    for (String name : names) {
      readers.add(reader(split, name, column(name).requiredType()));
    }
    for (var condition : conditions.entrySet()) {
      String sql = "((\n" + condition.getValue() + "\n) IS TRUE)";
      try {
        database.count("SELECT count(*) FILTER (" + sql + ") FROM " + table(split));
      } catch (SQLException e) {
        throw UserError.usage(condition.getKey() + ": " + DuckDbErrors.reason(e))
            .hint("a condition over the columns " + columns.keySet())
            .causedBy(e);
      }
      readers.add(new ColumnReader.OfBooleans(condition.getKey(), sql));
    }
    read(split, readers, new BatchAssembler(readers, expected, consumer));
  }

  private void read(String split, List<ColumnReader> readers, BatchAssembler assembler)
      throws SQLException, InterruptedException {
    String list = String.join(", ", readers.stream().map(ColumnReader::sql).toList());
    database.chunks("SELECT " + list + " FROM " + table(split), assembler::add);
    assembler.finish();
  }

  /**
   * Reads some columns of a split.
   *
   * @param wanted by name, with the type to read it as: its own, or NUMBER for integers
   * @throws UserError if the examples have no such split or column, or it is of another type
   */
  public void read(String split, SequencedMap<String, DataType> wanted, BatchConsumer consumer)
      throws SQLException, InterruptedException {
    long expected = rows(split);
    List<ColumnReader> readers = new ArrayList<>();
    for (var column : wanted.entrySet()) {
      readers.add(reader(split, column.getKey(), column.getValue()));
    }
    read(split, readers, new BatchAssembler(readers, expected, consumer));
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }

  private ColumnReader reader(String split, String name, DataType wanted) throws SQLException {
    DataType stored = column(name).requiredType();
    boolean widened = stored == DataType.INTEGER && wanted == DataType.NUMBER;
    if (stored != wanted && !widened) {
      throw UserError.failure(
          "column '" + name + "' is " + stored.text() + ", expected " + wanted.text());
    }
    return switch (wanted) {
      case BOOLEAN -> new ColumnReader.OfBooleans(name);
      case INTEGER, TIMESTAMP -> new ColumnReader.OfLongs(name, wanted);
      case NUMBER -> new ColumnReader.OfDoubles(name);
      case STRING -> StringDictionary.of(database, table(split), name);
    };
  }

  private TableColumn column(String name) {
    TableColumn column = columns.get(name);
    if (column == null) {
      throw UserError.failure("the examples have no column '" + name + "'")
          .hint(Suggestion.remedy(name, columns.keySet()));
    }
    return column;
  }

  private String table(String split) {
    return "read_parquet(" + Sql.sources(Splits.shards(examples, split)) + ")";
  }
}
