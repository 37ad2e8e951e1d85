package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
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

/**
 * The rows of all source files as one table. DuckDB alone would take the columns of the first file
 * for those of all, and fill or convert what differs without a word; here a file that differs is an
 * error that names it.
 */
final class SourceTable {

  private SourceTable() {}

  /**
   * The table as SQL, to stand after {@code FROM}.
   *
   * @throws UserError naming the file that is empty, unreadable, or unlike the others
   */
  static String of(DuckDb database, List<SourceFile> files) throws SQLException, IOException {
    SourceFile first = files.getFirst();
    FileFormat format = FileFormat.of(first);
    SequencedMap<String, TableColumn> expected = columns(database, first);
    List<String> differences = new ArrayList<>();
    for (SourceFile file : files.subList(1, files.size())) {
      if (FileFormat.of(file) == format) {
        differences.addAll(differences(first, expected, file, columns(database, file)));
      } else {
        differences.add("the formats of " + first.path() + " and " + file.path() + " differ");
      }
    }
    if (!differences.isEmpty()) {
      throw UserError.failure(String.join("; ", differences))
          .hint("write all files of the source alike, or narrow the source pattern");
    }
    return format.table(paths(files));
  }

  /**
   * The file that cannot be read to its end, found by trying one after the other. For when reading
   * them together failed, which does not say.
   */
  static Optional<UserError> unreadable(DuckDb database, List<SourceFile> files) {
    for (SourceFile file : files) {
      try {
        String table = FileFormat.of(file).table(List.of(file.path()));
        database.execute("CREATE OR REPLACE TEMP TABLE probe AS SELECT * FROM " + table);
      } catch (SQLException e) {
        return Optional.of(unreadable(file, e));
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
      for (TableColumn column : database.columns(FileFormat.of(file).table(List.of(file.path())))) {
        columns.put(column.name(), column);
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
    return columns;
  }

  private static UserError unreadable(SourceFile file, SQLException error) {
    return UserError.failure(
            file.path()
                + " cannot be read as "
                + FileFormat.of(file).label()
                + ": "
                + DuckDbErrors.reason(error))
        .hint("the file is damaged or not what its name says; write it again from its origin")
        .causedBy(error);
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
