package dev.millrace.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UserErrorTest {

  @Test
  void kinds_exitCodes_areTheDocumentedOnes() {
    assertThat(Stream.of(UserError.Kind.values()).map(UserError.Kind::exitCode))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void hintAndCause_added_keepWhatWasThere() {
    IOException cause = new IOException("disk");
    UserError error = UserError.notFound("no file").hint("make one").causedBy(cause);
    assertThat(error).hasMessage("no file").hasCause(cause);
    assertThat(error.hint()).contains("make one");
    assertThat(error.kind()).isEqualTo(UserError.Kind.NOT_FOUND);
  }
}
