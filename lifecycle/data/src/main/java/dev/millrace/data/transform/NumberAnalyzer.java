package dev.millrace.data.transform;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.predict.Predictor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts the numbers that a feature has come to so far. They are computed as they will be when a
 * prediction is asked for: by the graph.
 */
final class NumberAnalyzer implements Analyzer {

  private static final int VERSION = 1;
  private static final String OUTPUT = "value";

  private final FeatureGraph.Written graph;
  private final Predictor predictor;
  private final Optional<Field> per;
  private final Digest key;

  private NumberAnalyzer(FeatureGraph.Written graph, Optional<Field> per) {
    this.graph = graph;
    this.per = per;
    this.predictor = Predictor.of(graph.onnx(), graph.signature());
    ObjectNode named = Json.object();
    named.put("numbers", VERSION).put("graph", Digest.of(graph.onnx()).hex());
    per.ifPresent(column -> named.put("per", column.name()));
    this.key = Digest.of(named);
  }

  /** Counts a source's numbers after some steps. */
  static NumberAnalyzer of(
      RawColumns columns, NumberSource source, List<FittedStep> steps, Optional<String> per) {
    return new NumberAnalyzer(
        FeatureGraph.ofNumbers(columns, source, steps, OUTPUT), per.map(columns::field));
  }

  @Override
  public Digest key() {
    return key;
  }

  @Override
  public SequencedSet<String> columns() {
    SequencedSet<String> columns = new LinkedHashSet<>();
    graph.signature().inputs().forEach(input -> columns.add(input.name()));
    per.ifPresent(column -> columns.add(column.name()));
    return columns;
  }

  @Override
  public Tally empty() {
    return new NumberTally(this::numbers, this::keys);
  }

  @Override
  public Tally read(byte[] kept) {
    return NumberTally.read(kept, this::numbers, this::keys);
  }

  private Column.Doubles numbers(Batch rows) {
    SequencedMap<String, Column> inputs = new LinkedHashMap<>();
    graph
        .signature()
        .inputs()
        .forEach(input -> inputs.put(input.name(), rows.column(input.name())));
    return (Column.Doubles) predictor.predict(new Batch(rows.rows(), inputs)).column(OUTPUT);
  }

  private Optional<Column.Strings> keys(Batch rows) {
    return per.map(
        column -> {
          SequencedMap<String, DataType> types = new LinkedHashMap<>();
          types.put(column.name(), column.type());
          return CategoryTexts.of(rows, types);
        });
  }
}
