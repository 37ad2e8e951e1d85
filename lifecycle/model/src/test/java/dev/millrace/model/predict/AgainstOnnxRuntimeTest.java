package dev.millrace.model.predict;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RandomBatches;
import dev.millrace.model.Signature;
import dev.millrace.model.onnx.GraphBuilder;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An independent implementation of the same specification computes the same. */
class AgainstOnnxRuntimeTest {

  @Test
  void predict_randomGraphs_equalsOnnxRuntime() throws OrtException {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      GraphBuilder graph = RandomGraphs.exact(5 + random.nextInt(40), random);
      Signature signature = graph.signature("UTC");
      byte[] onnx = graph.toBytes();
      Predictor predictor = Predictor.of(onnx, signature);
      Batch batch =
          Reference.carried(RandomBatches.of(signature.inputs(), 1 + random.nextInt(700), random));
      try (Reference reference = new Reference(onnx, signature)) {
        Batch found = predictor.predict(batch);
        Map<String, Object> expected = reference.run(batch);
        String what = "round " + round + ", ";
        expected.forEach((name, array) -> assertSame(what + name, found.column(name), array));
      }
    }
  }

  @Test
  void predict_flightsModel_equalsOnnxRuntimeToFloatTolerance() throws OrtException {
    Random random = new Random(7);
    GraphBuilder graph = Flights.model(Flights.trees(100, 6, random));
    Signature signature = graph.signature("UTC");
    Batch batch = Flights.rows(3000, random);
    try (Reference reference = new Reference(graph.toBytes(), signature)) {
      float[] expected = (float[]) requireNonNull(reference.run(batch).get("late"));

      Batch found = Predictor.of(graph.toBytes(), signature).predict(batch);

      double[] late = ((Column.Doubles) found.column("late")).values();
      for (int row = 0; row < late.length; row++) {
        assertThat(late[row]).isCloseTo(expected[row], within(1e-6));
      }
    }
  }

  private static void assertSame(String what, Column found, Object expected) {
    for (int row = 0; row < found.size(); row++) {
      switch (found) {
        case Column.Booleans c ->
            assertThat(c.values()[row]).as(what).isEqualTo(((boolean[]) expected)[row]);
        case Column.Longs c ->
            assertThat(c.values()[row]).as(what).isEqualTo(((long[]) expected)[row]);
        case Column.Doubles c -> {
          double number =
              expected instanceof float[] floats ? floats[row] : ((double[]) expected)[row];
          // 0 and −0 may differ where Min and Max compare them, which ONNX leaves open
          assertThat(c.values()[row] + 0.0).as(what).isEqualTo((Double) (number + 0.0));
        }
        case Column.Strings _ -> throw new AssertionError("no output is of strings");
      }
    }
  }
}
