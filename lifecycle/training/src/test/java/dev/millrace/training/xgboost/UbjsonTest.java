package dev.millrace.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.value.Json;
import dev.millrace.training.trainer.Objective;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class UbjsonTest {

  /** Of the specification: a type is a letter, numbers are big-endian. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5a                             | null",
        "54                             | true",
        "46                             | false",
        "69 ff                          | -1",
        "55 ff                          | 255",
        "49 ff 00                       | -256",
        "6c 00 01 00 00                 | 65536",
        "4c 00 00 00 01 00 00 00 00     | 4294967296",
        "64 3f c0 00 00                 | 1.5",
        "44 bf e0 00 00 00 00 00 00     | -0.5",
        "53 69 02 c3 bc                 | \"ü\"",
        "5b 5d                          | []",
        "5b 54 5b 5d 5d                 | [true, []]",
        "5b 23 69 02 54 69 05           | [true, 5]",
        "5b 24 55 23 69 03 01 02 80     | [1, 2, 128]",
        "5b 24 64 23 55 02 3f c0 00 00 7f 80 00 00 | [1.5, 1e39]",
        "5b 24 6c 23 55 02 00 00 00 01 ff ff ff ff | [1, -1]",
        "7b 7d                          | {}",
        "7b 69 01 61 46 69 01 62 7b 7d 7d | {\"a\": false, \"b\": {}}"
      })
  void read_eachType_isItsValue(String hex, String json) {
    assertSame(Ubjson.read(HexFormat.of().parseHex(hex.replace(" ", ""))), Json.parse(json));
  }

  @Test
  void read_aModel_isWhatItsTextSays() throws Exception {
    Random random = new Random(7);
    float[] features = new float[600];
    float[] labels = new float[200];
    for (int i = 0; i < features.length; i++) {
      features[i] = i % 7 == 0 ? Float.NaN : i % 3 == 2 ? random.nextInt(9) : random.nextFloat();
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextFloat();
    }
    DMatrix rows = new DMatrix(features, 200, 3, Float.NaN);
    rows.setLabel(labels);
    rows.setFeatureTypes(new String[] {"q", "q", "c"});
    Map<String, Object> parameters = Map.of("tree_method", "hist", "max_depth", 4, "nthread", 1);
    Booster booster = XGBoost.train(rows, parameters, 5, new HashMap<>(), null, null);

    byte[] file =
        SavedModel.bytes(booster, new Objective.Regression(Objective.Loss.SQUARED, 0.5), 5);
    JsonNode text = Json.parse(new String(file, StandardCharsets.UTF_8));
    assertSame(SavedModel.content(booster), text);

    booster.dispose();
    rows.dispose();
  }

  private static void assertSame(JsonNode binary, JsonNode text) {
    if (text.isNumber()) {
      assertThat(binary.floatValue()).isEqualTo(text.floatValue());
    } else if (binary.isPojo()) {
      assertThat(Ubjson.numbers(binary))
          .usingElementComparator((a, b) -> Float.compare((float) (double) a, (float) (double) b))
          .containsExactly(Ubjson.numbers(text));
    } else if (text.isArray()) {
      assertThat(binary.size()).isEqualTo(text.size());
      for (int at = 0; at < text.size(); at++) {
        assertSame(binary.get(at), text.get(at));
      }
    } else if (text.isObject()) {
      assertThat(binary.propertyNames()).containsExactlyInAnyOrderElementsOf(text.propertyNames());
      text.forEachEntry((name, value) -> assertSame(binary.get(name), value));
    } else {
      assertThat(binary).isEqualTo(text);
    }
  }

  @Test
  void read_anotherFormatOrHalfOfIt_isRefused() {
    assertThatThrownBy(() -> Ubjson.read("x".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("byte 120 before 1 begins no value of UBJSON");
    assertThatThrownBy(() -> Ubjson.read(HexFormat.of().parseHex("5b24555d")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the array before 3 has no size");
    assertThatThrownBy(() -> Ubjson.read(HexFormat.of().parseHex("6c0001")))
        .isInstanceOf(BufferUnderflowException.class);
  }
}
