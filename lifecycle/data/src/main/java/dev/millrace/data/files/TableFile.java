package dev.millrace.data.files;

import dev.millrace.core.api.PredictionOrder;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.duckdb.DuckDbErrors;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.examples.BatchTable;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.duckdb.DuckDBColumnType;

/** A file of rows that a person hands in. */
public final class TableFile {

  private static final String ROWS = "rows";

  private final Path file;
  private final PredictionOrder.Texts texts;
  private final String table;

  private TableFile(Path file, PredictionOrder.Texts texts) {
    this.file = file;
    this.texts = texts;
    this.table = TableFormat.table(file, texts.missing());
  }

  /**
   * Predicts every row of a file into another, which appears whole or not at all. It has the same
   * rows in the same order, with their own columns and the model's outputs beside them.
   *
   * @param workDirectory for what is needed meanwhile
   * @return how many rows
   * @throws UserError if a file cannot be read or written, a column is missing, or a value does not
   *     fit
   */
  public static long predict(Path input, Path output, RowPredictor predictor, Path workDirectory)
      throws IOException, InterruptedException {
    return predict(input, output, predictor, workDirectory, PredictionOrder.Texts.PLAIN);
  }

  /**
   * As {@link #predict(Path, Path, RowPredictor, Path)}.
   *
   * @param texts what texts of the input mean
   */
  public static long predict(
      Path input,
      Path output,
      RowPredictor predictor,
      Path workDirectory,
      PredictionOrder.Texts texts)
      throws IOException, InterruptedException {
    requireFile(input);
    TableFormat format = TableFormat.of(output);
    Path target = target(input, output);
    Path scratch = Files.createTempDirectory(Files.createDirectories(workDirectory), "predict-");
    try {
      return new TableFile(input, texts).predict(target, format, predictor, scratch);
    } finally {
      Scratch.remove(scratch);
    }
  }

  private static Path target(Path input, Path output) throws IOException {
    Path target = output.toAbsolutePath().normalize();
    if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
      throw UserError.notFound("there is no directory " + target.getParent() + " to write to")
          .hint("make it first");
    }
    if (Files.isDirectory(target)) {
      throw UserError.usage(output + " is a directory")
          .hint("name the file to write the predictions to");
    }
    if (Files.exists(target) && Files.isSameFile(input, target)) {
      throw UserError.usage("the predictions would replace their own input, " + input)
          .hint("name another file for them");
    }
    return Files.exists(target) ? target.toRealPath() : target;
  }

  private static void requireFile(Path input) throws IOException {
    if (Files.isDirectory(input)) {
      throw UserError.usage(input + " is a directory").hint("name a .parquet, .csv or .jsonl file");
    }
    if (!Files.isRegularFile(input)) {
      throw UserError.notFound("there is no file " + input)
          .hint("name a .parquet, .csv or .jsonl file");
    }
    if (Files.size(input) == 0) {
      throw UserError.failure(input + " is empty")
          .hint("it needs at least the names of its columns");
    }
  }

  private long predict(Path target, TableFormat format, RowPredictor predictor, Path scratch)
      throws IOException, InterruptedException {
    try {
      Examples examples = examples(predictor.signature(), scratch);
      write(examples, predictor, target, format, scratch);
      return Splits.rows(examples).getOrDefault(ROWS, 0L);
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A statement that was cancelled failed for no fault of a file. */
  private static void heedInterruption() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the prediction was interrupted");
    }
  }

  /** The columns that the model takes, in the types that it takes. */
  private Examples examples(Signature signature, Path scratch)
      throws IOException, InterruptedException {
    Examples examples =
        new Examples(new Handle.Staged(scratch.resolve("examples"), new TreeMap<>()));
    Path shard = Splits.shard(examples, ROWS);
    Files.createDirectories(shard.getParent());
    try (DuckDb database = DuckDb.open(scratch, Runtime.getRuntime().availableProcessors())) {
      database.confine(List.of(file), List.of(scratch));
      ModelInputs inputs = ModelInputs.of(database, file, table, signature, texts.times());
      long rows =
          database.update(
              "COPY (SELECT "
                  + inputs.columns()
                  + " FROM "
                  + table
                  + ") TO "
                  + Sql.target(shard)
                  + " (FORMAT parquet)");
      inputs.requireFit(database, shard);
      examples.property(Splits.PROPERTY, Map.of(ROWS, rows));
      return examples;
    } catch (SQLException e) {
      heedInterruption();
      throw UserError.failure(file + " cannot be read: " + DuckDbErrors.reason(e))
          .hint("the file is damaged or not what its name says; write it again from its origin")
          .causedBy(e);
    }
  }

  private void write(
      Examples examples, RowPredictor predictor, Path target, TableFormat format, Path scratch)
      throws Exception {
    SequencedMap<String, DuckDBColumnType> outputs = new LinkedHashMap<>();
    predictor
        .signature()
        .outputs()
        .forEach(output -> outputs.put(output.name(), BatchTable.stored(output.type())));
    List<String> inputs = predictor.signature().inputs().stream().map(Field::name).toList();
    int threads = Runtime.getRuntime().availableProcessors();
    Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try (ExamplesReader reader = ExamplesReader.open(examples, scratch, threads);
        DuckDb database = DuckDb.open(scratch.resolve("write"), 1)) {
      BatchTable.copy(
          database,
          outputs,
          answers -> reader.read(ROWS, inputs, rows -> predictor.predict(rows, answers)),
          "COPY (SELECT * FROM "
              + table
              + " POSITIONAL JOIN batches()) TO "
              + Sql.target(partial)
              + " ("
              + format.options()
              + ")");
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException e) {
      heedInterruption();
      String reason = DuckDbErrors.reason(e).replace(partial.toString(), target.toString());
      throw UserError.failure("the predictions cannot be written to " + target + ": " + reason)
          .hint("see that you may write there, and that there is space left")
          .causedBy(e);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
