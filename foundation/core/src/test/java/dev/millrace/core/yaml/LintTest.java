package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule: a piece of the flights file is exchanged, and one problem is named with its place. */
class LintTest {

  private static Arguments rule(String piece, String replacement, String... problems) {
    return Arguments.of(piece, replacement, problems);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("description:", "descripton:", "2:1: unknown key 'descripton'; did you mean 'descri"),
        rule("name: flight-delays", "name: Flight Delays", "1:7: 'Flight Delays' is no name of"),
        rule("name: flight-delays\n", "", "the key 'name' is missing; add name: text"),
        rule("name: flight-delays", "name: 7", "1:7: expected text, found the number 7; put it in"),
        rule(
            "type: path, default: data",
            "type: pth, default: data",
            "5:18: expected one of: string, integer"),
        rule("  weeks: {", "  Weeks: {", "6:3: 'Weeks' is no id", "there is no parameter 'weeks'"),
        rule("default: last 8", "default: last eight", "6:34: 'last eight' is not a selection"),
        rule("default: 200, min", "default: 5, min", "7:36: must be at least 10, found 5"),
        rule("default: 200, min: 10", "default: x", "7:36: expected an integer, found text 'x'"),
        rule(
            "min: 10 }",
            "min: 10, max: 5 }",
            "least value 10.0 is above the greatest 5.0; sw",
            "at most 5"),
        rule(
            "default: last 8", "default: last 8, max: 5", "6:42: a parameter of type spans has no"),
        rule(
            "default: last 8",
            "default: last 8, one_of: [all]",
            "6:34: expected one of: all, found"),
        rule("default: last 8", "default: last 8, one_of: [al]", "6:51: 'al' is not a selection"),
        rule("  statistics: {", "  Statistics: {", "'Statistics' is no id of a step"),
        rule("uses: statistics }", "uses: statistcs }", "18:23: there is no component 'statistcs'"),
        rule(
            "uses: statistics }",
            "use: statistics }",
            "18:17: unknown key 'use'; did you mean 'uses'"),
        rule("{ uses: statistics }", "statistics", "18:15: expected a map with the keys uses, pip"),
        rule("after: [evaluate]", "after: [evaluat]", "38:42: there is no step 'evaluat'; did you"),
        rule("after: [evaluate]", "after: [train, train]", "38:49: 'train' is named twice"),
        rule("after: [evaluate]", "after: evaluate", "38:41: expected a list, found text"),
        rule("label: late, ", "", "27:3: step 'train' lacks the input 'label'"),
        rule("label: late,", "lable: late,", "lacks the input 'label'", "did you mean 'label'?"),
        rule("label: late,", "label: 5,", "expected text, found the number 5; put it in quotes"),
        rule("by: time, column", "by: tme, column", "17:20: expected one of: time, hash, column, "),
        rule("column: date, eval", "colum: date, eval", "17:26: unknown key 'colum'; did you mean"),
        rule("eval: 20%", "eval: 120%", "17:46: expected a fraction from 0 to 1"),
        rule("kind: category", "kind: categry", "25:27: unknown kind 'categry'; did you mean"),
        rule("top: 50", "top: 0", "25:42: must be at least 1, found 0"),
        rule("[origin, hour]", "[origin, 5]", "32:35: expected text, found the number 5"),
        rule("at_least: 0.60", "at_leest: 0.60", "34:16: unknown key 'at_leest'; did you mean"),
        rule("at_least: 0.60", "at_least: .nan", "34:26: '.nan' is no finite number"),
        rule("${params.weeks}", "${params.week}", "15:14: there is no parameter 'week'; did you"),
        rule("${params.weeks}", "${params.trees}", "15:14"),
        rule("${ params.trees }", "${params.weeks}", "expected an integer, found text 'last 8'"),
        rule(
            "${ params.trees }",
            "${params.trees +}",
            "27:77: not an expression: it is not finished, at its character 15"),
        rule(
            "${ params.trees }", "${steps.ingest.row}", "has no output 'row'; did you mean 'rows'"),
        rule("${ params.trees }", "${steps.inges.rows}", "there is no step 'inges'; did you mean"),
        rule("${ params.trees }", "${steps.ingest.examples}", "is an artifact, not a value"),
        rule(
            "${params.data}/",
            "${params.data/",
            "13:15: '${params.data/{span:yyyy-MM-dd}.parquet' has no closing brace"),
        rule(
            "baseline: champion", "baseline: champoin", "31:17: 'champoin' names no artifact; did"),
        rule("baseline: champion", "baseline: 5", "31:17: input 'baseline' takes an artifact of t"),
        rule(
            "baseline: champion",
            "baseline: ${steps.ingest.examples}",
            "31:17: input 'baseline' takes Model, ${steps.ingest.examples} is Examples"),
        rule("baseline: champion", "baseline: ${steps.train.modl}", "no output 'modl'; did you"),
        rule("cron: \"0 6 * * MON\"", "cron: \"0 6 * *\"", "a cron expression has five fields"),
        rule("zone: UTC", "zone: Mars/Base", "'Mars/Base' is no time zone"),
        rule("new_span:    { step: ingest", "new_span: { step: inges", "there is no step 'inges'"),
        rule("outside: [0.8, 1.25]", "outside: [1.25, 0.8]", "a lower and a larger upper bound"),
        rule("outside: [0.8, 1.25]", "outsid: [0.8, 1.25]", "unknown key 'outsid'", "'outside' is"),
        rule(
            "- schedule:   ", "- shedule:   ", "41:5: there is no trigger 'shedule'; did you mean"),
        rule("false_discovery_rate: 0.01", "false_discovery_rate: 1", "is between 0 and 1, found"),
        rule("effect: { jensen_shannon: 0.05 }", "effect: {}", "no measure of drift is named"),
        rule(
            "window: P7D, cooldown: P7D }\n  - dr",
            "window: P7D, cooldown: 7 }\n  - dr",
            "43:86: expected a duration such as PT30M, found the number 7"),
        rule("  validate:   { uses: validate }\n", "", "is made by no step before it; add a step"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void lint_oneThingWrong_isNamed(String piece, String replacement, String[] problems) {
    Outcome outcome = Flights.with(piece, replacement);
    assertThat(outcome.spec()).isEmpty();
    assertThat(outcome.lines()).hasSize(problems.length);
    for (String problem : problems) {
      assertThat(String.join("\n", outcome.lines())).contains(problem);
    }
  }

  @Test
  void lint_twoMakers_namesBoth() {
    Outcome outcome = Flights.with("steps:\n", "steps:\n  again: { uses: statistics }\n");
    assertThat(outcome.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "input 'statistics' of step 'validate'",
                        "could be ${steps.again.statistics} or ${steps.statistics.statistics}",
                        "say which: with: { statistics: \"${steps.again.statistics}\" }"));
  }

  @Test
  void lint_cycle_namesItsSteps() {
    assertThat(Flights.with("uses: statistics }", "uses: statistics, after: [train] }").lines())
        .singleElement()
        .asString()
        .contains("the steps need each other: ", "statistics needs train", "train needs transform");
  }

  @Test
  void lint_stepThatNeedsItself_isACycle() {
    assertThat(
            Flights.with("uses: statistics }", "uses: statistics, after: [statistics] }").lines())
        .singleElement()
        .asString()
        .contains("statistics needs statistics");
  }

  @Test
  void lint_duplicateKey_namesTheFirstLine() {
    assertThat(Flights.with("steps:\n", "name: other\nsteps:\n").lines())
        .singleElement()
        .asString()
        .contains("9:1: the key 'name' was already given in line 1; remove");
  }

  @Test
  void lint_severalProblems_areInReadingOrder() {
    String yaml =
        Flights.YAML
            .replace("label: late", "label: 5")
            .replace("zone: UTC", "zone: Nowhere")
            .replace("default: 200", "default: x");
    assertThat(Flights.read(yaml).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("7:"),
            line -> assertThat(line).startsWith("27:"),
            line -> assertThat(line).startsWith("41:"));
  }

  @ParameterizedTest
  @MethodSource("notYaml")
  void lint_notADocument_isOneProblem(byte[] bytes, String problem) {
    Outcome outcome = Flights.read(bytes);
    assertThat(outcome.spec()).isEmpty();
    assertThat(String.join("\n", outcome.lines())).contains(problem);
  }

  static Stream<Arguments> notYaml() {
    byte[] latin = "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    return Stream.of(
        Arguments.of(latin, "1:10: the file is not UTF-8 from here on"),
        Arguments.of(utf8(""), "1:1: the file is empty"),
        Arguments.of(utf8("# only a comment\n"), "the file is empty"),
        Arguments.of(utf8("name: a\nsteps: \0\n"), "2:8: the file contains NUL"),
        Arguments.of(utf8("name: a\u0001\n"), "1:8: the file contains U+0001"),
        Arguments.of(new byte[SourceText.MAX_BYTES + 1], "larger than 1048576 bytes"),
        Arguments.of(utf8("[".repeat(100_000)), "nested more than 64 levels deep"),
        Arguments.of(utf8("{a: ".repeat(50_000)), "nested more than 64 levels deep"),
        Arguments.of(utf8("- ".repeat(30_000)), "nested more than 64 levels deep"),
        Arguments.of(utf8(laughs()), "more than 100000 values"),
        Arguments.of(utf8("a: &x [*x]\n"), "the alias *x has no anchor before it"),
        Arguments.of(utf8("a: !!java.lang.Runtime x\n"), "the tag"),
        Arguments.of(utf8("? [a]\n: b\n"), "a key must be text"),
        Arguments.of(utf8("a: 1\n---\nb: 2\n"), "second document"),
        Arguments.of(utf8("a: \"unfinished\n"), "not YAML"),
        Arguments.of(utf8("\tname: x\n"), "not YAML"),
        Arguments.of(utf8("just text"), "1:1: expected a map with the keys name, description"),
        Arguments.of(utf8("name: x\nsteps: {}\n"), "a pipeline has at least one step"),
        Arguments.of(utf8("name: x\nsteps:\n"), "2:7: expected a map, found nothing"),
        Arguments.of(utf8("a: " + "9".repeat(5_000)), "a number of 5000 digits is too long"),
        Arguments.of(utf8("a: 1e999\n"), "'1e999' is no finite number"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Nine anchors of ten aliases each: a thousand million values in 500 bytes. */
  private static String laughs() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 9; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(10)));
    }
    return text.toString();
  }

  /** The parser reads blocks of 1,025 characters, and failed where one ended within an emoji. */
  @Test
  void lint_emojiAnywhere_isRead() {
    for (int place = 1_000; place < 1_100; place++) {
      String comment = "#" + "x".repeat(place) + "\ud83d\ude80\ud83d\ude80\n";
      assertThat(Flights.read(comment + Flights.YAML).problems()).isEmpty();
    }
  }

  @Test
  void lint_byteOrderMark_isSkipped() {
    assertThat(Flights.read("\uFEFF" + Flights.YAML).problems()).isEmpty();
  }

  @Test
  void lint_yamlOneTwo_keepsYesAndOnAsText() {
    assertThat(Flights.with("label: late", "label: yes").problems()).isEmpty();
    assertThat(Flights.with("label: late", "label: on").problems()).isEmpty();
    assertThat(Flights.with("label: late", "label: true").lines())
        .singleElement()
        .asString()
        .contains("expected text, found true; put it in quotes");
  }
}
