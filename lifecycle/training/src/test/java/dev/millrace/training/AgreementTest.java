package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.data.transform.TransformFiles;
import dev.millrace.model.Batch;
import dev.millrace.model.RowCodec;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Trees;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.FittedModel;
import dev.millrace.training.trainer.Importance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class AgreementTest {

  @TempDir Path folder;

  /** Predicts the logistic function of the hour, give or take an error in its graph. */
  private record Hourly(float error) implements FittedModel {
    @Override
    public List<Value> addTo(Operators graph, Value features) {
      // One stump on the hour at 12, a leaf off by the error.
      var trees =
          new Trees(
              3,
              0,
              List.of(
                  List.of(
                      new Trees.Branch(0, 12, 1, 2, true),
                      new Trees.Leaf(-1),
                      new Trees.Leaf(1 + error))));
      return List.of(graph.sigmoid(graph.trees(features, trees)));
    }

    @Override
    public float[] predict(FeatureMatrix rows) {
      float[] predictions = new float[rows.rows()];
      for (int row = 0; row < predictions.length; row++) {
        double margin = rows.values()[row * rows.features()] < 12 ? -1 : 1;
        predictions[row] = (float) (1 / (1 + Math.exp(-margin)));
      }
      return predictions;
    }

    @Override
    public Optional<Importance> importance(FeatureMatrix sample) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Test
  void require_sameModel_passes() throws Exception {
    agreement(0).require("test");
  }

  @Test
  void require_leafOffByALittle_isRefusedWithTheFigures() throws Exception {
    Agreement agreement = agreement(0.001f);
    assertThat(agreement.at().get("date").stringValue()).startsWith("2001-01-01T18");
    assertThatThrownBy(() -> agreement.require("test"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("differs from test's own predictions by up to 1.9")
        .hasMessageContaining("on 2 rows")
        .hasMessageContaining("2001-01-01T18");
  }

  @Test
  void require_notANumberOnOneRow_isRefused() throws Exception {
    Agreement agreement = agreement(Float.NaN);
    assertThat(agreement.largest()).isNaN();
    assertThatThrownBy(() -> agreement.require("test")).isInstanceOf(UserError.class);
  }

  private Agreement agreement(float error) throws Exception {
    TransformFiles transform = TransformFiles.read(Flights.make(folder).transform());
    Hourly model = new Hourly(error);
    List<ObjectNode> rows =
        List.of(
            Json.object().put("date", "2001-01-01T06:00:00").put("distance", 100.0),
            Json.object().put("date", "2001-01-01T18:00:00").put("origin", "ATL"));
    ModelGraph graph = ModelGraph.of(transform, model, Task.BINARY, List.of());
    Batch raw = RowCodec.ofInputs(transform.signature()).decode(rows);
    return Agreement.of(model, graph.predictor(), ComparedRows.of(raw, List.of(), transform));
  }
}
