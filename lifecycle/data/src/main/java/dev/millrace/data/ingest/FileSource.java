package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.rows.FileFormat;
import dev.millrace.data.rows.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Files.
 *
 * @param before what they held when reading began
 * @param reader how to read them, if they are text
 * @param rejects takes the rows that cannot be kept
 */
record FileSource(
    Selection selection, List<Part> parts, Fingerprint before, TextSource reader, Rejects rejects)
    implements Source {

  @Override
  public String text() {
    return selection.files().size() + " files, " + selection.spans().size() + " spans";
  }

  @Override
  public List<Span> spans() {
    return selection.spans();
  }

  @Override
  public LocalDateTime cutoff() {
    return selection.cutoff();
  }

  @Override
  public String fingerprint() {
    return before.text(selection.spans());
  }

  @Override
  public List<Path> files() {
    return selection.files().stream().map(SourceFile::path).toList();
  }

  @Override
  public SourceRows load(DuckDb database) throws SQLException, IOException, InterruptedException {
    FileFormat format = FileFormat.ofAll(files());
    reader.requireOfUse(format);
    return switch (format) {
      case PARQUET -> ParquetSource.of(database, parts);
      case CSV, JSON_LINES -> reader.load(database, parts, rejects);
    };
  }

  @Override
  public Optional<UserError> unreadable(DuckDb database) {
    return FileFormat.ofAll(files()) == FileFormat.PARQUET
        ? ParquetSource.unreadable(database, parts)
        : Optional.empty();
  }

  @Override
  public void requireUnchanged() throws IOException, InterruptedException {
    before.requireSame(Fingerprint.of(selection.files(), reader.task().threads()));
  }
}
