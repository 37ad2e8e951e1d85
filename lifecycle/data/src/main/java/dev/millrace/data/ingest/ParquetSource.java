package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * The rows of Parquet files as one table. DuckDB alone would take the columns of the first file for
 * those of all, and fill or convert what differs without a word; here a file that differs is an
 * error that names it.
 */
final class ParquetSource {

  private ParquetSource() {}

  /**
   * The table as SQL.
   *
   * @throws UserError naming the file that is empty, unreadable, or unlike the others
   */
  static SourceRows of(DuckDb database, List<Part> parts) throws SQLException, IOException {
    List<SourceFile> files = parts.stream().flatMap(part -> part.files().stream()).toList();
    SourceFile first = files.getFirst();
    SequencedMap<String, TableColumn> expected = columns(database, first);
    List<String> differences = new ArrayList<>();
    for (SourceFile file : files.subList(1, files.size())) {
      differences.addAll(differences(first, expected, file, columns(database, file)));
    }
    if (!differences.isEmpty()) {
      throw UserError.failure(String.join("; ", differences))
          .hint("write all files of the source alike, or narrow the source pattern");
    }
    String all = table(paths(files));
    String columns =
        database.columns(all).stream()
            .map(
                column ->
                    "CAST("
                        + Sql.name(column.name())
                        + " AS "
                        + column.type()
                        + ") AS "
                        + Sql.name(column.name()))
            .collect(Collectors.joining(", "));
    List<String> tables =
        parts.stream()
            .map(part -> "(SELECT " + columns + " FROM " + table(paths(part.files())) + ")")
            .toList();
    List<NumberedRows> numbered =
        files.stream()
            .map(
                file ->
                    NumberedRows.of(
                        file.name(),
                        "(SELECT " + columns + " FROM " + table(List.of(file.path())) + ")"))
            .toList();
    return new SourceRows(all, tables, false, 0, numbered);
  }

  /** The rows of some files by column name. */
  private static String table(List<Path> files) {
    return "read_parquet(" + Sql.sources(files) + ", union_by_name = true)";
  }

  /**
   * The file that cannot be read to its end, found by trying one after the other. For when reading
   * them together failed, which does not say.
   */
  static Optional<UserError> unreadable(DuckDb database, List<Part> parts) {
    for (Part part : parts) {
      for (SourceFile file : part.files()) {
        try {
          database.execute(
              "CREATE OR REPLACE TEMP TABLE probe AS SELECT * FROM " + table(List.of(file.path())));
        } catch (SQLException e) {
          return Optional.of(DuckDbErrors.unreadableParquet(file.path(), e));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> paths(List<SourceFile> files) {
    return files.stream().map(SourceFile::path).toList();
  }

  private static SequencedMap<String, TableColumn> columns(DuckDb database, SourceFile file)
      throws IOException {
    if (Files.size(file.path()) == 0) {
      throw UserError.failure(file.path() + " is empty (0 bytes)")
          .hint("write it again, or remove it if its span has no rows");
    }
    SequencedMap<String, TableColumn> columns = new LinkedHashMap<>();
    try {
      for (TableColumn column : database.columns(table(List.of(file.path())))) {
        columns.put(column.name(), column);
      }
    } catch (SQLException e) {
      throw DuckDbErrors.unreadableParquet(file.path(), e);
    }
    return columns;
  }

  private static List<String> differences(
      SourceFile first,
      SequencedMap<String, TableColumn> expected,
      SourceFile file,
      SequencedMap<String, TableColumn> found) {
    List<String> differences = new ArrayList<>();
    SequencedSet<String> names = new LinkedHashSet<>(expected.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      TableColumn before = expected.get(name);
      TableColumn now = found.get(name);
      if (now == null) {
        differences.add(missing(name, file, first));
      } else if (before == null) {
        differences.add(missing(name, first, file));
      } else if (!alike(before, now)) {
        differences.add(
            "column '"
                + name
                + "' is "
                + now.type()
                + " in "
                + file.path()
                + " and "
                + before.type()
                + " in "
                + first.path());
      }
    }
    return differences;
  }

  private static String missing(String name, SourceFile without, SourceFile with) {
    return "column '" + name + "' is missing in " + without.path() + " and there in " + with.path();
  }

  /** Integers and numbers may meet: then all are numbers. Any other difference is a mistake. */
  private static boolean alike(TableColumn one, TableColumn other) {
    if (numeric(one) && numeric(other)) {
      return true;
    }
    return one.dataType().isPresent()
        ? one.dataType().equals(other.dataType())
        : one.type().equals(other.type());
  }

  private static boolean numeric(TableColumn column) {
    return column
        .dataType()
        .filter(type -> type == DataType.INTEGER || type == DataType.NUMBER)
        .isPresent();
  }
}
