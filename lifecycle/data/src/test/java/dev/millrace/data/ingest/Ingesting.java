package dev.millrace.data.ingest;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.rows.Dialect;
import dev.millrace.data.rows.RowAllowance;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** An ingest step of a test, with everything as it is by default until it is said otherwise. */
record Ingesting(Ingest.Inputs inputs, TestTask task) {

  /** Splits nothing off that a test would have to look for: all rows are of the split train. */
  private static final String ALL_TRAIN = "SELECT *, 'train' AS \"split here\" FROM source";

  static Ingesting of(Path folder, String source) {
    return new Ingesting(
        new Ingest.Inputs(
            Value.of(source),
            Value.of(Optional.empty()),
            Value.of(Optional.empty()),
            Value.of(Optional.empty()),
            Value.of(Spans.parse("all")),
            Value.of(Optional.of(ALL_TRAIN)),
            Value.of(new Split.Column("split here")),
            Value.of(ZoneId.of("UTC")),
            Value.of(Optional.empty()),
            Value.of(Map.of()),
            Value.of(new RowAllowance("0"))),
        TestTask.in(folder));
  }

  private Ingesting with(
      Value<Optional<SpanLength>> length,
      Value<Optional<String>> select,
      Value<Split> split,
      Value<Optional<Dialect>> dialect,
      Value<Map<String, DataType>> types) {
    return new Ingesting(
        new Ingest.Inputs(
            inputs.source(),
            inputs.query(),
            length,
            inputs.spanZero(),
            inputs.spans(),
            select,
            split,
            inputs.zone(),
            dialect,
            types,
            inputs.maxRejects()),
        task);
  }

  Ingesting splitBy(Split split) {
    return with(
        inputs.spanLength(),
        Value.of(Optional.empty()),
        Value.of(split),
        inputs.dialect(),
        inputs.types());
  }

  Ingesting select(String sql) {
    return with(
        inputs.spanLength(),
        Value.of(Optional.of(sql)),
        inputs.split(),
        inputs.dialect(),
        inputs.types());
  }

  Ingesting spansOf(String length) {
    return with(
        Value.of(Optional.of(SpanLength.parse(length))),
        inputs.select(),
        inputs.split(),
        inputs.dialect(),
        inputs.types());
  }

  /** Of a source that numbers its spans. */
  Ingesting spansFrom(String zero, String spans) {
    return new Ingesting(
        new Ingest.Inputs(
            inputs.source(),
            inputs.query(),
            inputs.spanLength(),
            Value.of(Optional.of(LocalDate.parse(zero))),
            Value.of(Spans.parse(spans)),
            inputs.select(),
            inputs.split(),
            inputs.zone(),
            inputs.dialect(),
            inputs.types(),
            inputs.maxRejects()),
        task);
  }

  Ingesting dialect(String json) {
    Dialect read = Json.as(Json.parse(json), Dialect.class);
    return with(
        inputs.spanLength(),
        inputs.select(),
        inputs.split(),
        Value.of(Optional.of(read)),
        inputs.types());
  }

  Ingesting types(String... namesAndTypes) {
    Map<String, DataType> types = new TreeMap<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      types.put(namesAndTypes[i], DataType.valueOf(namesAndTypes[i + 1].toUpperCase(Locale.ROOT)));
    }
    return with(
        inputs.spanLength(), inputs.select(), inputs.split(), inputs.dialect(), Value.of(types));
  }

  Ingesting rejecting(String limit) {
    return new Ingesting(
        new Ingest.Inputs(
            inputs.source(),
            inputs.query(),
            inputs.spanLength(),
            inputs.spanZero(),
            inputs.spans(),
            inputs.select(),
            inputs.split(),
            inputs.zone(),
            inputs.dialect(),
            inputs.types(),
            Value.of(new RowAllowance(limit))),
        task);
  }

  /** Of a database; {@code spans} only where the query is of spans. */
  Ingesting query(String sql, String spans) {
    return new Ingesting(
        new Ingest.Inputs(
            inputs.source(),
            Value.of(Optional.of(sql)),
            inputs.spanLength(),
            inputs.spanZero(),
            Value.of(Spans.parse(spans)),
            inputs.select(),
            inputs.split(),
            inputs.zone(),
            inputs.dialect(),
            inputs.types(),
            inputs.maxRejects()),
        task);
  }

  Ingesting on(TestTask other) {
    return new Ingesting(inputs, other);
  }

  Examples run() throws Exception {
    return new Ingest().run(inputs, task).examples();
  }

  /** The rows, in the order of their shards. */
  List<String> rows() throws Exception {
    return Tables.rows(run(), "train");
  }

  /** The columns with their types, in order. */
  static List<String> columns(Examples examples) throws Exception {
    return Tables.query(
        "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM "
            + Tables.table(examples)
            + ")");
  }

  static long count(Examples examples, String what) {
    return examples.property("rows_" + what).orElseThrow().asLong();
  }

  /** What was rejected, as {@code line: reason}. */
  static List<String> rejects(Examples examples) throws IOException {
    List<String> rejects = new ArrayList<>();
    for (String line : Files.readAllLines(examples.file(Ingest.REJECTS))) {
      JsonNode reject = Json.parse(line);
      long place = reject.path("line").asLong() + reject.path("row").asLong();
      rejects.add(place + ": " + reject.path("reason").asString());
    }
    return rejects;
  }

  /** What the rejected rows looked like. */
  static List<String> rejectedTexts(Examples examples) throws IOException {
    return Files.readAllLines(examples.file(Ingest.REJECTS)).stream()
        .map(line -> Json.parse(line).path("text").asString())
        .toList();
  }

  /** Why it is refused, with the hint; empty if it is not. */
  String refusal() throws Exception {
    try {
      run();
      return "";
    } catch (UserError e) {
      return e.getMessage() + " hint: " + e.hint().orElse("");
    }
  }
}
