package dev.millrace.data.files;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.duckdb.TableColumn;
import dev.millrace.data.examples.BatchTable;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBColumnType;

/** A file of rows that a person hands in. */
public final class TableFile {

  private static final String ROWS = "rows";

  private final Path file;
  private final String table;

  private TableFile(Path file) {
    this.file = file;
    this.table = TableFormat.of(file).table(file);
  }

  /**
   * Predicts every row of a file into another, which has the same rows in the same order, with
   * their own columns and the model's outputs beside them.
   *
   * @param workDirectory for what is needed meanwhile
   * @return how many rows
   * @throws UserError if a file cannot be read or written, a column is missing, or a value does not
   *     fit
   */
  public static long predict(Path input, Path output, Predictor predictor, Path workDirectory)
      throws IOException {
    requireFile(input);
    Path target = output.toAbsolutePath().normalize();
    TableFormat format = TableFormat.of(target);
    if (Files.exists(target) && Files.isSameFile(input, target)) {
      throw UserError.usage("the predictions would replace their own input, " + input)
          .hint("name another file for them");
    }
    if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
      throw UserError.notFound("there is no directory " + target.getParent() + " to write to")
          .hint("make it first");
    }
    Path scratch = Files.createTempDirectory(Files.createDirectories(workDirectory), "predict-");
    try {
      return new TableFile(input).predict(target, format, predictor, scratch);
    } finally {
      Scratch.remove(scratch);
    }
  }

  private static void requireFile(Path input) throws IOException {
    if (!Files.isRegularFile(input)) {
      throw UserError.notFound("there is no file " + input)
          .hint("name a .parquet, .csv or .jsonl file");
    }
    if (Files.size(input) == 0) {
      throw UserError.failure(input + " is empty")
          .hint("it needs at least the names of its columns");
    }
  }

  private long predict(Path target, TableFormat format, Predictor predictor, Path scratch)
      throws IOException {
    try {
      Examples examples = examples(predictor, scratch);
      write(examples, predictor, target, format, scratch);
      return Splits.rows(examples).getOrDefault(ROWS, 0L);
    } catch (SQLException e) {
      throw unreadable(e);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The columns that the model takes, in the types that it takes. */
  private Examples examples(Predictor predictor, Path scratch) throws SQLException, IOException {
    Examples examples =
        new Examples(new Handle.Staged(scratch.resolve("examples"), new TreeMap<>()));
    Path shard = Splits.shard(examples, ROWS);
    Files.createDirectories(shard.getParent());
    try (DuckDb database = DuckDb.open(scratch, Runtime.getRuntime().availableProcessors())) {
      database.confine(List.of(file), List.of(scratch));
      String columns = String.join(", ", converted(database, predictor));
      database.execute(
          "COPY (SELECT "
              + columns
              + " FROM "
              + table
              + ") TO "
              + Sql.target(shard)
              + " (FORMAT parquet)");
      long rows =
          database.count("SELECT count(*) FROM read_parquet(" + Sql.sources(List.of(shard)) + ")");
      examples.property(Splits.PROPERTY, Map.of(ROWS, rows));
    }
    return examples;
  }

  private List<String> converted(DuckDb database, Predictor predictor) throws SQLException {
    Map<String, TableColumn> there = new LinkedHashMap<>();
    database.columns(table).forEach(column -> there.put(column.name(), column));
    ZoneId zone = ZoneId.of(predictor.signature().zone());
    List<String> converted = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Field input : predictor.signature().inputs()) {
      TableColumn column = there.get(input.name());
      if (column != null) {
        converted.add(column.converted(input.type(), zone) + " AS " + Sql.name(input.name()));
      } else {
        missing.add(input.name() + " (" + input.type().text() + ")");
      }
    }
    if (!missing.isEmpty()) {
      throw UserError.failure(file + " lacks what the model takes: " + String.join(", ", missing))
          .hint("its columns are " + String.join(", ", there.keySet()));
    }
    return converted;
  }

  private void write(
      Examples examples, Predictor predictor, Path target, TableFormat format, Path scratch)
      throws Exception {
    SequencedMap<String, DuckDBColumnType> outputs = new LinkedHashMap<>();
    predictor
        .signature()
        .outputs()
        .forEach(output -> outputs.put(output.name(), DuckDBColumnType.DOUBLE));
    List<String> inputs = predictor.signature().inputs().stream().map(Field::name).toList();
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExamplesReader reader = ExamplesReader.open(examples, scratch, threads);
        DuckDb database = DuckDb.open(scratch.resolve("write"), 1)) {
      BatchTable.copy(
          database,
          outputs,
          rows ->
              reader.read(ROWS, inputs, batch -> rows.accept(predictor.predict(batch, threads))),
          "COPY (SELECT * FROM "
              + table
              + " POSITIONAL JOIN batches()) TO "
              + Sql.target(target)
              + " ("
              + format.options()
              + ")");
    }
  }

  private UserError unreadable(SQLException problem) {
    String excerpt = DuckDbErrors.excerpt(problem);
    return UserError.failure(
            file
                + " cannot be predicted: "
                + DuckDbErrors.reason(problem)
                + (excerpt.isEmpty() ? "" : ", at " + excerpt))
        .hint("mend the file, or leave the row out")
        .causedBy(problem);
  }
}
