package dev.millrace.data.transform;

import dev.millrace.core.artifact.TransformedExamples;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.examples.BatchTable;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.predict.Predictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.duckdb.DuckDBColumnType;

/**
 * Applies a transform graph to the rows of every split, in their order, and keeps the label beside
 * the features.
 */
final class TransformedWriter {

  private final Predictor predictor;
  private final List<String> features;
  private final String label;

  /** The label, and what else is kept beside the features. */
  private final List<String> kept;

  private final TaskContext task;

  /**
   * @param others to keep beside the label
   */
  TransformedWriter(TransformFiles files, String label, List<String> others, TaskContext task) {
    this.predictor = files.predictor();
    this.features = files.signature().outputs().stream().map(Field::name).toList();
    this.label = label;
    this.kept = Stream.concat(Stream.of(label), others.stream()).distinct().toList();
    this.task = task;
  }

  void write(ExamplesReader reader, TransformedExamples transformed) throws Exception {
    SequencedMap<String, DataType> wanted = wanted(reader);
    SequencedMap<String, DuckDBColumnType> columns = new LinkedHashMap<>();
    features.forEach(feature -> columns.put(feature, DuckDBColumnType.FLOAT));
    kept.forEach(
        column ->
            columns.put(column, BatchTable.stored(Objects.requireNonNull(wanted.get(column)))));
    for (String split : reader.rows().keySet()) {
      Path shard = Splits.shard(transformed, split);
      Files.createDirectories(shard.getParent());
      try (DuckDb database = DuckDb.open(task.workDirectory().resolve("write"), 1)) {
        database.confine(List.of(), List.of(transformed.directory()));
        BatchTable.writeParquet(
            database,
            columns,
            rows -> reader.read(split, wanted, batch -> rows.accept(transform(batch))),
            shard);
      }
    }
    transformed.property(Splits.PROPERTY, reader.rows());
    transformed.property(TransformedMatrix.FEATURES, features);
    transformed.property(TransformedMatrix.LABEL, label);
    transformed.property(TransformedMatrix.KEPT, kept.subList(1, kept.size()));
  }

  /** As the graph takes it: an initial model may take numbers where these rows have integers. */
  private SequencedMap<String, DataType> wanted(ExamplesReader reader) {
    SequencedMap<String, DataType> wanted = new LinkedHashMap<>();
    predictor.signature().inputs().forEach(input -> wanted.put(input.name(), input.type()));
    kept.forEach(column -> wanted.putIfAbsent(column, type(column, reader)));
    return wanted;
  }

  private Batch transform(Batch raw) {
    SequencedMap<String, Column> inputs = new LinkedHashMap<>();
    predictor
        .signature()
        .inputs()
        .forEach(input -> inputs.put(input.name(), raw.column(input.name())));
    Batch made = predictor.predict(new Batch(raw.rows(), inputs), task.threads());
    SequencedMap<String, Column> all = new LinkedHashMap<>(made.columns());
    kept.forEach(column -> all.put(column, raw.column(column)));
    return new Batch(raw.rows(), all);
  }

  private DataType type(String column, ExamplesReader reader) {
    DataType type = reader.columns().get(column);
    if (type == null) {
      String named = "'" + column + "'";
      String what = column.equals(label) ? "label " + named : "column " + named + " to keep";
      throw UserError.failure("the examples have no " + what)
          .hint(Suggestion.remedy(column, reader.columns().keySet()));
    }
    return type;
  }
}
