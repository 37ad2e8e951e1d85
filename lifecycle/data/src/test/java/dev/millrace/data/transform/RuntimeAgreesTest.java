package dev.millrace.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.core.artifact.Examples;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.ExamplesReader;
import dev.millrace.data.examples.Splits;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another runtime loads what is written here, and computes the same. */
class RuntimeAgreesTest {

  @TempDir private Path directory;

  @Test
  void graph_ofEveryKindOfFeature_runsOnOnnxRuntime() throws Exception {
    Transforming transforming = new Transforming(directory);
    Examples examples = transforming.sharded(IncrementTest.shards(1));
    Map<String, FeatureSpec> features = new HashMap<>(IncrementTest.features());
    features.put(
        "formula",
        FeatureSpec.expression(
                "min(distance, 3) > 1 ? pow(distance, 2) / carrier : log(abs(-distance) + 1)")
            .buckets(1.0, 100.0)
            .oneHot()
            .build());
    features.put("power", FeatureSpec.from("carrier").power(-1).indicator().build());
    features.put("week", FeatureSpec.from("date").part(DatePart.WEEK).log().build());
    features.put(
        "both", FeatureSpec.cross("note", "carrier").hash(7).impute(Impute.text("?")).build());
    Transform.Outputs outputs = transforming.run(TestTask.in(directory), examples, features);
    TransformFiles files = TransformFiles.read(outputs.graph());
    Batch raw = raw(examples, files);
    Batch found = files.predictor().predict(raw);
    Map<String, float[]> expected = OnnxRuntime.outputs(files, raw);
    for (Field output : files.signature().outputs()) {
      Column.Doubles column = (Column.Doubles) found.column(output.name());
      float[] values = expected.getOrDefault(output.name(), new float[0]);
      assertThat(values).hasSize(raw.rows());
      for (int row = 0; row < values.length; row++) {
        String what = output.name() + " of row " + row;
        assertThat(column.present(row)).as(what).isNotEqualTo(Float.isNaN(values[row]));
        if (column.present(row)) {
          double close = 1e-6 * Math.max(1, Math.abs(values[row]));
          assertThat(column.values()[row]).as(what).isCloseTo(values[row], within(close));
        }
      }
    }
  }

  private Batch raw(Examples examples, TransformFiles files) throws Exception {
    List<String> wanted = files.signature().inputs().stream().map(Field::name).toList();
    List<Batch> batches = new ArrayList<>();
    try (ExamplesReader reader = ExamplesReader.open(examples, directory.resolve("raw"), 1)) {
      reader.read(Splits.TRAIN, wanted, batches::add);
    }
    assertThat(batches).hasSize(1);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    wanted.forEach(name -> columns.put(name, batches.getFirst().column(name)));
    return new Batch(batches.getFirst().rows(), columns);
  }
}
