package dev.millrace.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.Classification;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** What a model of several classes ends in, by hand and by ONNX Runtime. */
class ClassificationTest {

  /** Such as ONNX Runtime's Java interface carries: it garbles what is beyond 16 bits. */
  private static final List<String> CLASSES = List.of("a", "ß", "", "two words");

  private static final int ROWS = 3000;

  @Test
  void softmaxAndMostProbable_agreeWithTheDefinitionAndOnnxRuntime() throws Exception {
    GraphBuilder builder = new GraphBuilder("classes");
    Operators graph = new Operators(builder);
    List<Value> margins = new ArrayList<>();
    for (int i = 0; i < CLASSES.size(); i++) {
      Value number = builder.input(new Field("m" + i, DataType.NUMBER, false));
      margins.add(graph.column(graph.cast(number, ElementType.FLOAT)));
    }
    Value probabilities = Classification.softmax(graph, margins);
    builder.output("class", new Classification(builder).mostProbable(probabilities, CLASSES));
    for (int i = 0; i < CLASSES.size(); i++) {
      builder.output("p" + i, graph.columnOf(probabilities, i));
    }
    Signature signature = builder.signature("UTC");
    Batch rows = rows(new Random(4));

    Batch found = Predictor.of(builder.toBytes(), signature).predict(rows, 2);

    for (int row = 0; row < ROWS; row++) {
      double[] expected = softmax(rows, row);
      for (int i = 0; i < expected.length; i++) {
        assertThat(number(found, "p" + i, row)).isCloseTo(expected[i], within(1e-6));
      }
    }
    try (Reference reference = new Reference(builder.toBytes(), signature)) {
      Map<String, Object> byRuntime = reference.run(rows);
      String[] classes = (String[]) Objects.requireNonNull(byRuntime.get("class"));
      float[] first = (float[]) Objects.requireNonNull(byRuntime.get("p0"));
      for (int row = 0; row < ROWS; row++) {
        assertThat(((Column.Strings) found.column("class")).value(row)).isEqualTo(classes[row]);
        assertThat((float) number(found, "p0", row)).isCloseTo(first[row], within(1e-6f));
      }
    }
  }

  /** Margins far apart, close together, and equal. */
  private static Batch rows(Random random) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < CLASSES.size(); i++) {
      double[] margins = new double[ROWS];
      for (int row = 0; row < ROWS; row++) {
        margins[row] =
            switch (row % 3) {
              case 0 -> random.nextGaussian() * 200;
              case 1 -> random.nextGaussian();
              default -> random.nextInt(2);
            };
      }
      columns.put("m" + i, new Column.Doubles(margins, null));
    }
    return new Batch(ROWS, columns);
  }

  private static double[] softmax(Batch rows, int row) {
    double[] powers = new double[CLASSES.size()];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < powers.length; i++) {
      greatest = Math.max(greatest, (float) number(rows, "m" + i, row));
    }
    double sum = 0;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.exp((float) number(rows, "m" + i, row) - greatest);
      sum += powers[i];
    }
    for (int i = 0; i < powers.length; i++) {
      powers[i] /= sum;
    }
    return powers;
  }

  private static double number(Batch batch, String column, int row) {
    return ((Column.Doubles) batch.column(column)).values()[row];
  }
}
