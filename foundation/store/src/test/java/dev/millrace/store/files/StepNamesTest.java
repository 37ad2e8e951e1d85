package dev.millrace.store.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StepNamesTest {

  @Test
  void fileName_ofAPath_isReadable() {
    assertThat(StepNames.fileName("train")).isEqualTo("train");
    assertThat(StepNames.fileName("each[2]/train_it")).isEqualTo("each-2+train_it");
    assertThat(StepNames.fileName("a[1]/b[22]/c/d[3]")).isEqualTo("a-1+b-22+c+d-3");
  }

  @Test
  void fileName_ofAnythingElse_isRefused() {
    for (String text :
        List.of(
            "",
            "/",
            "a/",
            "/a",
            "a//b",
            "a/../b",
            "..",
            "a[",
            "a]",
            "a[]",
            "a[-1]",
            "a[1",
            "a[x]",
            "a[1][2]",
            "[1]",
            "a[1]b",
            "a/[1]",
            "A",
            "1a",
            "a b",
            "a\0",
            "a\n",
            "a.b",
            "a\\b",
            "é",
            "a[1]/",
            "a[1]\n",
            "~",
            "a+b",
            "a-1",
            "a[٣]",
            "a[9999999999]")) {
      assertThatThrownBy(() -> StepNames.fileName(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + text + "'");
    }
  }

  @Test
  void fileName_ofManyPaths_isShortAndNeverThatOfTwo() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String path = path(random);
      String name = StepNames.fileName(path);
      assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(200);
      assertThat(name).matches("[a-z0-9_+~-]+");
      String same = names.put(name, path);
      assertThat(same == null || same.equals(path)).as(name).isTrue();
    }
  }

  private static String path(SplittableRandom random) {
    StringBuilder path = new StringBuilder();
    for (int depth = random.nextInt(1, 5); depth > 0; depth--) {
      path.append(path.isEmpty() ? "" : "/").append("ab".charAt(random.nextInt(2)));
      int length = random.nextInt(4) == 0 ? 90 : random.nextInt(3);
      for (int i = 0; i < length; i++) {
        path.append("a_1".charAt(random.nextInt(3)));
      }
      path.append(random.nextBoolean() ? "[" + random.nextInt(12) + "]" : "");
    }
    return path.toString();
  }
}
