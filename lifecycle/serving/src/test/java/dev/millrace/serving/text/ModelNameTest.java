package dev.millrace.serving.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"flight-delays", "a", "Model_2.1", "0"})
  void checked_plainName_isItself(String name) {
    assertThat(ModelName.checked(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "../x", "a/b", "/etc", "a\\b", "..\\x", "%2e%2e", "a#b", "a?b", "a\0b",
        "-rf", ".hidden", "a b", "é", "a\n", "C:", "~root"
      })
  void checked_nameThatIsMoreThanAName_isRefused(String name) {
    assertThatThrownBy(() -> ModelName.checked(name))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be served")
        .message()
        .doesNotContain("\0", "\n");
  }
}
