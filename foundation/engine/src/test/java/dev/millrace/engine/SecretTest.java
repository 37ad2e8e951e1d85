package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.api.RunListener.RunEvent;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.engine.Plan.Would;
import dev.millrace.engine.secret.HomeSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets reach the task that needs them, and nothing else. */
class SecretTest {

  private static final String SECRET = "hunter2-and-more";

  @TempDir Path home;

  private static PipelineSpec secretive() {
    return new Steps()
        .mix("a")
        .policy(policy -> policy.secret("API_TOKEN", "warehouse_token").env("LANG", "C"))
        .spec();
  }

  private Mill mill(Map<String, String> environment, Mix mix) {
    return Mill.with(
        home, setup -> setup.withSecrets(new HomeSecrets(home, environment)), mix, new Tell());
  }

  private static Map<String, String> given() {
    return Map.of("MILLRACE_SECRET_WAREHOUSE_TOKEN", SECRET);
  }

  @Test
  void run_secret_reachesTheTaskUnderItsVariable() throws Exception {
    AtomicReference<Map<String, String>> seen = new AtomicReference<>();
    try (Mill mill = mill(given(), new Mix((inputs, task) -> seen.set(task.environment())))) {
      mill.run(secretive());

      assertThat(seen.get()).containsEntry("API_TOKEN", SECRET).containsEntry("LANG", "C");
    }
  }

  @Test
  void run_taskThatSaysItsSecret_isBlackedOutEverywhere() throws Exception {
    Mix talking =
        new Mix(
            (inputs, task) -> {
              task.log("curl -H 'Token: " + SECRET + "'");
              task.progress(0.5, "with " + SECRET);
              throw new IllegalStateException("401 for " + SECRET);
            });
    try (Mill mill = mill(given(), talking)) {
      Outcome outcome = mill.run(secretive());

      assertThat(outcome.reason()).isEqualTo("step 'a' failed: IllegalStateException: 401 for ***");
      assertThat(mill.logs.read(outcome.run().id(), "a"))
          .contains("curl -H 'Token: ***'", "java.lang.IllegalStateException: 401 for ***");
      assertThat(mill.heard).contains(new RunEvent.StepProgress("a", 0.5, "with ***"));
      assertThat(mill.heard.toString()).doesNotContain(SECRET);
    }
    assertNoFileSays(SECRET);
  }

  @Test
  void run_secretChanged_isStillTheSameStep() throws Exception {
    try (Mill mill = mill(given(), new Mix())) {
      mill.run(secretive());
    }
    try (Mill mill = mill(Map.of("MILLRACE_SECRET_WAREHOUSE_TOKEN", "another one"), new Mix())) {
      assertThat(Mill.states(mill.run(secretive()))).containsEntry("a", TaskState.CACHED);
    }
    assertNoFileSays(SECRET);
  }

  @Test
  void run_secretMissing_failsBeforeTheStepStartsAndSaysWhereItGoes() throws Exception {
    Mix never =
        new Mix(
            (inputs, task) -> {
              throw new AssertionError("it must not start");
            });
    try (Mill mill = mill(Map.of(), never)) {
      Outcome outcome = mill.run(secretive());

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(outcome.reason())
          .isEqualTo(
              "step 'a' failed: it needs the secret 'warehouse_token', which is not there\n"
                  + "hint: set the environment variable MILLRACE_SECRET_WAREHOUSE_TOKEN, or write"
                  + " it into "
                  + home.resolve("secrets/warehouse_token")
                  + " (mode 0600)");
      assertThat(mill.engine.plan(mill.request(secretive())).steps().getFirst().would())
          .isInstanceOf(Would.Fail.class);
    }
  }

  @Test
  void run_valueThatIsTheSecret_failsInsteadOfBeingRecorded() throws Exception {
    PipelineSpec pipeline =
        new Steps()
            .use("tell", "a", Map.of("text", Steps.text("the word is " + SECRET)))
            .policy(policy -> policy.secret("API_TOKEN", "warehouse_token"))
            .spec();
    try (Mill mill = mill(given(), new Mix())) {
      assertThat(mill.run(pipeline).reason())
          .startsWith("step 'a' failed: the output 'text' says a secret of the step");
    }
  }

  /** Every file of the home: the database, the event log in it, task logs, artifacts. */
  private void assertNoFileSays(String secret) throws IOException {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(home)) {
      List<Path> saying =
          files
              .filter(Files::isRegularFile)
              .filter(file -> contains(file, new String(bytes, StandardCharsets.ISO_8859_1)))
              .toList();
      assertThat(saying).isEmpty();
    }
  }

  private static boolean contains(Path file, String latin) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(latin);
    } catch (IOException e) {
      throw UserError.failure("cannot read " + file).causedBy(e);
    }
  }
}
