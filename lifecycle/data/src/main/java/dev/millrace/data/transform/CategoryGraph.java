package dev.millrace.data.transform;

import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.Optional;

/** Adds the nodes that give categories places. */
final class CategoryGraph {

  /** Of the hash; whoever computes it elsewhere needs it. */
  static final int SEED = 0;

  private final GraphParts parts;
  private final Operators graph;

  CategoryGraph(GraphParts parts) {
    this.parts = parts;
    this.graph = parts.operators();
  }

  /**
   * Places, as INT64 of shape [N].
   *
   * @param present which rows have one; empty if all do
   */
  record Places(Value places, Optional<Value> present) {

    boolean nullable() {
      return present.isPresent();
    }

    Value numbers(Operators graph) {
      return orMissing(graph, present, graph.cast(places, ElementType.FLOAT));
    }

    Value oneHot(Operators graph, int count) {
      long[] all = new long[count];
      for (int i = 0; i < count; i++) {
        all[i] = i;
      }
      Value hot = graph.equal(graph.column(places), graph.row(all));
      return orMissing(graph, present.map(graph::column), graph.cast(hot, ElementType.FLOAT));
    }

    private static Value orMissing(Operators graph, Optional<Value> present, Value floats) {
      return present
          .map(where -> graph.where(where, floats, graph.constant(Float.NaN)))
          .orElse(floats);
    }
  }

  Places places(Fitted.Categories fitted, GraphParts.Categories of) {
    Feature.Coding coding = fitted.feature().coding();
    return coding
        .vocabulary()
        .map(wanted -> places(fitted, of, wanted.oovBuckets()))
        .orElseGet(() -> new Places(hashed(of.texts(), coding.buckets()), of.present()));
  }

  private Places places(Fitted.Categories fitted, GraphParts.Categories of, int others) {
    Value places = parts.places(of.texts(), fitted.vocabulary());
    long size = fitted.vocabulary().size();
    Value unknown = graph.equal(places, graph.constant(size));
    if (others == 0) {
      Value known = graph.not(unknown);
      return new Places(
          places,
          Optional.of(of.present().map(present -> graph.and(present, known)).orElse(known)));
    }
    if (others == 1) {
      return new Places(places, of.present());
    }
    Value shared = graph.add(hashed(of.texts(), others), graph.constant(size));
    return new Places(graph.where(unknown, shared, places), of.present());
  }

  private Value hashed(Value texts, int buckets) {
    return graph.mod(graph.hash(texts, SEED), graph.constant((long) buckets));
  }
}
