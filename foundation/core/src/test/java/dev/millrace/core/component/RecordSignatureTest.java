package dev.millrace.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.error.UserError;
import dev.millrace.core.sample.By;
import dev.millrace.core.sample.Evaluate;
import dev.millrace.core.sample.Feature;
import dev.millrace.core.sample.FlightComponents;
import dev.millrace.core.sample.Ingest;
import dev.millrace.core.sample.Split;
import dev.millrace.core.sample.Train;
import dev.millrace.core.sample.Transform;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import java.nio.file.Path;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RecordSignatureTest {

  private static final RecordSignature INGEST = RecordSignature.of(Ingest.class);
  private static final RecordSignature TRANSFORM = RecordSignature.of(Transform.class);

  private static Handle staged() {
    return new Handle.Staged(Path.of("x"), new HashMap<>());
  }

  private static Map<String, JsonNode> values(String json) {
    Map<String, JsonNode> values = new HashMap<>();
    Json.parse(json).properties().forEach(e -> values.put(e.getKey(), e.getValue()));
    return values;
  }

  @Test
  void of_component_namesPortsInRecordOrderWithUnderscores() {
    assertThat(INGEST.ports().name()).isEqualTo("ingest");
    assertThat(INGEST.ports().doc()).isEqualTo("Reads spans of rows and splits them.");
    assertThat(INGEST.ports().inputs().stream().map(Port::name))
        .containsExactly("source", "span_length", "spans", "select", "split");
    assertThat(INGEST.ports().outputs().stream().map(Port::name))
        .containsExactly("examples", "rows");
    assertThat(INGEST.ports().input("source").orElseThrow().doc())
        .startsWith("Where the files are");
  }

  @Test
  void of_artifactInputs_haveTypeAndCardinality() {
    RecordSignature evaluate = RecordSignature.of(Evaluate.class);
    assertThat(evaluate.ports().artifactInputs())
        .containsExactly(
            new ArtifactPort("model", Model.TYPE, Cardinality.ONE, ""),
            new ArtifactPort("examples", Examples.TYPE, Cardinality.ONE, ""),
            new ArtifactPort("baseline", Model.TYPE, Cardinality.OPTIONAL, ""));
  }

  @Test
  void of_valueInputs_haveDefaultRangeAndOptionality() {
    ValuePort rounds =
        (ValuePort) RecordSignature.of(Train.class).ports().input("rounds").orElseThrow();
    assertThat(rounds.defaultValue()).contains(Json.parse("100"));
    assertThat(rounds.min()).contains(1.0);
    assertThat(rounds.max()).contains(10_000.0);
    assertThat(rounds.required()).isFalse();
    ValuePort select = (ValuePort) INGEST.ports().input("select").orElseThrow();
    assertThat(select.optional()).isTrue();
    assertThat(select.type()).isEqualTo(String.class);
    ValuePort spans = (ValuePort) INGEST.ports().input("spans").orElseThrow();
    assertThat(spans.defaultValue()).contains(Json.parse("\"all\""));
  }

  @Test
  void bind_whatIsGiven_fillsTheRecord() {
    Record inputs =
        INGEST.bind(
            Map.of(),
            values(
                """
                {"source": "data", "span_length": "P7D",
                 "split": {"by": "time", "column": "date", "eval": "20%"}}
                """));
    assertThat(inputs)
        .isEqualTo(
            new Ingest.Inputs(
                Value.of("data"),
                Value.of(Period.ofDays(7)),
                Value.of(new Spans.All()),
                Value.of(Optional.empty()),
                Value.of(new Split(By.TIME, Optional.of("date"), new Fraction(0.2)))));
  }

  @Test
  void bind_nestedDefaultsAndVariants_areFilledIn() {
    Record inputs =
        TRANSFORM.bind(
            Map.of(
                "examples", List.of(new Examples(staged())),
                "schema", List.of(new Schema(staged())),
                "anomalies", List.of(new Anomalies(staged()))),
            values(
                "{\"features\": {\"a\": {\"kind\": \"category\"}, \"b\": {\"kind\": \"number\"}}}"));
    assertThat(((Transform.Inputs) inputs).features().get())
        .isEqualTo(
            Map.of(
                "a", new Feature.Category(100), "b", new Feature.Numeric(Optional.empty(), false)));
  }

  @Test
  void bind_everythingWrong_namesEveryInput() {
    assertThatThrownBy(
            () ->
                INGEST.bind(
                    Map.of(),
                    values(
                        """
                        {"span_length": "7d", "spans": "first 3", "selekt": "x",
                         "split": {"by": "tme", "colum": "date", "eval": 1.5}}
                        """)))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "component 'ingest'",
            "there is no input 'selekt', did you mean 'select'?",
            "source: expected text, found nothing",
            "span_length: expected a period such as P7D, found text '7d'",
            "'first 3' is not a selection of spans",
            "split.by: expected one of: time, hash, column, found text 'tme'",
            "split.colum: unknown key 'colum'",
            "split.eval: expected a fraction from 0 to 1");
  }

  @Test
  void bind_artifactOfAnotherType_saysExpectedAndFound() {
    assertThatThrownBy(
            () -> TRANSFORM.bind(Map.of("examples", List.of(new Schema(staged()))), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "examples: expected Examples, found Schema", "schema: expected Schema, found nothing");
  }

  @Test
  void values_sameMeaningWrittenDifferently_areEqual() {
    Record one =
        INGEST.bind(
            Map.of(),
            values(
                """
                {"source": "d", "span_length": "P1W", "split": {"by": "TIME", "eval": "20%"}}
                """));
    Record two =
        INGEST.bind(
            Map.of(),
            values(
                """
                {"source": "d", "span_length": "P7D", "spans": "all", "select": null,
                 "split": {"eval": 0.2, "by": "time"}}
                """));
    assertThat(INGEST.values(one)).isEqualTo(INGEST.values(two));
    assertThat(INGEST.values(one).get("split"))
        .isEqualTo(Json.parse("{\"by\": \"time\", \"eval\": 0.2}"));
  }

  @Test
  void promisedOutputs_ofAStep_carryItsName() {
    Ingest.Outputs outputs = (Ingest.Outputs) INGEST.promisedOutputs("ingest_2");
    assertThat(outputs.examples().handle()).isEqualTo(new Handle.Promised("ingest_2", "examples"));
    assertThat(outputs.rows()).isEqualTo(new Value.Promised<>("ingest_2", "rows"));
    assertThatThrownBy(() -> outputs.rows().get()).hasMessageContaining("only promised");
    assertThatThrownBy(() -> outputs.examples().directory()).hasMessageContaining("only promised");
  }

  @Test
  void parts_ofOutputs_areValuesAndArtifacts() {
    Examples examples = new Examples(staged());
    Ingest.Outputs outputs = new Ingest.Outputs(examples, Value.of(5L));
    assertThat(INGEST.artifacts(outputs)).containsExactly(Map.entry("examples", examples));
    assertThat(INGEST.values(outputs)).containsExactly(Map.entry("rows", Json.parse("5")));
  }

  record NotAllowed(String plain) {}

  record Nothing() {}

  @Named("broken")
  static final class Broken implements Component<NotAllowed, Nothing> {
    @Override
    public Nothing run(NotAllowed inputs, TaskContext task) {
      return new Nothing();
    }
  }

  @Test
  void of_recordThatBreaksARule_namesClassAndComponent() {
    assertThatThrownBy(() -> RecordSignature.of(Broken.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("RecordSignatureTest$NotAllowed", "'plain'", "Value<T>");
  }

  @Test
  void components_listed_areFoundByNameInOrder() {
    Components all = FlightComponents.all();
    assertThat(all.names()).startsWith("ingest", "statistics", "schema");
    assertThat(all.find("train").orElseThrow().identity())
        .isEqualTo(new StepCode.Identity.JavaClass(Train.class));
    assertThat(all.find("nothing")).isEmpty();
    assertThat(all.signature("deploy").orElseThrow().name()).isEqualTo("deploy");
  }
}
