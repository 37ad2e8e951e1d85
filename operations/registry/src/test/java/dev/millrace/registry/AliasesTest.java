package dev.millrace.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotion and the way back. */
class AliasesTest {
  private static final Instant NOON = Workshop.NOON;
  private static final String MODEL = "flights";

  @TempDir Path directory;
  private Workshop workshop;
  private ModelRegistry registry;

  @BeforeEach
  void fourVersions() throws IOException {
    workshop = new Workshop(directory.resolve("home"));
    registry = workshop.registry;
    for (String content : List.of("a", "b", "c", "d")) {
      workshop.register(MODEL, workshop.model(content), NOON);
    }
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void rollback_twice_goesBackTwice() throws IOException {
    promote(1, 2, 3);
    assertThat(rollback()).isEqualTo(2);
    assertThat(rollback()).isEqualTo(1);
    assertNothingLeft();
  }

  @Test
  void rollback_afterAPromotionThatCameAfterARollback_leadsThroughBoth() throws IOException {
    promote(1, 2, 3);
    assertThat(rollback()).isEqualTo(2);
    promote(4);
    assertThat(rollback()).isEqualTo(2);
    assertThat(rollback()).isEqualTo(1);
    assertNothingLeft();
  }

  @Test
  void rollback_toAVersionPromotedTwice_isOfTheLaterTime() throws IOException {
    promote(1, 2, 1);
    assertThat(rollback()).isEqualTo(2);
    assertThat(rollback()).isEqualTo(1);
    assertNothingLeft();
  }

  @Test
  void rollback_ofAnAliasTakenAway_givesItBack() throws IOException {
    promote(1, 2);
    registry.removeAlias(MODEL, "champion", by("by mistake"));
    Rollback done = registry.rollback(MODEL, "champion", by("oh"), version -> {});
    assertThat(done.from()).isEmpty();
    assertThat(done.to()).isEqualTo(2);
    assertThat(rollback()).isEqualTo(1);
  }

  @Test
  void rollback_whatServedTheFormer_followsAndTheRestStays() throws IOException {
    promote(1, 2);
    registry.deploy(MODEL, 2, "local", by(""));
    registry.deploy(MODEL, 2, "edge", by(""));
    registry.deploy(MODEL, 3, "trial", by(""));
    registry.deploy(MODEL, 1, "old", by(""));

    Rollback done = registry.rollback(MODEL, "champion", by("too many alarms"), version -> {});

    assertThat(done)
        .isEqualTo(
            new Rollback(
                MODEL,
                "champion",
                Optional.of(2),
                1,
                List.of("edge", "local"),
                Map.of("trial", 3)));
    assertThat(registry.desired("local", MODEL, NOON).orElseThrow().version()).isEqualTo(1);
    assertThat(registry.desired("trial", MODEL, NOON).orElseThrow().version()).isEqualTo(3);
    assertThat(registry.aliasHistory(MODEL).getFirst().change()).isEqualTo(by("too many alarms"));
    assertThat(registry.deploymentHistory("local", MODEL).getFirst().change())
        .isEqualTo(by("too many alarms"));
  }

  /** A replay may have recorded changes of a later event time than the present. */
  @Test
  void promoteAndRollback_afterChangesOfALaterTime_standNevertheless() throws IOException {
    Instant later = NOON.plus(Duration.ofDays(30));
    registry.setAlias(MODEL, "champion", 1, Change.by("ada", later, ""));
    registry.deploy(MODEL, 1, "local", Change.by("ada", later, ""));

    registry.promote(MODEL, "champion", 2, Optional.of("local"), by("better"));
    assertThat(registry.aliases(MODEL)).containsEntry("champion", 2);
    assertThat(registry.desired("local").getFirst().version()).isEqualTo(2);

    assertThat(rollback()).isEqualTo(1);
    assertThat(registry.aliases(MODEL)).containsEntry("champion", 1);
    assertThat(registry.desired("local").getFirst().version()).isEqualTo(1);
  }

  @Test
  void rollback_ofAnotherAlias_leavesTheChampion() throws IOException {
    promote(4);
    registry.promote(MODEL, "challenger", 2, Optional.empty(), by(""));
    registry.promote(MODEL, "challenger", 3, Optional.empty(), by(""));
    assertThat(registry.rollback(MODEL, "challenger", by(""), version -> {}).to()).isEqualTo(2);
    assertThat(registry.aliases(MODEL)).isEqualTo(Map.of("champion", 4, "challenger", 2));
  }

  @Test
  void rollback_withNothingBefore_saysSo() throws IOException {
    assertThatThrownBy(this::rollback)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it never stood for a version");
    promote(2);
    assertThatThrownBy(this::rollback)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("never stood for another version than 2");
    assertThatThrownBy(() -> registry.rollback("fligths", "champion", by(""), version -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no model 'fligths'");
  }

  @Test
  void rollback_toADamagedBundle_changesNothing() throws IOException {
    promote(1, 2);
    Path bundle =
        workshop.artifacts.open(
            registry.row(registry.findVersion(MODEL, 1).orElseThrow().artifact()));
    Files.delete(bundle.resolve("model.onnx"));
    assertThatThrownBy(this::rollback)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.onnx");
    assertThatThrownBy(() -> registry.promote(MODEL, "shadow", 1, Optional.empty(), by("")))
        .isInstanceOf(UserError.class);
    assertThat(registry.aliases(MODEL)).isEqualTo(Map.of("champion", 2));
  }

  @Test
  void removeAlias_thatStandsForNothing_isNotFound() {
    assertThatThrownBy(() -> registry.removeAlias(MODEL, "shadow", by("")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no alias 'shadow'");
  }

  @Test
  void note_tagsAndDescriptions_areOfTheModelOrTheVersion() {
    registry.note(MODEL, notes(Map.of("team", "ops", "tier", "1")), by(""));
    registry.note(MODEL, notes(Map.of("team", "data")), by(""));
    registry.note(MODEL, 2, new Notes(Map.of(), Set.of(), Optional.of("the lean one")), by(""));
    registry.note(MODEL, new Notes(Map.of(), Set.of("tier"), Optional.empty()), by(""));

    ModelEntry model = registry.findModel(MODEL).orElseThrow();
    VersionEntry version = registry.findVersion(MODEL, 2).orElseThrow();
    assertThat(registry.tags(model.id())).isEqualTo(Map.of("team", "data"));
    assertThat(registry.tags(version.id())).isEmpty();
    assertThat(version.description()).isEqualTo("the lean one");
    assertThat(model.description()).isEmpty();
    assertThat(workshop.metadata.eventsOf(MODEL))
        .filteredOn(event -> event.kind().equals("model.noted"))
        .hasSize(4);
  }

  @Test
  void note_whatDoesNotFit_isRefusedWhole() {
    ModelEntry model = registry.findModel(MODEL).orElseThrow();
    for (Notes notes :
        List.of(
            notes(Map.of("team", "ops", "No Name", "x")),
            notes(Map.of("team", "ops", "long", "x".repeat(1_001))),
            new Notes(Map.of("team", "ops"), Set.of("tier"), Optional.empty()),
            new Notes(Map.of("team", "ops"), Set.of(), Optional.of("x".repeat(10_001))))) {
      assertThatThrownBy(() -> registry.note(MODEL, notes, by(""))).isInstanceOf(UserError.class);
    }
    assertThat(registry.tags(model.id())).isEmpty();
  }

  private static Notes notes(Map<String, String> tags) {
    return new Notes(tags, Set.of(), Optional.empty());
  }

  private void promote(int... versions) throws IOException {
    for (int version : versions) {
      registry.promote(MODEL, "champion", version, Optional.empty(), by("better"));
    }
  }

  private int rollback() throws IOException {
    return registry.rollback(MODEL, "champion", by("worse"), version -> {}).to();
  }

  private void assertNothingLeft() {
    assertThatThrownBy(this::rollback)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nothing to go back to");
  }

  private static Change by(String reason) {
    return Change.by("ada", NOON, reason);
  }
}
