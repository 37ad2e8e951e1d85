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

  private final Signature signature;
  private final RowCodec codec;
  private final long rows;
  private final int wanted;
  private final List<ObjectNode> picked = new ArrayList<>();
  private long passed;

  private SampleRows(Signature signature, long rows, int wanted) {
    this.signature = signature;
    this.codec = RowCodec.ofInputs(signature);
    this.rows = rows;
    this.wanted = wanted;
  }

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
    SampleRows rows = new SampleRows(signature, Splits.rows(examples, split), wanted);
    try (ScanConnection connection = ScanDatabase.shared().connect()) {
      new ShardRows(ShardRows.columns(first, columns)).read(connection, examples, split, rows::add);
    }
    return rows.picked;
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

  private void add(Batch batch) {
    long count = Math.min(wanted, rows);
    while (picked.size() < count) {
      long place = picked.size() * rows / count - passed;
      if (place >= batch.rows()) {
        break;
      }
      picked.add(row(batch, (int) place));
    }
    passed += batch.rows();
  }

  private ObjectNode row(Batch batch, int place) {
    ObjectNode row = Json.object();
    for (Field field : signature.inputs()) {
      row.set(field.name(), codec.encode(field, batch.column(field.name()), place));
    }
    return row;
  }
}
