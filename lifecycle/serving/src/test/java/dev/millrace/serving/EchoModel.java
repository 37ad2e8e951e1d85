package dev.millrace.serving;

import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.predict.ModelRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A model that answers with what it was asked, so that a test sees what the server understood. */
final class EchoModel {

  /** One required input, and one of each type that may be null. */
  static final Signature SIGNATURE =
      new Signature(
          List.of(
              new Field("distance", DataType.NUMBER, false),
              new Field("number", DataType.NUMBER, true),
              new Field("count", DataType.INTEGER, true),
              new Field("flag", DataType.BOOLEAN, true),
              new Field("text", DataType.STRING, true),
              new Field("date", DataType.TIMESTAMP, true)),
          List.of(
              new Field("echo_distance", DataType.NUMBER, false),
              new Field("echo_number", DataType.NUMBER, true),
              new Field("echo_count", DataType.INTEGER, true),
              new Field("echo_flag", DataType.BOOLEAN, true),
              new Field("echo_text", DataType.STRING, true),
              new Field("echo_date", DataType.TIMESTAMP, true)),
          "America/New_York");

  private EchoModel() {}

  static ServedModel version(int version) {
    return version(version, ModelRuntime.JAVA);
  }

  /** As if something else computed it. */
  static ServedModel version(int version, ModelRuntime runtime) {
    return new ServedModel("echo", version, SIGNATURE, runtime, EchoModel::echo);
  }

  private static Batch echo(Batch inputs) {
    SequencedMap<String, Column> outputs = new LinkedHashMap<>();
    inputs.columns().forEach((name, column) -> outputs.put("echo_" + name, column));
    return new Batch(inputs.rows(), outputs);
  }
}
