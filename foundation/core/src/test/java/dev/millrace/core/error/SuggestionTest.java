package dev.millrace.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "statistcs, statistics, 1",
    "tarin, train, 1",
    "ca, abc, 3",
    "'', abc, 3",
    "same, same, 0"
  })
  void distance_knownPairs_areAsPublished(String a, String b, int distance) {
    assertThat(distance(a, b)).isEqualTo(distance);
  }

  @Test
  void distance_anyTexts_isSymmetricAndZeroOnlyIfEqual() {
    Random random = new Random(4);
    for (int trial = 0; trial < 2_000; trial++) {
      String a = text(random);
      String b = text(random);
      assertThat(distance(a, b)).isEqualTo(distance(b, a));
      assertThat(distance(a, b) == 0).isEqualTo(a.equals(b));
      assertThat(distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
    }
  }

  @Test
  void distance_aboveALimit_isAboveItAndOtherwiseTheSame() {
    Random random = new Random(5);
    for (int trial = 0; trial < 2_000; trial++) {
      String a = text(random);
      String b = text(random);
      int distance = distance(a, b);
      for (int limit = 0; limit < 6; limit++) {
        int limited = Suggestion.distance(a, b, limit);
        assertThat(Math.min(limited, limit + 1)).isEqualTo(Math.min(distance, limit + 1));
      }
    }
  }

  private static int distance(String a, String b) {
    return Suggestion.distance(a, b, Integer.MAX_VALUE);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  @Test
  void nearest_slipOfTheFinger_isFound() {
    List<String> known = List.of("train", "transform", "evaluate");
    assertThat(Suggestion.nearest("trian", known)).contains("train");
    assertThat(Suggestion.nearest("serve", known)).isEmpty();
  }

  @Test
  void nearest_ofSeveral_isTheNearestAndOfEquallyNearTheFirst() {
    assertThat(Suggestion.nearest("abcdef", List.of("abcdxx", "abcdey", "abcdex", "abcxxx")))
        .contains("abcdex");
  }

  @Test
  void remedy_nothingNear_listsWhatIsKnown() {
    assertThat(Suggestion.remedy("x", Set.of("train", "evaluate")))
        .isEqualTo("use one of: evaluate, train");
    assertThat(Suggestion.remedy("x", Set.of())).isEqualTo("remove it");
  }
}
