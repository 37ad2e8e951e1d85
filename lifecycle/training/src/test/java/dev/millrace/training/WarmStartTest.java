package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.millrace.core.artifact.Anomalies;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.Schema;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.Tables;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.transform.FeatureSpec;
import dev.millrace.data.transform.Transform;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.data.validation.AnomaliesFile;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.RowCodec;
import dev.millrace.model.bundle.ModelBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps transform and train, twice, on rows of which the second have another vocabulary. */
class WarmStartTest {

  private static final Map<String, FeatureSpec> FEATURES =
      Map.of(
          "distance", FeatureSpec.from("distance").scale(FeatureSpec.Scale.Z_SCORE).build(),
          "place", FeatureSpec.from("origin").vocabulary(FeatureSpec.Vocabulary.top(10)).build());

  @TempDir private Path folder;

  @Test
  void run_transformAndTrainGoOn_oldTreesComeFirstInTheSameFeatures() throws Exception {
    Examples before = examples("before", "BOS", 0);
    Model first = new Train().run(flights(before, Optional.empty()).inputs(), task()).model();
    Examples after = examples("after", "LAX", 1000);
    TestTask task = task();
    Flights kept = flights(after, Optional.of(first));
    Model second = new Train().run(InitialModelTest.from(kept.inputs(), first), task).model();

    assertThat(task.lines())
        .contains("trained on from the initial model")
        .anyMatch(line -> line.startsWith("model.onnx agrees with xgboost within"));
    NodeProto old = trees(first);
    NodeProto more = trees(second);
    for (AttributeProto attribute : old.getAttributeList()) {
      AttributeProto longer = attribute(more, attribute.getName());
      assertThat(longer.getIntsList()).startsWith(attribute.getIntsList().toArray(Long[]::new));
      assertThat(longer.getFloatsList())
          .startsWith(attribute.getFloatsList().toArray(Float[]::new));
    }
    assertThat(attribute(more, "nodes_treeids").getIntsList().getLast()).isEqualTo(39);
    // To the trees, what the first rows did not have is what nobody has ever seen.
    assertThat(predicted(second, "LAX")).isEqualTo(predicted(second, "XXX"));
    assertThat(predicted(second, "LAX")).isNotEqualTo(predicted(second, "BOS"));

    Flights anew = flights(after, Optional.empty());
    assertThatThrownBy(() -> new Train().run(InitialModelTest.from(anew.inputs(), first), task()))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.getMessage()).contains("the initial model has another transform");
              assertThat(error.hint().orElseThrow()).contains("transform: { initial: champion }");
            });
    assertThat(TransformFiles.read(kept.transform()).onnx())
        .isNotEqualTo(TransformFiles.read(anew.transform()).onnx());
  }

  private Flights flights(Examples examples, Optional<Model> initial) throws Exception {
    TestTask task = task();
    SequencedMap<String, FeatureSchema> columns = new LinkedHashMap<>();
    columns.put("distance", FeatureSchema.of(DataType.NUMBER, false));
    columns.put("origin", FeatureSchema.of(DataType.STRING, false));
    columns.put("late", FeatureSchema.of(DataType.BOOLEAN, false));
    Schema schema = task.stage(Schema.TYPE);
    new DataSchema(columns).write(schema);
    Anomalies none = task.stage(Anomalies.TYPE);
    new AnomaliesFile(List.of()).write(none);
    Statistics statistics = task.stage(Statistics.TYPE);
    Files.writeString(statistics.file("statistics.json"), "{\"splits\":{}}\n");
    Transform.Outputs made =
        new Transform()
            .run(
                new Transform.Inputs(
                    examples,
                    schema,
                    none,
                    initial,
                    Value.of(FEATURES),
                    Value.of("late"),
                    Value.of(List.of()),
                    Value.of("UTC")),
                task);
    return new Flights(examples, made.transformed(), made.graph(), schema, statistics);
  }

  private Examples examples(String name, String origin, int from) throws Exception {
    String rows =
        """
        SELECT (hash(i) %% 2000)::DOUBLE AS distance, ['ATL', '%s', 'ORD'][1 + i %% 3] AS origin,
               hash(i + 3) %% 2000 + (i %% 3) * 500 > hash(i) %% 2000 AS late
        FROM range(%d, %d) t(i) ORDER BY i
        """
            .formatted(origin, from, from + 1000);
    return Tables.examples(folder.resolve(name), Map.of(Splits.TRAIN, rows));
  }

  private TestTask task() throws Exception {
    return TestTask.in(Files.createTempDirectory(folder, "task"));
  }

  private static NodeProto trees(Model model) throws Exception {
    List<NodeProto> nodes =
        ModelProto.parseFrom(ModelBundle.open(model.directory()).contents().graph())
            .getGraph()
            .getNodeList()
            .stream()
            .filter(node -> node.getOpType().equals("TreeEnsembleRegressor"))
            .toList();
    assertThat(nodes).hasSize(1);
    return nodes.getFirst();
  }

  private static AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double predicted(Model model, String origin) throws Exception {
    ModelBundle bundle = ModelBundle.open(model.directory());
    Batch row =
        RowCodec.ofInputs(bundle.signature())
            .decode(List.of(Json.object().put("distance", 700.0).put("origin", origin)));
    Column predictions = bundle.predictor().predict(row).column("probability");
    return ((Column.Doubles) predictions).values()[0];
  }
}
