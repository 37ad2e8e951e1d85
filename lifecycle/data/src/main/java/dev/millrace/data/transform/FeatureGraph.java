package dev.millrace.data.transform;

import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Writes features as an ONNX graph: raw columns in, one FLOAT output a feature. A missing value
 * comes out as NaN, which tree ensembles have a branch for.
 */
final class FeatureGraph {

  private final GraphBuilder graph = new GraphBuilder("transform");
  private final Operators operators = new Operators(graph);
  private final Vocabularies vocabularies;

  private FeatureGraph(Vocabularies vocabularies) {
    this.vocabularies = vocabularies;
  }

  /** A graph and its signature. */
  record Written(byte[] onnx, Signature signature) {}

  /**
   * @param columns types of the raw columns; only those that a feature is made of become inputs
   * @param nullable whether a column may be missing
   */
  static Written write(
      List<Feature> features,
      Vocabularies vocabularies,
      SequencedMap<String, DataType> columns,
      Predicate<String> nullable,
      String zone) {
    FeatureGraph written = new FeatureGraph(vocabularies);
    List<Field> inputs =
        columns.entrySet().stream()
            .filter(
                column ->
                    features.stream().anyMatch(feature -> feature.from().equals(column.getKey())))
            .map(
                column ->
                    new Field(column.getKey(), column.getValue(), nullable.test(column.getKey())))
            .toList();
    inputs.forEach(written.graph::input);
    for (Feature feature : features) {
      Field input =
          inputs.stream()
              .filter(field -> field.name().equals(feature.from()))
              .findFirst()
              .orElseThrow();
      written.add(feature, input);
    }
    return new Written(written.graph.toBytes(), written.graph.signature(zone));
  }

  private void add(Feature feature, Field input) {
    graph.scope(feature.name());
    Value value = operators.cast(compute(feature, graph.input(input.name())), ElementType.FLOAT);
    if (input.nullable()) {
      value = operators.where(graph.presence(input), value, operators.constant(Float.NaN));
    }
    graph.output(new Field(feature.name(), DataType.NUMBER, input.nullable()), value);
  }

  private Value compute(Feature feature, Value raw) {
    return switch (feature) {
      case Feature.Plain plain -> raw;
      case Feature.Part part -> part.part().of(operators, raw);
      case Feature.Indexed indexed -> {
        List<String> strings = vocabularies.vocabulary(indexed);
        List<Long> places = LongStream.range(0, strings.size()).boxed().toList();
        yield operators.encode(raw, strings, places, strings.size());
      }
    };
  }
}
