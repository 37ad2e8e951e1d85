package dev.millrace.training;

import dev.millrace.core.error.UserError;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.predict.Predictor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model has to hold to before it becomes a bundle, when nothing is known of how it was made.
 *
 * @param codec of what it is asked
 */
record ProgramChecks(Predictor predictor, Task task, RowCodec codec) {

  /** Fewer than these would tell little; more than enough would take long. */
  private static final int FEWEST_PREDICTIONS = 20;

  private static final int MOST_PREDICTIONS = 100_000;
  private static final int ALONE = 20;
  private static final double SUM_TOLERANCE = 1e-3;

  static ProgramChecks of(Predictor predictor, Task task) {
    return new ProgramChecks(predictor, task, RowCodec.ofInputs(predictor.signature()));
  }

  /**
   * Compares with what the program itself has predicted.
   *
   * @return the largest difference, of predictions beyond one in proportion
   * @throws UserError if there are too few, one is not of the signature, or one differs
   */
  double requireAgreement(List<JsonNode> predictions) {
    if (predictions.size() < FEWEST_PREDICTIONS || predictions.size() > MOST_PREDICTIONS) {
      throw UserError.failure(
              "%s of the program has %,d rows; expected %d to %,d"
                  .formatted(
                      ProgramFiles.PREDICTIONS,
                      predictions.size(),
                      FEWEST_PREDICTIONS,
                      MOST_PREDICTIONS))
          .hint("write predictions of ordinary and of odd rows, with values missing among them");
    }
    List<JsonNode> inputs = new ArrayList<>();
    List<JsonNode> outputs = new ArrayList<>();
    for (int row = 0; row < predictions.size(); row++) {
      inputs.add(part(predictions.get(row), "inputs", row));
      outputs.add(part(predictions.get(row), "outputs", row));
    }
    Signature signature = predictor.signature();
    List<Field> numbers = numbers(signature);
    Batch found = predictor.predict(decoded(codec, inputs));
    Batch expected = decoded(new RowCodec(numbers, signature.zone()), outputs);
    Difference difference = Difference.of(numbers, found, expected);
    if (!(difference.largest() <= Agreement.TOLERANCE)) {
      throw UserError.failure(
              "the graph differs from the program's own predictions by up to "
                  + difference.largest()
                  + " on "
                  + predictions.size()
                  + " rows, more than "
                  + Agreement.TOLERANCE
                  + "; most at line "
                  + (difference.row() + 1)
                  + " of "
                  + ProgramFiles.PREDICTIONS
                  + ": "
                  + predictions.get(difference.row()))
          .hint(
              "check the order of the columns and which column of the output signature.json names");
    }
    return difference.largest();
  }

  /**
   * Tries the rows that a model is made for.
   *
   * @throws UserError if a prediction is not finite, is no probability where it should be one, or
   *     depends on the other rows of the request
   */
  void requireSound(Batch rows) {
    Batch together = predictor.predict(rows);
    List<Field> numbers = numbers(predictor.signature());
    for (int row = 0; row < rows.rows(); row++) {
      double sum = 0;
      for (Field field : numbers) {
        double value = Difference.value(together, field, row);
        sum += value;
        requireValue(field, value, rows, row);
      }
      if (task == Task.MULTICLASS && Math.abs(sum - 1) > SUM_TOLERANCE) {
        throw UserError.failure(
            "the probabilities of the classes add up to " + sum + " at " + told(rows, row));
      }
    }
    for (int row = 0; row < Math.min(ALONE, rows.rows()); row++) {
      Batch alone = predictor.predict(rows.slice(row, row + 1));
      Difference difference = Difference.of(numbers, alone, together.slice(row, row + 1));
      if (!(difference.largest() <= Agreement.TOLERANCE)) {
        throw UserError.failure(
                "the prediction of a row depends on the other rows of the request: alone it differs by "
                    + difference.largest()
                    + " at "
                    + told(rows, row))
            .hint("export the model for inference, with nothing that is computed over the batch");
      }
    }
  }

  /**
   * Tries rows that nobody vouches for; what is predicted of them is not looked at.
   *
   * @throws UserError if one cannot be computed
   */
  void requireComputed(Batch rows) {
    predictor.predict(rows);
  }

  /**
   * Compares the graph of transform and model with the one after the other. A row with an infinite
   * feature is passed over: a program is not asked for those.
   *
   * @throws UserError if joining them has changed what they compute
   */
  void requireSame(Batch rows, Predictor transform, Predictor program) {
    List<Field> features = program.signature().inputs();
    Batch made = transform.predict(rows);
    int[] finite =
        IntStream.range(0, rows.rows()).filter(row -> finite(made, features, row)).toArray();
    SequencedMap<String, Column> taken = new LinkedHashMap<>();
    features.forEach(
        feature -> taken.put(feature.name(), made.column(feature.name()).take(finite)));
    Batch raw = rows.take(finite);
    Difference difference =
        Difference.of(
            numbers(predictor.signature()),
            predictor.predict(raw),
            program.predict(new Batch(finite.length, taken)));
    if (!(difference.largest() <= Agreement.TOLERANCE)) {
      throw UserError.failure(
              "behind the transform the graph differs by "
                  + difference.largest()
                  + " from what it is alone, at "
                  + told(raw, difference.row()))
          .hint(
              "export with opset_version 21; a model on ONNX Runtime cannot stand behind features"
                  + " that hash or split texts of rare characters");
    }
  }

  private static boolean finite(Batch batch, List<Field> fields, int row) {
    return fields.stream()
        .noneMatch(field -> Double.isInfinite(Difference.value(batch, field, row)));
  }

  private JsonNode told(Batch rows, int row) {
    return codec.encode(rows.slice(row, row + 1)).getFirst();
  }

  private void requireValue(Field field, double value, Batch rows, int row) {
    boolean probability = task == Task.BINARY || task == Task.MULTICLASS;
    if (!Double.isFinite(value) || (probability && (value < 0 || value > 1))) {
      throw UserError.failure(
              "'"
                  + field.name()
                  + "' is "
                  + value
                  + (probability ? "; expected a probability, from 0 to 1;" : ", not a number;")
                  + " at "
                  + told(rows, row))
          .hint(
              probability
                  ? "if it is a logit, end the graph with Sigmoid or Softmax"
                  : "leave out, or fill in, what the model cannot take");
    }
  }

  private static JsonNode part(JsonNode line, String name, int row) {
    JsonNode part = line.get(name);
    if (!(part instanceof ObjectNode) || line.size() != 2) {
      throw UserError.failure(
          ProgramFiles.PREDICTIONS
              + " of the program, line "
              + (row + 1)
              + ": expected {\"inputs\": {…}, \"outputs\": {…}}");
    }
    return part;
  }

  private static Batch decoded(RowCodec codec, List<JsonNode> rows) {
    try {
      return codec.decode(rows);
    } catch (UserError e) {
      UserError error =
          UserError.failure(
              ProgramFiles.PREDICTIONS + " of the program, rows from 0: " + e.getMessage());
      throw e.hint().map(error::hint).orElse(error);
    }
  }

  private static List<Field> numbers(Signature signature) {
    return signature.outputs().stream().filter(field -> !field.name().equals(Task.CLASS)).toList();
  }

  /** The largest of all rows and outputs, and the row that has it. */
  record Difference(double largest, int row) {

    static Difference of(List<Field> fields, Batch found, Batch expected) {
      Difference most = new Difference(0, 0);
      for (int row = 0; row < found.rows(); row++) {
        for (Field field : fields) {
          double wanted = value(expected, field, row);
          double distance = Math.abs(value(found, field, row) - wanted);
          double relative = distance / Math.max(1, Math.abs(wanted));
          // NaN is the largest of all, and stays it.
          if (Double.compare(relative, most.largest()) > 0) {
            most = new Difference(relative, row);
          }
        }
      }
      return most;
    }

    static double value(Batch batch, Field field, int row) {
      if (batch.column(field.name()) instanceof Column.Doubles doubles) {
        return doubles.values()[row];
      }
      throw new IllegalStateException("'" + field.name() + "' is no number");
    }
  }
}
