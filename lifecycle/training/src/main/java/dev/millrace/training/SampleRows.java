package dev.millrace.training;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.value.Json;
import dev.millrace.data.examples.ShardRows;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import dev.millrace.model.Batch;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Raw rows, evenly spread over a split, as the JSON objects that a client would send. */
final class SampleRows {

  private static final int SAMPLES = 10;

  private SampleRows() {}

  /**
   * Picks rows of the split that the model has not learnt from, or of the training split where
   * there is no other.
   *
   * @param signature whose inputs a row has
   * @param wanted how many at most
   */
  static List<ObjectNode> pick(Examples examples, Signature signature, int wanted)
      throws SQLException, InterruptedException {
    List<String> columns = signature.inputs().stream().map(Field::name).toList();
    boolean held = Splits.rows(examples).getOrDefault(Splits.EVAL, 0L) > 0;
    String split = held ? Splits.EVAL : Splits.TRAIN;
    Path first = Splits.shards(examples, split).getFirst();
    RowCodec codec = RowCodec.ofInputs(signature);
    List<ObjectNode> picked = new ArrayList<>();
    try (ScanConnection connection = ScanDatabase.shared().connect()) {
      new ShardRows(ShardRows.columns(first, columns))
          .readSpread(
              connection,
              examples,
              split,
              wanted,
              batch -> {
                for (int place = 0; place < batch.rows(); place++) {
                  picked.add(row(signature, codec, batch, place));
                }
              });
    }
    return picked;
  }

  /** Some real rows, and two that are not: the requests that a bundle is tried with. */
  static List<JsonNode> samples(List<ObjectNode> real, UnusualRows unusual) {
    List<JsonNode> samples = new ArrayList<>();
    for (int place = 0; place < SAMPLES; place++) {
      samples.add(real.get(place * real.size() / SAMPLES));
    }
    samples.add(unusual.withoutOptional(real.getFirst()));
    samples.addAll(unusual.of(List.of(real.getLast())));
    return samples;
  }

  private static ObjectNode row(Signature signature, RowCodec codec, Batch batch, int place) {
    ObjectNode row = Json.object();
    for (Field field : signature.inputs()) {
      row.set(field.name(), codec.encode(field, batch.column(field.name()), place));
    }
    return row;
  }
}
