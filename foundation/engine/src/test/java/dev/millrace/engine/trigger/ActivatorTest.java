package dev.millrace.engine.trigger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec.Schedule;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be activated, and where. */
class ActivatorTest {

  @TempDir Path home;
  private Yard yard;

  @BeforeEach
  void open() {
    yard = Yard.open(home, new SetClock("2026-01-05T05:30:00Z"), new Say(_ -> {}));
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void activate_pipelineWithoutTriggers_isRefused() {
    assertThatThrownBy(() -> yard.activate(Yard.saying("p")))
        .hasMessageContaining("pipeline 'p' has no triggers to activate");
    assertThatThrownBy(
            () ->
                yard.activate(
                    Yard.saying("p", new Schedule("0 * * * *", "UTC", TriggerOptions.NONE)),
                    "No Where"))
        .hasMessageContaining("'No Where' is no name of an environment");
  }
}
