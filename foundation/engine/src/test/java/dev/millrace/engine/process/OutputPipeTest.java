package dev.millrace.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputPipeTest {

  @Test
  void read_whileAnotherHasThePipe_goesOnToTheLastWriter() throws Exception {
    try (OutputPipe pipe = OutputPipe.open()) {
      FileOutputStream program = new FileOutputStream(pipe.target());
      FileOutputStream helper = new FileOutputStream(pipe.target());
      pipe.started();
      program.write("program, ".getBytes(StandardCharsets.UTF_8));
      program.close();
      helper.write("helper".getBytes(StandardCharsets.UTF_8));
      helper.close();

      assertThat(pipe.read().readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("program, helper");
    }
  }

  @Test
  void started_withTheName_takesItAwayWithItsDirectory() throws Exception {
    try (OutputPipe pipe = OutputPipe.open()) {
      assertThat(pipe.target()).exists();
      assertThat(pipe.mark()).isEqualTo(pipe.target() + " (deleted)");

      pipe.started();

      assertThat(pipe.target().getParentFile()).doesNotExist();
    }
  }

  @Test
  void close_beforeAnyProgramStarted_leavesNothing() throws Exception {
    OutputPipe pipe = OutputPipe.open();

    pipe.close();

    assertThat(pipe.target().getParentFile()).doesNotExist();
    assertThatThrownBy(() -> pipe.read().read()).isInstanceOf(ClosedChannelException.class);
  }
}
