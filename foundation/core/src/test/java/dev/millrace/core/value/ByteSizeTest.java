package dev.millrace.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1B, 1, 1B",
    "512MiB, 536870912, 512MiB",
    "2GiB, 2147483648, 2GiB",
    "1.5 GiB, 1610612736, 1536MiB",
    "2GB, 2000000000, 1953125KiB",
    "1kB, 1000, 1000B",
    "1024TiB, 1125899906842624, 1024TiB"
  })
  void read_numberAndUnit_areBytes(String text, long bytes, String again) {
    ByteSize size = Json.as(Json.tree(text), ByteSize.class);
    assertThat(size).isEqualTo(new ByteSize(bytes));
    assertThat(size.text()).isEqualTo(again);
    assertThat(Json.as(Json.tree(size), ByteSize.class)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"512\"', such as 512MiB or 2GiB",
    "512, found '512'",
    "'\"MiB\"', found 'MiB'",
    "'\"-1MiB\"', found '-1MiB'",
    "'\"0MiB\"', at least 1B",
    "'\"0.1B\"', at least 1B",
    "'\"999999999999TiB\"', more than any machine has"
  })
  void read_anythingElse_saysWhy(String json, String why) {
    assertThatThrownBy(() -> Json.as(Json.parse(json), ByteSize.class)).hasMessageContaining(why);
  }
}
