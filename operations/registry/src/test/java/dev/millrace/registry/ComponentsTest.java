package dev.millrace.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Deployment;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.InfraBlessing;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.artifact.ModelVersion;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.GateRefused;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {
  @TempDir Path directory;
  private Workshop workshop;
  private FakeTask task;
  private final RegisterModel register = new RegisterModel();
  private final DeployModel deploy = new DeployModel();

  @BeforeEach
  void open() {
    workshop = new Workshop(directory.resolve("home"));
    task = new FakeTask(workshop, Workshop.NOON);
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  @Test
  void installed_components_haveTheirNames() {
    Components installed = Components.installed();

    assertThat(installed.find("register").map(StepCode::identity))
        .contains(new StepCode.Identity.JavaClass(RegisterModel.class));
    assertThat(installed.find("deploy").map(StepCode::identity))
        .contains(new StepCode.Identity.JavaClass(DeployModel.class));
  }

  @Test
  void register_blessed_isTheChampionByThePipelinesName() throws Exception {
    Model model = workshop.model("a");

    ModelVersion version = register.run(inputs(model, blessing(true)), task).version();

    assertThat(version.properties())
        .isEqualTo(
            Map.of(
                "name", Json.tree("flights"),
                "version", Json.tree(1),
                "model", Json.tree(((Handle.Stored) model.handle()).digest().hex())));
    VersionEntry champion = workshop.registry.championAsOf("flights", Workshop.NOON).orElseThrow();
    assertThat(champion.version()).isEqualTo(1);
    assertThat(champion.reason()).isEqualTo("auc is fine");
    AliasChange change = workshop.registry.aliasHistory("flights").getFirst();
    assertThat(change.change().actor()).isEqualTo("ada");
    assertThat(change.change().run()).contains(workshop.run);
  }

  @Test
  void register_asChallenger_leavesTheChampion() throws Exception {
    register.run(inputs(workshop.model("a"), blessing(true)), task);
    RegisterModel.Inputs second = inputs(workshop.model("b"), blessing(true), "challenger");
    Optional<String> before = register.outside(second, task);
    register.run(second, task);

    assertThat(workshop.registry.championAsOf("flights", Workshop.NOON).orElseThrow().version())
        .isEqualTo(1);
    assertThat(workshop.registry.aliases("flights"))
        .containsOnly(Map.entry("champion", 1), Map.entry("challenger", 2));
    assertThat(before).contains("flights without this version");
    assertThat(register.outside(second, task)).contains("flights version 2, challenger");
  }

  @Test
  void register_aliasThatCannotBe_registersNothing() throws Exception {
    RegisterModel.Inputs inputs = inputs(workshop.model("a"), blessing(true), "No Alias");

    assertThatThrownBy(() -> register.run(inputs, task)).isInstanceOf(UserError.class);
    assertThat(workshop.registry.models()).isEmpty();
  }

  @Test
  void register_again_givesTheSameVersionAndNoFurtherHistory() throws Exception {
    RegisterModel.Inputs inputs = inputs(workshop.model("a"), blessing(true));

    ModelVersion first = register.run(inputs, task).version();
    ModelVersion second = register.run(inputs, task).version();

    assertThat(second.properties()).isEqualTo(first.properties());
    assertThat(workshop.registry.aliasHistory("flights")).hasSize(1);
  }

  @Test
  void register_notBlessed_isRefusedWithTheReason() throws Exception {
    Model model = workshop.model("a");
    List<ModelBlessing> refusals =
        List.of(
            blessing(false),
            workshop.make(ModelBlessing.TYPE, Map.of(), Map.of("reason", "auc is fine")),
            workshop.make(
                ModelBlessing.TYPE, Map.of(), Map.of("blessed", "true", "reason", "auc is fine")));

    for (ModelBlessing refusal : refusals) {
      assertThatThrownBy(() -> register.run(inputs(model, refusal), task))
          .isInstanceOf(GateRefused.class)
          .hasMessageContaining("auc is fine");
    }
    assertThat(workshop.registry.models()).isEmpty();
  }

  @Test
  void register_blessingOfAnotherModel_isRefused() throws Exception {
    ModelBlessing other =
        workshop.make(
            ModelBlessing.TYPE, Map.of(), Map.of("blessed", true, "model", "f".repeat(64)));

    assertThatThrownBy(() -> register.run(inputs(workshop.model("a"), other), task))
        .isInstanceOf(GateRefused.class)
        .hasMessageContaining("another model");
  }

  @Test
  void registerOutside_changesWhenTheChampionDoes() throws Exception {
    RegisterModel.Inputs inputs = inputs(workshop.model("a"), blessing(true));
    Optional<String> before = register.outside(inputs, task);
    register.run(inputs, task);
    Optional<String> after = register.outside(inputs, task);
    register.run(inputs(workshop.model("b"), blessing(true)), task);
    Optional<String> overtaken = register.outside(inputs, task);

    assertThat(before).contains("flights without this version");
    assertThat(after).contains("flights version 1, champion");
    assertThat(overtaken).contains("flights version 1");
  }

  @Test
  void deploy_blessed_writesTheDesiredStateOnce() throws Exception {
    ModelVersion version = registered("a");
    DeployModel.Inputs inputs = new DeployModel.Inputs(version, serving(true), Value.of("local"));

    Optional<String> before = deploy.outside(inputs, task);
    Deployment deployment = deploy.run(inputs, task).deployment();
    Optional<String> after = deploy.outside(inputs, task);
    deploy.run(inputs, task);

    assertThat(deployment.properties())
        .isEqualTo(
            Map.of(
                "environment", Json.tree("local"),
                "model", Json.tree("flights"),
                "version", Json.tree(1)));
    assertThat(workshop.registry.deploymentHistory("local", "flights")).hasSize(1);
    assertThat(before).contains("local does not serve flights");
    assertThat(after).contains("local serves flights version 1");
  }

  @Test
  void deployOutside_afterSomeoneRolledBack_differs() throws Exception {
    registered("a");
    DeployModel.Inputs inputs =
        new DeployModel.Inputs(registered("b"), serving(true), Value.of("local"));
    deploy.run(inputs, task);
    Optional<String> recorded = deploy.outside(inputs, task);

    workshop.registry.deploy(
        "flights", 1, "local", Change.by("eve", Workshop.NOON.plus(Duration.ofHours(1)), ""));

    FakeTask later = new FakeTask(workshop, Workshop.NOON.plus(Duration.ofHours(2)));
    assertThat(deploy.outside(inputs, later)).isNotEqualTo(recorded);
    assertThat(deploy.outside(inputs, task)).isEqualTo(recorded);
  }

  @Test
  void deploy_notServing_isRefusedAndNothingChanges() throws Exception {
    ModelVersion version = registered("a");

    assertThatThrownBy(
            () ->
                deploy.run(
                    new DeployModel.Inputs(version, serving(false), Value.of("local")), task))
        .isInstanceOf(GateRefused.class)
        .hasMessageContaining("too slow");
    assertThat(workshop.registry.environments()).isEmpty();
  }

  private ModelVersion registered(String content) throws IOException {
    ModelVersion staged =
        register.run(inputs(workshop.model(content), blessing(true)), task).version();
    return workshop.make(ModelVersion.TYPE, Map.of(), new HashMap<>(staged.properties()));
  }

  private RegisterModel.Inputs inputs(Model model, ModelBlessing blessing) {
    return inputs(model, blessing, "champion");
  }

  private static RegisterModel.Inputs inputs(Model model, ModelBlessing blessing, String alias) {
    return new RegisterModel.Inputs(model, blessing, Value.of(Optional.empty()), Value.of(alias));
  }

  private ModelBlessing blessing(boolean blessed) throws IOException {
    return workshop.make(
        ModelBlessing.TYPE, Map.of(), Map.of("blessed", blessed, "reason", "auc is fine"));
  }

  private InfraBlessing serving(boolean blessed) throws IOException {
    return workshop.make(
        InfraBlessing.TYPE, Map.of(), Map.of("blessed", blessed, "reason", "too slow"));
  }
}
