package dev.millrace.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.error.UserError;
import dev.millrace.store.MetadataStore.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
  private static final Instant NOON = Workshop.NOON;
  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir Path directory;
  private Workshop workshop;
  private ModelRegistry registry;

  @BeforeEach
  void open() {
    workshop = new Workshop(directory.resolve("home"));
    registry = workshop.registry;
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void register_newContent_isTheNextVersionAndLeadsBackToItsRun() throws IOException {
    VersionEntry one = workshop.register("flights", workshop.model("a"), NOON);
    VersionEntry two = workshop.register("flights", workshop.model("b"), NOON);
    VersionEntry other = workshop.register("trains", workshop.model("a"), NOON);

    assertThat(List.of(one.version(), two.version(), other.version())).containsExactly(1, 2, 1);
    assertThat(registry.versions("flights")).containsExactly(two, one);
    assertThat(registry.findVersion("flights", 1)).contains(one);
    assertThat(registry.findVersion("flights", two.digest())).contains(two);
    assertThat(registry.versionsOfRun(workshop.run)).containsExactly(one, two, other);
    assertThat(registry.versionsOfContent(one.digest())).containsExactly(one, other);
    assertThat(one.run()).isEqualTo(workshop.run);
    assertThat(workshop.metadata.findArtifact(one.artifact())).isPresent();
    assertThat(one.reason()).isEqualTo("good enough");
    assertThat(registry.models())
        .extracting(ModelEntry::name, ModelEntry::latest)
        .containsExactly(tuple("flights", 2), tuple("trains", 1));
  }

  @Test
  void register_sameContentAgain_isTheSameVersion() throws IOException {
    VersionEntry one = workshop.register("flights", workshop.model("a"), NOON);
    workshop.register("flights", workshop.model("b"), NOON);

    assertThat(workshop.register("flights", workshop.model("a"), NOON.plus(WEEK))).isEqualTo(one);
    assertThat(registry.versions("flights")).hasSize(2);
  }

  @Test
  void register_manyWritersOnTwoConnections_neverLoseOrDoubleAVersion() throws Exception {
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      models.add(workshop.model("content " + i / 2));
    }
    List<Integer> versions = new ArrayList<>();
    try (Workshop second = new Workshop(directory.resolve("home"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<VersionEntry>> futures = new ArrayList<>();
      for (int i = 0; i < models.size(); i++) {
        Workshop writer = i % 2 == 0 ? workshop : second;
        Model model = models.get(i);
        futures.add(threads.submit(() -> writer.register("flights", model, NOON)));
      }
      for (Future<VersionEntry> future : futures) {
        versions.add(future.get().version());
      }
    }

    assertThat(registry.versions("flights"))
        .extracting(VersionEntry::version)
        .containsExactlyElementsOf(IntStream.iterate(12, i -> i - 1).limit(12).boxed().toList());
    for (int i = 0; i < versions.size(); i += 2) {
      assertThat(versions.get(i)).isEqualTo(versions.get(i + 1));
    }
  }

  @Test
  void register_damagedBundle_isRefusedAndNamesTheFile() throws IOException {
    Model model = workshop.model("whole");
    assertThat(model.file("model.onnx").toFile().setWritable(true)).isTrue();
    Files.writeString(model.file("model.onnx"), "whale");

    assertThatThrownBy(() -> workshop.register("flights", model, NOON))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.onnx");
    assertThat(registry.models()).isEmpty();
  }

  /** A collection marks what it takes before it removes the files: those still look sound. */
  @Test
  void register_collectedBundleOrBlessing_isRefused() throws IOException {
    Handle.Stored bundle = Gate.stored(workshop.model("a"));
    Handle.Stored blessing =
        Gate.stored(workshop.make(ModelBlessing.TYPE, Map.of("reason", "so"), Map.of()));
    Registration registration =
        new Registration(
            "flights",
            bundle.id(),
            bundle.digest(),
            workshop.run,
            Optional.of(blessing.id()),
            Map.of(),
            NOON);

    bury(blessing);
    assertThatThrownBy(() -> registry.register(registration))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the files of the blessing %s were collected, and the model cannot be registered",
            blessing.id().brief());
    bury(bundle);
    assertThatThrownBy(() -> registry.register(registration))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the files of the bundle");
    assertThat(registry.models()).isEmpty();
  }

  private void bury(Handle.Stored artifact) {
    workshop
        .metadata
        .database()
        .change(
            sql -> sql.execute("UPDATE artifact SET state = 'GONE' WHERE id = ?", artifact.id()));
  }

  @Test
  void register_nameThatIsNone_isRefused() throws IOException {
    Model model = workshop.model("a");
    for (String name : List.of("", "..", "../x", "a/b", ".a", "a b", "é", "a\0", "-a", "a%2f")) {
      assertThatThrownBy(() -> workshop.register(name, model, NOON))
          .as(name)
          .isInstanceOf(UserError.class);
    }
  }

  @Test
  void championAsOf_history_answersForEveryInstant() throws IOException {
    VersionEntry one = workshop.register("flights", workshop.model("a"), NOON);
    VersionEntry two = workshop.register("flights", workshop.model("b"), NOON);
    // Recorded in another order than it happened.
    champion(2, NOON.plus(WEEK));
    champion(1, NOON);
    registry.removeAlias(
        "flights", ModelRegistry.CHAMPION, Change.by("ada", NOON.plus(WEEK).plus(WEEK), "bad"));

    assertThat(registry.championAsOf("flights", NOON.minusMillis(1))).isEmpty();
    assertThat(registry.championAsOf("flights", NOON)).contains(one);
    assertThat(registry.championAsOf("flights", NOON.plus(WEEK).minusMillis(1))).contains(one);
    assertThat(registry.championAsOf("flights", NOON.plus(WEEK))).contains(two);
    assertThat(registry.championAsOf("flights", NOON.plus(WEEK).plus(WEEK))).isEmpty();
    assertThat(registry.aliases("flights")).isEmpty();
    assertThat(registry.aliasHistory("flights")).hasSize(3);
  }

  @Test
  void aliases_several_areEachTheNewest() throws IOException {
    workshop.register("flights", workshop.model("a"), NOON);
    workshop.register("flights", workshop.model("b"), NOON);
    champion(1, NOON);
    champion(2, NOON);
    registry.setAlias("flights", "shadow", 1, Change.by("ada", NOON, "to watch"));

    assertThat(registry.aliases("flights"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("champion", 2, "shadow", 1));
    assertThat(registry.knownAliases()).containsExactlyInAnyOrder("champion", "shadow");
  }

  @Test
  void setAlias_whatIsNotThere_saysWhatIs() throws IOException {
    workshop.register("flights", workshop.model("a"), NOON);
    Change change = Change.by("ada", NOON, "");

    assertThatThrownBy(() -> registry.setAlias("flihgts", "champion", 1, change))
        .isInstanceOfSatisfying(
            UserError.class,
            e -> assertThat(e.hint().orElseThrow()).contains("did you mean 'flights'"));
    assertThatThrownBy(() -> registry.setAlias("flights", "champion", 2, change))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no version 2");
    assertThatThrownBy(() -> registry.setAlias("flights", "v1", 1, change))
        .isInstanceOf(UserError.class);
  }

  @Test
  void deploy_again_keepsTheHistoryAndTheNewestByEventTime() throws IOException {
    workshop.register("flights", workshop.model("a"), NOON);
    workshop.register("flights", workshop.model("b"), NOON);
    registry.deploy("flights", 1, "local", Change.by("ada", NOON, ""));
    registry.deploy("flights", 2, "local", Change.by("ada", NOON.plus(WEEK), ""));
    registry.deploy("flights", 1, "edge", Change.by("ada", NOON, ""));

    assertThat(registry.desired("local", "flights", NOON).orElseThrow().version()).isEqualTo(1);
    assertThat(registry.desired("local")).extracting(DesiredDeployment::version).containsExactly(2);
    assertThat(registry.deploymentHistory("local", "flights"))
        .extracting(DesiredDeployment::version)
        .containsExactly(2, 1);
    assertThat(registry.environments()).containsExactly("edge", "local");
    assertThat(registry.desired("local", "flights", NOON.minusMillis(1))).isEmpty();
  }

  @Test
  void deploy_damagedBundle_leavesTheDesiredState() throws IOException {
    workshop.register("flights", workshop.model("a"), NOON);
    Model bad = workshop.model("b");
    workshop.register("flights", bad, NOON);
    registry.deploy("flights", 1, "local", Change.by("ada", NOON, ""));
    Files.delete(bad.file("model.onnx"));

    assertThatThrownBy(() -> registry.deploy("flights", 2, "local", Change.by("ada", NOON, "")))
        .isInstanceOf(UserError.class);

    assertThat(registry.desired("local").getFirst().version()).isEqualTo(1);
  }

  @Test
  void everyChange_isAnEventOfItsModel() throws IOException {
    workshop.register("flights", workshop.model("a"), NOON);
    champion(1, NOON);
    registry.deploy("flights", 1, "local", Change.by("ada", NOON, "go"));

    assertThat(workshop.metadata.eventsOf("flights"))
        .extracting(Event::kind)
        .containsExactly("model.version", "model.alias", "deployment.desired");
  }

  @Test
  void resolve_champion_isTheModelOfThePipelineAsOfThen() throws IOException {
    Model one = workshop.model("a");
    Model two = workshop.model("b");
    workshop.register("flights", one, NOON);
    workshop.register("flights", two, NOON);
    champion(1, NOON);
    champion(2, NOON.plus(WEEK));
    RegistryResolver resolver = new RegistryResolver(registry);
    Instant later = NOON.plus(WEEK);

    assertThat(resolver.queries()).contains("champion", "challenger");
    assertThat(resolver.resolve(Model.TYPE, "champion", "flights", NOON, Set.of())).contains(one);
    assertThat(resolver.resolve(Model.TYPE, "champion", "flights", later, Set.of())).contains(two);
    assertThat(resolver.resolve(Model.TYPE, "champion", "trains", later, Set.of())).isEmpty();
    assertThat(resolver.resolve(Model.TYPE, "challenger", "flights", later, Set.of())).isEmpty();
  }

  @Test
  void resolve_exceptedContent_isTheOneBeforeIt() throws IOException {
    Model one = workshop.model("a");
    Model two = workshop.model("b");
    workshop.register("flights", one, NOON);
    workshop.register("flights", two, NOON);
    champion(1, NOON);
    champion(2, NOON);
    RegistryResolver resolver = new RegistryResolver(registry);
    var first = ((Handle.Stored) one.handle()).digest();
    var second = ((Handle.Stored) two.handle()).digest();

    assertThat(resolver.resolve(Model.TYPE, "champion", "flights", NOON, Set.of(second)))
        .contains(one);
    assertThat(resolver.resolve(Model.TYPE, "champion", "flights", NOON, Set.of(first, second)))
        .isEmpty();
  }

  private void champion(int version, Instant eventTime) {
    registry.setAlias(
        "flights", ModelRegistry.CHAMPION, version, Change.by("ada", eventTime, "better"));
  }
}
