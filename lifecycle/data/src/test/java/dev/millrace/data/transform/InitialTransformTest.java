package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.transform.FeatureSpec.Scale;
import dev.millrace.data.transform.FeatureSpec.Vocabulary;
import dev.millrace.model.DataType;
import dev.millrace.model.bundle.Contents;
import dev.millrace.model.bundle.Continuation;
import dev.millrace.model.bundle.ModelBundle;
import dev.millrace.model.bundle.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialTransformTest {

  private static final Map<String, FeatureSpec> FEATURES =
      Map.of(
          "size", FeatureSpec.from("size").scale(Scale.MIN_MAX).build(),
          "colour", FeatureSpec.from("colour").vocabulary(Vocabulary.usual()).build());

  @TempDir private Path directory;
  private TestTask task;

  @BeforeEach
  void begin() {
    task = TestTask.in(directory);
  }

  @Test
  void run_otherRows_areTransformedAsTheFirstOnesWere() throws Exception {
    Transform.Outputs first = new Transform().run(inputs(rows("1.5", "'red'"), FEATURES), task);
    assertThat(task.lines()).contains("no initial model: analysed from nothing");

    Map<String, FeatureSpec> same =
        Map.of(
            "colour", FeatureSpec.from("colour").vocabulary(new Vocabulary(1000, 1, 1)).build(),
            "size", FeatureSpec.from("size").scale(Scale.MIN_MAX).build());
    TestTask second = TestTask.in(directory);
    Transform.Outputs more =
        new Transform().run(from(inputs(rows("4.0", "'green'"), same), model(first)), second);

    assertThat(second.lines())
        .containsExactly(
            "kept the transform of the initial model: 2 features with 2 outputs; nothing is"
                + " analysed");
    assertThat(TransformFiles.read(more.graph()).onnx())
        .isEqualTo(TransformFiles.read(first.graph()).onnx());
    // The places of blue and red, one for all others; 0.5 and 1.5 were the least and the greatest.
    assertThat(Tables.rows(first.transformed(), Splits.TRAIN))
        .containsExactly("0.0,0.0,true", "1.0,1.0,true");
    assertThat(Tables.rows(more.transformed(), Splits.TRAIN))
        .containsExactly("0.0,0.0,true", "2.0,3.5,true");
    // What a third run goes on from is the same again.
    assertThat(TransformFiles.read(more.graph()).declared())
        .isEqualTo(TransformFiles.read(first.graph()).declared());
  }

  @Test
  void run_integersWhereNumbersWere_areReadAsNumbers() throws Exception {
    Model initial = model(new Transform().run(inputs(rows("1.5", "'red'"), FEATURES), task));
    String whole = "SELECT size::BIGINT AS size, colour FROM (" + rows("3.0", "'red'") + ")";
    Transform.Outputs made = new Transform().run(from(inputs(whole, FEATURES), initial), task);
    assertThat(Tables.rows(made.transformed(), Splits.TRAIN).getLast()).isEqualTo("1.0,2.5,true");
  }

  @Test
  void run_featuresDeclaredOtherwise_namesEachAndTheRemedy() throws Exception {
    Model initial = model(new Transform().run(inputs(rows("1.5", "'red'"), FEATURES), task));
    Map<String, FeatureSpec> others =
        Map.of(
            "size", FeatureSpec.from("size").scale(Scale.Z_SCORE).log().build(),
            "hue", FeatureSpec.from("colour").hash(10).build());

    assertThatThrownBy(
            () -> new Transform().run(from(inputs(rows("1.5", "'red'"), others), initial), task))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.getMessage())
                  .contains(
                      "the features are not those of the initial model: 'colour' is gone; 'hue' is"
                          + " new; 'size' has log: true, and had false, has scale: \"z_score\", and"
                          + " had \"min_max\"");
              assertThat(error.hint().orElseThrow())
                  .contains("declare them as they were, or leave initial out");
            });
  }

  @Test
  void run_whatTheGraphDoesNotTake_isRefused() throws Exception {
    Transform.Inputs inputs = inputs(rows("1.5", "'red'"), FEATURES);
    Model initial = model(new Transform().run(never(inputs, "size"), task));
    assertRefused(from(inputs, initial), "column 'size' may be missing now, and never was");
    String texts = "SELECT size, 7 AS colour FROM (" + rows("1.5", "'red'") + ")";
    assertRefused(
        from(never(inputs(texts, FEATURES), "size"), initial),
        "column 'colour' is integer, and was string");
    assertRefused(
        from(zoned(never(inputs, "size"), "Europe/Paris"), initial),
        "timestamps are of the zone UTC, this step's of Europe/Paris");
    assertRefused(
        from(keeping(never(inputs, "size"), "colour"), initial),
        "the kept column 'colour' and feature 'colour' both have an output 'colour'");
    assertRefused(
        from(inputs, bundle(initial, Continuation.none())),
        "the initial model has no transform to keep");
  }

  private void assertRefused(Transform.Inputs inputs, String message) {
    assertThatThrownBy(() -> new Transform().run(inputs, task))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private static String rows(String size, String colour) {
    return "SELECT size::DOUBLE AS size, colour FROM (VALUES (0.5, 'blue'), (%s, %s)) t(size, colour)"
        .formatted(size, colour);
  }

  private Transform.Inputs inputs(String rows, Map<String, FeatureSpec> features) throws Exception {
    return Transforming.inputs(
        task, new Transforming(directory).examples(rows), features, List.of());
  }

  /** A bundle whose graph is the transform alone. */
  private Model model(Transform.Outputs transformed) throws Exception {
    TransformFiles files = TransformFiles.read(transformed.graph());
    Model model = task.stage(Model.TYPE);
    ModelBundle.write(
        model.directory(),
        new Contents(
            "none",
            Task.REGRESSION,
            Transforming.LABEL,
            List.of(),
            List.of("colour", "size"),
            files.onnx(),
            files.signature(),
            "features: {}\n",
            "{}\n",
            Json.object(),
            List.of(),
            new Continuation(Optional.empty(), files.kept())));
    return model;
  }

  private Model bundle(Model like, Continuation continuation) throws Exception {
    Contents contents = ModelBundle.open(like.directory()).contents();
    Model model = task.stage(Model.TYPE);
    ModelBundle.write(
        model.directory(),
        new Contents(
            contents.trainer(),
            contents.task(),
            contents.label(),
            contents.classes(),
            contents.features(),
            contents.graph(),
            contents.signature(),
            contents.schema(),
            contents.statistics(),
            contents.importance(),
            contents.samples(),
            continuation));
    return model;
  }

  private static Transform.Inputs from(Transform.Inputs inputs, Model initial) {
    return new Transform.Inputs(
        inputs.examples(),
        inputs.schema(),
        inputs.anomalies(),
        Optional.of(initial),
        inputs.features(),
        inputs.label(),
        inputs.keep(),
        inputs.zone());
  }

  private static Transform.Inputs zoned(Transform.Inputs inputs, String zone) {
    return new Transform.Inputs(
        inputs.examples(),
        inputs.schema(),
        inputs.anomalies(),
        inputs.initial(),
        inputs.features(),
        inputs.label(),
        inputs.keep(),
        Value.of(zone));
  }

  private static Transform.Inputs keeping(Transform.Inputs inputs, String column) {
    return new Transform.Inputs(
        inputs.examples(),
        inputs.schema(),
        inputs.anomalies(),
        inputs.initial(),
        inputs.features(),
        inputs.label(),
        Value.of(List.of(column)),
        inputs.zone());
  }

  /** With a schema by which a column is never missing. */
  private Transform.Inputs never(Transform.Inputs inputs, String column) throws Exception {
    SequencedMap<String, FeatureSchema> features =
        new LinkedHashMap<>(DataSchema.read(inputs.schema()).features());
    features.put(column, FeatureSchema.of(DataType.NUMBER, false));
    Schema schema = task.stage(Schema.TYPE);
    new DataSchema(features).write(schema);
    return new Transform.Inputs(
        inputs.examples(),
        schema,
        inputs.anomalies(),
        inputs.initial(),
        inputs.features(),
        inputs.label(),
        inputs.keep(),
        inputs.zone());
  }
}
