package dev.millrace.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not sound becomes no version, no alias and no deployment. */
class BundlesTest {
  private static final Change CHANGE = Change.by("ada", Workshop.NOON, "");

  @TempDir Path directory;
  private Workshop workshop;
  private ModelRegistry registry;
  private boolean strict = true;

  @BeforeEach
  void open() {
    workshop = new Workshop(directory.resolve("home"), this::check);
    registry = workshop.registry;
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  private void check(Path bundle) throws IOException {
    if (strict && !Files.readString(bundle.resolve("model.onnx")).startsWith("good")) {
      throw UserError.failure("model.onnx is no good");
    }
  }

  @Test
  void register_whatTheCheckRefuses_isNoVersion() throws IOException {
    Model bad = workshop.model("bad");
    assertThatThrownBy(() -> workshop.register("flights", bad, Workshop.NOON))
        .isInstanceOf(UserError.class)
        .hasMessage("model.onnx is no good");
    assertThat(registry.models()).isEmpty();
    assertThat(workshop.register("flights", workshop.model("good"), Workshop.NOON).version())
        .isEqualTo(1);
  }

  /** As one that an earlier program let in, or a later one does not read. */
  @Test
  void promoteOrDeploy_whatTheCheckRefuses_changesNothing() throws IOException {
    strict = false;
    workshop.register("flights", workshop.model("bad"), Workshop.NOON);
    strict = true;
    assertThatThrownBy(
            () -> registry.promote("flights", "champion", 1, Optional.of("local"), CHANGE))
        .hasMessage("model.onnx is no good");
    assertThatThrownBy(() -> registry.deploy("flights", 1, "local", CHANGE))
        .hasMessage("model.onnx is no good");
    assertThat(registry.aliasHistory("flights")).isEmpty();
    assertThat(registry.environments()).isEmpty();
  }

  @Test
  void register_aBundleThatIsTooLarge_isRefusedUnread() throws IOException {
    Model model = workshop.model("good");
    Handle.Stored stored = Gate.stored(model);
    size(stored, Bundles.MOST_BYTES + 1);
    Files.delete(model.file("model.onnx"));
    assertThatThrownBy(() -> workshop.register("flights", model, Workshop.NOON))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has 268,435,457 bytes; the registry takes at most 268,435,456");
    assertThat(registry.models()).isEmpty();
  }

  @Test
  void register_aBundleAsLargeAsMayBe_isAVersion() throws IOException {
    Model model = workshop.model("good");
    size(Gate.stored(model), Bundles.MOST_BYTES);
    assertThat(workshop.register("flights", model, Workshop.NOON).version()).isEqualTo(1);
  }

  private void size(Handle.Stored artifact, long bytes) {
    workshop
        .metadata
        .database()
        .change(
            sql -> sql.execute("UPDATE artifact SET bytes = ? WHERE id = ?", bytes, artifact.id()));
  }
}
