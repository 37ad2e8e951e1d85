package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec;
import dev.millrace.core.value.Json;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule: a trigger is added to the flights file, and each of its problems is named. */
class TriggerRulesTest {

  private static Arguments rule(String trigger, String... problems) {
    return Arguments.of(trigger, problems);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("- new_span: { step: validate, cooldwn: P1D }", "did you mean 'cooldown'?"),
        rule("- new_span: { step: validate, at_most: 0 }", "must be at least 1, found 0"),
        rule("- new_span: { step: validate, catch_up: some }", "one of: all, latest, none"),
        rule("- new_span: { step: validate, cooldown: -PT1H }", "PT-1H is negative"),
        rule("- new_span: { step: validate, name: A b }", "'A b' is no name of a trigger"),
        rule("- new_span: { step: validate, name: schedule }", "already a trigger 'schedul"),
        rule("- new_span: { step: validate, kind: x }", "unknown key 'kind'"),
        rule("- new_span: { step: validate, options: {} }", "unknown key 'options'"),
        rule(
            "- new_span: { step: validate, params: { tres: 5, trees: 5 } }",
            "there is no parameter 'tres'; did you mean 'trees'?",
            "parameter 'trees': must be at least 10, found 5"),
        rule("- new_span: { step: validat }", "there is no step 'validat'; did you mean"),
        rule(
            "- new_span: { step: validate, at_most: x, quite: PT1S }",
            "unknown key 'quite'; did you mean 'quiet'?",
            "expected an integer"),
        rule("- new_files: { pattern: '' }", "the pattern is empty"),
        rule("- new_files: { pattern: '${params.dat}/*' }", "no parameter 'dat'; did you"),
        rule("- new_files: { pattern: x, catch_up: all }", "are one firing"),
        rule("- new_files: { pattern: x, quiet: PT-1S }", "the quiet PT-1S is negative"),
        rule("- schedule: { cron: '0 6 31 2 *', name: x }", "never comes"),
        rule("- schedule: { cron: '0 25 * * MON', name: x }", "'25' is no hour of a cron"),
        rule(
            "- performance: { metric: m, outside: [0, 1], window: P1M3D }",
            "the window P1M3D is of months and of days"),
        rule(
            "- performance: { metric: m, outside: [0, 1], window: P1D, catch_up: all }",
            "only the newest window counts"),
        rule("- moved_data: { pipeline: A week }", "'A week' is no name of a pipeline"),
        rule("- moved_data: { pipline: a }", "did you mean 'pipeline'?", "'pipeline' is missing"),
        rule(
            "- moved_data: { pipeline: flight-delays }",
            "pipeline 'flight-delays' would start itself"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void lint_triggerWithSomethingWrong_namesIt(String trigger, String[] problems) {
    Outcome outcome = with(trigger);
    assertThat(outcome.spec()).isEmpty();
    assertThat(outcome.lines()).hasSize(problems.length);
    for (String problem : problems) {
      assertThat(String.join("\n", outcome.lines())).contains(problem);
    }
  }

  @Test
  void read_withAllOptions_hasThem() {
    Outcome outcome =
        with(
            """
            - schedule:
                cron: "*/5 6-18 * * MON-FRI"
                zone: Europe/Berlin
                name: office-hours
                cooldown: PT30M
                catch_up: all
                at_most: 2
                params: { trees: 50, weeks: last 4 }
            - new_files: { pattern: "${params.data}/**/*.csv", quiet: PT1M, catch_up: none }
            - performance: { metric: auc, outside: [0.6, 1], window: P1D, model: other }
            - moved_data: { pipeline: week-after-week, catch_up: all }
            """);
    assertThat(outcome.lines()).isEmpty();
    TriggerOptions options =
        TriggerOptions.NONE
            .named("office-hours")
            .cooldown(Duration.ofMinutes(30))
            .catchUp(CatchUp.ALL)
            .atMost(2)
            .param("trees", Json.parse("50"))
            .param("weeks", Json.parse("\"last 4\""));
    assertThat(outcome.spec().orElseThrow().triggers())
        .endsWith(
            new TriggerSpec.Schedule("*/5 6-18 * * MON-FRI", "Europe/Berlin", options),
            new TriggerSpec.NewFiles(
                "${params.data}/**/*.csv",
                Duration.ofMinutes(1),
                TriggerOptions.NONE.catchUp(CatchUp.NONE)),
            new TriggerSpec.Performance(
                "auc",
                List.of(0.6, 1.0),
                Period.ofDays(1),
                Optional.of("other"),
                TriggerOptions.NONE),
            new TriggerSpec.MovedData("week-after-week", TriggerOptions.NONE.catchUp(CatchUp.ALL)));
  }

  @Test
  void name_notGiven_isMadeFromTheKind() {
    assertThat(Flights.read(Flights.YAML).spec().orElseThrow().triggers())
        .extracting(TriggerSpec::name)
        .containsExactly(
            "schedule", "new_span.ingest", "performance.calibration", "drift.jensen_shannon");
  }

  private static Outcome with(String triggers) {
    return Flights.read(Flights.YAML + triggers.stripIndent().indent(2));
  }
}
