package dev.millrace.model.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class PredictorTest {

  private static final Field DATE = new Field("date", DataType.TIMESTAMP, false);
  private static final Field DISTANCE = new Field("distance", DataType.NUMBER, true);
  private static final Field ORIGIN = new Field("origin", DataType.STRING, true);

  @Test
  void predict_transformContinuedByTrees_walksTheTrees() {
    GraphBuilder transform = new GraphBuilder("flights");
    Operators op = new Operators(transform);
    Value date = transform.input(DATE);
    Value distance = transform.input(DISTANCE);
    Value origin = transform.input(ORIGIN);
    transform.scope("hour");
    Value hour = op.mod(op.floorDiv(date, 3_600_000_000L), op.constant(24L));
    transform.output("hour", op.cast(hour, ElementType.FLOAT));
    transform.scope("distance");
    Value number = op.cast(distance, ElementType.FLOAT);
    transform.output(
        new Field("distance", DataType.NUMBER, true),
        op.where(transform.presence(DISTANCE), number, op.constant(Float.NaN)));
    transform.scope("origin");
    transform.output("origin", op.encodeFloat(origin, List.of("JFK", "ORD"), List.of(1f, 2f), 0f));
    byte[] transformBytes = transform.toBytes();
    Signature transformSignature = transform.signature("UTC");

    Predictor features = Predictor.of(transformBytes, transformSignature);
    Batch raw = raw();
    Batch transformed = features.predict(raw);
    assertThat(((Column.Doubles) transformed.column("hour")).values()).containsExactly(0, 23, 14);
    assertThat(((Column.Doubles) transformed.column("distance")).values())
        .containsExactly(100, 0, 700);
    assertThat(transformed.column("distance").present(1)).isFalse();
    assertThat(((Column.Doubles) transformed.column("origin")).values()).containsExactly(2, 0, 1);

    GraphBuilder model = GraphBuilder.continuing(transformBytes, transformSignature);
    op = new Operators(model);
    List<Value> values = model.takeOutputs();
    Trees trees =
        new Trees(
            3,
            0.5f,
            List.of(
                List.of(
                    new Trees.Branch(1, 200f, 1, 2, false),
                    new Trees.Leaf(1f),
                    new Trees.Leaf(-1f))));
    Value sum = op.rows(op.trees(op.matrix(values), trees));
    model.output("late", op.sigmoid(sum));
    Predictor predictor = Predictor.of(model.toBytes(), model.signature("UTC"));
    Batch predicted = predictor.predict(raw);
    assertThat(((Column.Doubles) predicted.column("late")).values())
        .containsExactly(
            (float) (1 / (1 + Math.exp(-1.5))),
            (float) (1 / (1 + Math.exp(0.5))),
            (float) (1 / (1 + Math.exp(0.5))));
  }

  private static Batch raw() {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    columns.put("date", new Column.Longs(new long[] {0, -1, 14 * 3_600_000_000L + 5}, null));
    columns.put(
        "distance",
        new Column.Doubles(new double[] {100, 0, 700}, new boolean[] {true, false, true}));
    columns.put("origin", Column.Strings.of("ORD", null, "JFK"));
    return new Batch(3, columns);
  }
}
