package dev.millrace.training;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.examples.ShardRows;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.scan.ScanConnection;
import dev.millrace.data.scan.ScanDatabase;
import dev.millrace.model.Batch;
import dev.millrace.model.DataType;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Raw rows, evenly spread over a split, of the types that a graph takes. */
final class SampleRows {

  private static final int SAMPLES = 10;

  private SampleRows() {}

  /**
   * Picks rows of the split that the model has not learnt from, or of the training split where
   * there is no other.
   *
   * @param signature whose inputs a row has
   * @param wanted how many at most
   * @throws UserError if a column is not there, or of another type
   */
  static Batch pick(Examples examples, Signature signature, int wanted)
      throws SQLException, InterruptedException {
    boolean held = Splits.rows(examples).getOrDefault(Splits.EVAL, 0L) > 0;
    String split = held ? Splits.EVAL : Splits.TRAIN;
    SequencedMap<String, DataType> types =
        types(Splits.shards(examples, split).getFirst(), signature);
    List<Batch> picked = new ArrayList<>();
    try (ScanConnection connection = ScanDatabase.shared().connect()) {
      new ShardRows(types).readSpread(connection, examples, split, wanted, picked::add);
    }
    return Batch.concat(picked);
  }

  private static SequencedMap<String, DataType> types(Path file, Signature signature)
      throws SQLException, InterruptedException {
    List<String> columns = signature.inputs().stream().map(Field::name).toList();
    SequencedMap<String, DataType> stored = ShardRows.columns(file, columns);
    SequencedMap<String, DataType> types = new LinkedHashMap<>();
    for (Field field : signature.inputs()) {
      DataType found = Objects.requireNonNull(stored.get(field.name()), field.name());
      boolean widened = found == DataType.INTEGER && field.type() == DataType.NUMBER;
      if (found != field.type() && !widened) {
        throw UserError.failure(
                "column '%s' of the examples is of type %s; the model takes %s"
                    .formatted(field.name(), found.text(), field.type().text()))
            .hint("give the step the examples that the model's features were made of");
      }
      types.put(field.name(), field.type());
    }
    return types;
  }

  /**
   * Some real rows, and two that are not: the requests that a bundle is tried with.
   *
   * @throws UserError if a number is not finite, for which JSON has no word
   */
  static List<JsonNode> samples(Batch real, UnusualRows unusual, Signature signature) {
    int[] spread =
        IntStream.range(0, SAMPLES).map(place -> place * real.rows() / SAMPLES).toArray();
    Batch samples =
        Batch.concat(
            List.of(
                real.take(spread),
                unusual.withoutOptional(real.slice(0, 1)),
                unusual.of(real.slice(real.rows() - 1, real.rows()))));
    return List.copyOf(RowCodec.ofInputs(signature).encode(samples));
  }
}
