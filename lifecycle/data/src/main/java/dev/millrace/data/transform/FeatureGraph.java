package dev.millrace.data.transform;

import dev.millrace.data.transform.NumberGraph.Numbers;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.NGrams;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes features as an ONNX graph: raw columns in, FLOAT outputs out, one or several a feature. A
 * missing value comes out as NaN, which tree ensembles have a branch for. The nodes of a feature
 * have names that begin with its own.
 */
final class FeatureGraph {

  private final GraphParts parts;
  private final Operators graph;
  private final NumberGraph numbers;

  private FeatureGraph(GraphParts parts) {
    this.parts = parts;
    this.graph = parts.operators();
    this.numbers = new NumberGraph(parts);
  }

  /** A graph and its signature. */
  record Written(byte[] onnx, Signature signature) {}

  /**
   * @param outputs names of each feature's outputs
   * @param zone of the calendar that timestamps are written in
   */
  static Written write(
      List<Fitted> features, OutputNames outputs, RawColumns columns, String zone) {
    Set<String> wanted = new LinkedHashSet<>();
    features.forEach(feature -> wanted.addAll(feature.columns()));
    FeatureGraph written = new FeatureGraph(new GraphParts(columns, wanted));
    for (Fitted feature : features) {
      written.parts.builder().scope(feature.name());
      written.add(feature, outputs.of(feature));
    }
    return written.finish(zone);
  }

  /** A graph of one output, in double precision: numbers as some steps have left them. */
  static Written ofNumbers(
      RawColumns columns, NumberSource source, List<FittedStep> steps, String output) {
    Set<String> wanted = new LinkedHashSet<>(source.columns());
    wanted.addAll(Fitted.keyColumns(steps));
    FeatureGraph written = new FeatureGraph(new GraphParts(columns, wanted));
    Numbers made = written.after(written.numbers.source(source), steps);
    written
        .parts
        .builder()
        .output(new Field(output, DataType.NUMBER, made.nullable()), made.value());
    return written.finish("UTC");
  }

  private Written finish(String zone) {
    return new Written(parts.builder().toBytes(), parts.builder().signature(zone));
  }

  private Numbers after(Numbers source, List<FittedStep> steps) {
    Numbers made = source;
    for (FittedStep step : steps) {
      made = numbers.after(made, step);
    }
    return made;
  }

  private void add(Fitted feature, List<String> names) {
    List<String> own = feature.indicator() ? names.subList(0, names.size() - 1) : names;
    switch (feature) {
      case Fitted.Numbers fitted -> {
        Numbers source = numbers.source(fitted.feature().source());
        addNumbers(fitted, after(source, fitted.steps()), own);
        if (feature.indicator()) {
          addIndicator(names, graph.isNaN(source.value()));
        }
      }
      case Fitted.Categories fitted -> addCategories(fitted, own, names);
      case Fitted.Texts fitted -> addTexts(fitted, own, names);
    }
  }

  private void addIndicator(List<String> names, Value missing) {
    output(names.getLast(), graph.cast(missing, ElementType.FLOAT), false);
  }

  private void addNumbers(Fitted.Numbers fitted, Numbers made, List<String> names) {
    switch (fitted.feature().ending()) {
      case Feature.Ending.Plain() ->
          output(names.getFirst(), numbers.single(made), made.nullable());
      case Feature.Ending.OneHot(DatePart.Values values) ->
          outputs(names, numbers.oneHot(made, values.first(), values.count()), made.nullable());
      case Feature.Ending.BucketsOneHot() ->
          outputs(names, numbers.oneHot(made, 0, names.size()), made.nullable());
      case Feature.Ending.Cycle(DatePart.Values values) -> {
        float[] sine = new float[values.count()];
        float[] cosine = new float[values.count()];
        for (int i = 0; i < values.count(); i++) {
          double angle = 2 * Math.PI * i / values.count();
          sine[i] = (float) StrictMath.sin(angle);
          cosine[i] = (float) StrictMath.cos(angle);
        }
        output(names.getFirst(), numbers.fromTable(made, values.first(), sine), made.nullable());
        output(names.getLast(), numbers.fromTable(made, values.first(), cosine), made.nullable());
      }
    }
  }

  private void addCategories(Fitted.Categories fitted, List<String> names, List<String> all) {
    Feature.Coding coding = fitted.feature().coding();
    GraphParts.Categories raw = parts.categories(fitted.feature().columns());
    GraphParts.Categories filled = filled(raw, fitted.fill());
    CategoryGraph.Places places = new CategoryGraph(parts).places(fitted, filled);
    if (coding.oneHot()) {
      if (!names.isEmpty()) {
        outputs(names, places.oneHot(graph, names.size()), places.nullable());
      }
    } else {
      output(names.getFirst(), places.numbers(graph), places.nullable());
    }
    if (fitted.indicator()) {
      addIndicator(all, missing(raw));
    }
  }

  private void addTexts(Fitted.Texts fitted, List<String> names, List<String> all) {
    Feature.Texts feature = fitted.feature();
    GraphParts.Categories raw =
        new GraphParts.Categories(parts.raw(feature.column()), parts.presence(feature.column()));
    GraphParts.Categories filled = filled(raw, feature.impute());
    if (!fitted.ngrams().isEmpty()) {
      Value counts = graph.tfIdf(graph.split(filled.texts()), pool(fitted));
      Value weighted =
          feature.words().weight() == FeatureSpec.Weight.PRESENCE
              ? graph.min(counts, graph.constant(1f))
              : counts;
      Value matrix =
          filled
              .present()
              .map(p -> graph.where(graph.column(p), weighted, graph.constant(Float.NaN)))
              .orElse(weighted);
      outputs(names, matrix, filled.present().isPresent());
    }
    if (fitted.indicator()) {
      addIndicator(all, missing(raw));
    }
  }

  private static NGrams pool(Fitted.Texts fitted) {
    boolean weighted = fitted.feature().words().weight() == FeatureSpec.Weight.TF_IDF;
    return new NGrams(
        fitted.ngrams().stream().map(ngram -> Arrays.asList(ngram.words().split(" "))).toList(),
        weighted
            ? fitted.ngrams().stream().map(ngram -> (float) ngram.weight()).toList()
            : List.of());
  }

  private GraphParts.Categories filled(GraphParts.Categories raw, Optional<String> fill) {
    if (raw.present().isEmpty() || fill.isEmpty()) {
      return raw;
    }
    Value texts = graph.where(raw.present().get(), raw.texts(), graph.constant(fill.get()));
    return new GraphParts.Categories(texts, Optional.empty());
  }

  /** Which rows have none; that none has none is said of each row, since outputs are of rows. */
  private Value missing(GraphParts.Categories raw) {
    return raw.present()
        .map(graph::not)
        .orElseGet(() -> graph.less(parts.places(raw.texts(), List.of()), graph.constant(0L)));
  }

  private void outputs(List<String> names, Value matrix, boolean nullable) {
    for (int i = 0; i < names.size(); i++) {
      output(names.get(i), graph.columnOf(matrix, i), nullable);
    }
  }

  private void output(String name, Value value, boolean nullable) {
    parts.builder().output(new Field(name, DataType.NUMBER, nullable), value);
  }
}
