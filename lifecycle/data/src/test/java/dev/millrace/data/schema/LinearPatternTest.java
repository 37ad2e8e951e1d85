package dev.millrace.data.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearPatternTest {

  @Test
  void of_repetitionsThatMultiply_areRefusedHoweverTheyAreHidden() {
    for (String expression :
        List.of(
            "((a{100}){100}){100}",
            "((a{1,100}b){100,})",
            "(a{1000}[](]){1000}",
            "(a{1000}[^](]){1000}",
            "(a{1000}\\)){1000}",
            "(?:a{50}|b(?i:c{3})*){50}")) {
      assertThatThrownBy(() -> LinearPattern.of(expression))
          .as(expression)
          .hasMessageStartingWith("repeats more than 1000 times");
    }
    assertThatThrownBy(() -> LinearPattern.of("(\\Q)\\E a{1000}){1000}"))
        .hasMessageStartingWith("quotes by \\Q");
  }

  @Test
  void of_whatOnlyLooksLikeRepetition_isTaken() {
    assertThat(LinearPattern.of("[({]{3}").matches("({(")).isTrue();
    assertThat(LinearPattern.of("(\\x{41}\\p{Greek}){100}").matches("Aα".repeat(100))).isTrue();
    assertThat(LinearPattern.of("[0-9]{1000}|a{1000}").matches("a".repeat(1000))).isTrue();
    assertThat(LinearPattern.of("a{2}|{x}").matches("{x}")).isTrue();
  }

  @Test
  void of_randomExpressions_isReadOrRefused() {
    String signs = "ab(){}[]^\\|*+?.,0129-:";
    Random random = new Random(11);
    int taken = 0;
    for (int trial = 0; trial < 20_000; trial++) {
      StringBuilder expression = new StringBuilder();
      for (int i = random.nextInt(16); i >= 0; i--) {
        expression.append(signs.charAt(random.nextInt(signs.length())));
      }
      taken += isTaken(expression.toString()) ? 1 : 0;
    }
    assertThat(taken).isBetween(1_000, 19_000);
  }

  private static boolean isTaken(String expression) {
    try {
      LinearPattern.of(expression).matches("ab".repeat(50));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
