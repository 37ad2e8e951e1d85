package dev.millrace.model;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.model.Signature.Field;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows as JSON objects to batches and back, strictly: a value that is not of its field's type is
 * refused, never converted.
 *
 * <p>A missing value is null or absent. INTEGER is a number without a fraction, NUMBER any finite
 * one. TIMESTAMP is ISO-8601 text, {@code 2001-03-05T14:30:00} in the zone of the signature or with
 * an offset, or the integer of its microseconds in the signature's calendar; it is written as text.
 */
public final class RowCodec {

  private final List<Field> fields;
  private final Set<String> names = new HashSet<>();
  private final ZoneId zone;

  /**
   * @throws UserError if there is no such zone
   */
  public RowCodec(List<Field> fields, String zone) {
    this.fields = List.copyOf(fields);
    this.fields.forEach(field -> names.add(field.name()));
    try {
      this.zone = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw UserError.failure("the signature's time zone '" + zone + "' does not exist")
          .hint("write a zone such as UTC or America/New_York")
          .causedBy(e);
    }
  }

  /** For what a model is asked. */
  public static RowCodec ofInputs(Signature signature) {
    return new RowCodec(signature.inputs(), signature.zone());
  }

  /** For what a model answers. */
  public static RowCodec ofOutputs(Signature signature) {
    return new RowCodec(signature.outputs(), signature.zone());
  }

  /**
   * Reads rows.
   *
   * @throws UserError naming, for the first few faults, the row and input, what was expected and
   *     what was found; rows count from 0
   */
  public Batch decode(List<? extends JsonNode> rows) {
    Faults faults = new Faults();
    for (int row = 0; row < rows.size(); row++) {
      checkNames(rows.get(row), row, faults);
    }
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (Field field : fields) {
      ColumnDecoder decoder = new ColumnDecoder(field, zone, faults);
      columns.put(
          field.name(), decoder.decode(rows.size(), row -> rows.get(row).get(field.name())));
    }
    faults.throwIfAny();
    return new Batch(rows.size(), columns);
  }

  /**
   * Reads the values of one field, a row each.
   *
   * @throws UserError as {@link #decode(List)} does
   */
  public Column decode(Field field, ArrayNode values) {
    Faults faults = new Faults();
    Column column = new ColumnDecoder(field, zone, faults).decode(values.size(), values::get);
    faults.throwIfAny();
    return column;
  }

  /**
   * Writes rows, with every field in order and null where a value is missing.
   *
   * @throws UserError if a number is not finite, for which JSON has no word
   */
  public List<ObjectNode> encode(Batch batch) {
    List<ObjectNode> rows = Stream.generate(Json::object).limit(batch.rows()).toList();
    for (Field field : fields) {
      ColumnEncoder encoder = new ColumnEncoder(field, batch.column(field.name()));
      for (int row = 0; row < batch.rows(); row++) {
        rows.get(row).set(field.name(), encoder.encode(row));
      }
    }
    return rows;
  }

  /** The value of one field in one row of a batch. */
  public JsonNode encode(Field field, Column column, int row) {
    return new ColumnEncoder(field, column).encode(row);
  }

  private void checkNames(@Nullable JsonNode row, int number, Faults faults) {
    if (!(row instanceof ObjectNode object)) {
      throw UserError.usage("row " + number + " is not a JSON object: " + Faults.brief(row))
          .hint("write a row as {\"input\": value, …}");
    }
    for (String name : object.propertyNames()) {
      if (!names.contains(name)) {
        faults.add("row " + number + " has an unknown input '" + name + "'");
        faults.remedy(Suggestion.remedy(name, names));
      }
    }
  }
}
