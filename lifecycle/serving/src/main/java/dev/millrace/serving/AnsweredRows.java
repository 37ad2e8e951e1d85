package dev.millrace.serving;

import dev.millrace.core.port.RequestLog.Prediction;
import dev.millrace.model.Batch;
import dev.millrace.model.RowCodec;
import dev.millrace.model.Signature.Field;
import java.time.Instant;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The rows of one answered request, as the log wants them. Each row is only made when the log's own
 * thread asks for it, so that the caller does not wait for it.
 */
final class AnsweredRows extends AbstractList<Prediction> {

  private final ServedModel model;
  private final String id;
  private final Instant eventTime;
  private final Instant recordedAt;
  private final Batch inputs;
  private final Batch outputs;

  AnsweredRows(
      ServedModel model, InferenceRequest request, String id, Instant recordedAt, Batch outputs) {
    this.model = model;
    this.id = id;
    this.eventTime = request.eventTime().orElse(recordedAt);
    this.recordedAt = recordedAt;
    this.inputs = request.inputs();
    this.outputs = outputs;
  }

  @Override
  public int size() {
    return inputs.rows();
  }

  @Override
  public Prediction get(int row) {
    return new Prediction(
        id + "-" + row,
        eventTime,
        recordedAt,
        model.name(),
        model.version(),
        values(model.asked(), model.signature().inputs(), inputs, row),
        values(model.answered(), model.signature().outputs(), outputs, row));
  }

  private static Map<String, JsonNode> values(
      RowCodec codec, List<Field> fields, Batch batch, int row) {
    Map<String, JsonNode> values = LinkedHashMap.newLinkedHashMap(fields.size());
    for (Field field : fields) {
      values.put(field.name(), codec.encode(field, batch.column(field.name()), row));
    }
    return values;
  }
}
