package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a command says on standard error when it cannot do what it was asked. */
final class Complaint {

  private Complaint() {}

  /** One error, one hint after it, all of these parts in the two, and no stack trace. */
  static void isClear(String err, String... parts) {
    List<String> lines = err.lines().toList();
    assertThat(lines).as(err).filteredOn(line -> line.startsWith("error: ")).hasSize(1);
    assertThat(lines).as(err).filteredOn(line -> line.startsWith("hint: ")).hasSize(1);
    String complaint = err.substring(err.indexOf("error: "));
    assertThat(complaint).contains(parts);
    assertThat(complaint.indexOf("\nhint: ")).isPositive();
    assertThat(err).doesNotContain("\tat ", "; at ", "Exception", "this is a bug");
    for (String part : parts) {
      assertThat(err.indexOf(part))
          .as("'" + part + "' is said once")
          .isEqualTo(err.lastIndexOf(part));
    }
  }
}
