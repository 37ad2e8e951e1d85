package dev.millrace.data.ingest;

import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.rows.CleanTable;
import dev.millrace.data.rows.ColumnType;
import dev.millrace.data.rows.CsvFile;
import dev.millrace.data.rows.Dialect;
import dev.millrace.data.rows.FileFormat;
import dev.millrace.data.rows.JsonLinesFile;
import dev.millrace.data.rows.Rejects;
import dev.millrace.data.rows.TextFile;
import dev.millrace.data.rows.TextFiles;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The rows of CSV files or JSON lines, loaded as one table. What the columns are follows from the
 * values of all files together.
 *
 * @param scratch where files may be written anew, so that the database can read them
 */
record TextSource(Dialect dialect, Map<String, DataType> declared, Path scratch, TaskContext task) {

  /**
   * Loads the rows.
   *
   * @param rejects takes those that cannot be kept
   * @throws UserError if a file cannot be understood, or has other columns than the first
   */
  SourceRows load(DuckDb database, List<Part> parts, Rejects rejects)
      throws SQLException, IOException, InterruptedException {
    List<List<TextFile>> files = new ArrayList<>();
    for (Part part : parts) {
      List<TextFile> read = new ArrayList<>();
      for (SourceFile file : part.files()) {
        read.add(read(file));
      }
      files.add(read);
    }
    TextFiles all = new TextFiles(files.stream().flatMap(List::stream).toList());
    SequencedMap<String, ColumnType> types = all.types(declared);
    all.all().stream().map(TextFile::layoutText).distinct().forEach(task::log);
    all.census().notes(declared).forEach(task::log);
    LoadedTable table = LoadedTable.create(database, types, scratch);
    for (int part = 0; part < files.size(); part++) {
      for (TextFile file : files.get(part)) {
        // Should the database count other rows than we did, or refuse the file, it is cleaned.
        Optional<CleanTable> direct = file.direct(types);
        if (direct.isEmpty() || !table.insertWhole(part, direct.get())) {
          table.insertClean(part, target -> file.clean(types, target, rejects));
        }
      }
    }
    return table.rows(files.size(), rejects.count());
  }

  /** What is said of how to read is an error where nothing heeds it. */
  void requireOfUse(FileFormat format) {
    if (format == FileFormat.PARQUET && !declared.isEmpty()) {
      throw UserError.usage(
              "types are of CSV and JSON lines; Parquet files have types of their own")
          .hint("convert columns in select: SELECT * REPLACE (CAST(x AS DOUBLE) AS x) FROM source");
    }
    if (format != FileFormat.CSV) {
      requireNoDialect();
    }
  }

  void requireNoDialect() {
    if (!dialect.equals(Dialect.FOUND)) {
      throw UserError.usage("the dialect is of CSV, and the source is none")
          .hint("remove dialect, or name .csv or .tsv files");
    }
  }

  private TextFile read(SourceFile file) throws IOException, InterruptedException {
    if (Files.size(file.path()) == 0) {
      throw UserError.failure(file.path() + " is empty (0 bytes)")
          .hint("write it again, or remove it if its span has no rows");
    }
    return switch (FileFormat.of(file.path())) {
      case JSON_LINES -> JsonLinesFile.read(file.path(), file.name());
      case CSV -> CsvFile.read(file.path(), file.name(), dialect, task.threads());
      case PARQUET -> throw new IllegalArgumentException(file + " is no text");
    };
  }
}
