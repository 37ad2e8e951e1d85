package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of conditions, lists, nested pipelines, policies and exit steps. */
class ConstructLintTest {

  private static Arguments rule(String piece, String replacement, String... problems) {
    return Arguments.of(piece, replacement, problems);
  }

  static Stream<Arguments> params() {
    return Stream.of(
        rule("default: [north, south]", "default: north", "4:35: expected a list, found text"),
        rule("one_of: [0.5, 1, 2]", "one_of: [0.5, 2]", "7:37: expected one of: 0.5, 2.0, found"),
        rule("one_of: [0.5, 1, 2]", "one_of: [0.5, x, 1]", "7:54: expected a number, found"),
        rule("one_of: [0.5, 1, 2]", "one_of: [0.5, 1, 1.0]", "7:57: it is in the list twice"),
        rule(
            "default: { north: 1.5 } }",
            "one_of: [{}] }",
            "8:25: a parameter of type map has no one_of"),
        rule("pools: { database: 1 }", "pools: { database: 0 }", "9:20: a pool has room for 1 to"),
        rule(
            "pools: { database: 1 }",
            "pools: { Data: 1, database: 1 }",
            "9:10: 'Data' is no name of a pool"),
        rule("pools: { database: 1 }", "pools: {}", "there is no pool 'database'; declare it: poo"),
        rule("pool: database", "pool: databse", "no pool 'databse'; did you mean 'database'?"));
  }

  static Stream<Arguments> conditions() {
    return Stream.of(
        rule(
            "steps.count.rows > 1000",
            "steps.count.rows > 'a'",
            "13:29: in ${steps.count.rows > 'a' && params.mode == 'exact'}, '>' cannot be applied"
                + " to (int, string); convert what it is applied to: double(…), int(…), string"),
        rule("params.mode == 'exact'", "params.mod == 'exact'", "no parameter 'mod'; did you mea"),
        rule("params.mode == 'exact'", "param.mode == 'exact'", "nothing named 'param' here; did"),
        rule("params.mode == 'exact'", "params == 'exact'", "'params' names nothing; write param"),
        rule("params.mode == 'exact'", "foo(params.mode)", "there is no function 'foo'; use the"),
        rule("params.mode == 'exact'", "params.mode =", "13:29: not an expression: "),
        rule("params.mode == 'exact'", "item == 'exact'", "there is no item here; only the inputs"),
        rule(
            "params.mode == 'exact'",
            "run.state == 'failed'",
            "run.state is known when all steps have ended; use it in a step of on_exit"),
        rule("params.mode == 'exact'", "run.stat == 'x'", "a run has no 'stat'; did you mean 'sta"),
        rule("params.mode == 'exact'", "steps.count.sorted && 1 == 1.0 && params.rate != 1"),
        rule(
            "\"${steps.count.rows > 1000 && params.mode == 'exact'}\"",
            "\"${steps.count.rows + 1}\"",
            "a condition is true or false, ${steps.count.rows + 1} is an integer; compare it"),
        rule(
            "\"${steps.count.rows > 1000 && params.mode == 'exact'}\"",
            "\"${params.rows}\"",
            "a condition is true or false, ${params.rows} is an integer"),
        rule(
            "\"${steps.count.rows > 1000 && params.mode == 'exact'}\"",
            "\"${steps.count.sorted}\""),
        rule(
            "\"${steps.count.rows > 1000 && params.mode == 'exact'}\"",
            "steps.count.sorted",
            "a condition is one expression, found 'steps.count.sorted'; write it in ${…}"),
        rule(
            "\"${steps.count.rows > 1000 && params.mode == 'exact'}\"",
            "true",
            "13:29: expected text, found true; put it in quotes"),
        rule("else_of: mid", "else_of: mit", "there is no step 'mit'; did you mean 'mid'?"),
        rule("else_of: mid", "else_of: count", "step 'count' has no condition, so it leaves noth"),
        rule(
            "else_of: big,",
            "else_of: small,",
            "step 'small' has no condition",
            "the steps need each other: mid needs small needs mid"),
        rule(
            "else_of: mid, with: { trees: \"${params.rows * 2}\" }",
            "else_of: mid, with: { place: \"${steps.big.auc > 0.5 ? 1 : 2}\" }",
            "15:52: step 'small' runs where 'big' does not, and takes its output as 'place'"),
        rule("examples.properties.rows > 100", "examples.properties > 100", "is an artifact, not"),
        rule("ingest.examples.properties.rows", "ingest.rows.properties.rows", "is a value, and h"),
        rule("ingest.examples.properties.rows", "each.model.properties.rows", "is a list of artif"),
        rule(
            "ingest.examples.properties.rows", "ingest.example.properties.r", "has no output 'exa"),
        rule("params.rows * 2", "params.rows * 2.5", "'*' cannot be applied to (int, double)"),
        rule("params.rows * 2", "double(params.rows)", "expected an integer, found ${double(param"),
        rule("steps.small.model)", "steps.count.rows)", "takes Model, ${steps.count.rows} is a va"),
        rule("steps.small.auc)", "steps.count.sorted)", "is a number or true or false; name outpu"),
        rule(
            "${size(params.regions)}",
            "${params.regions}",
            "20:13: ${params.regions} is a list, which cannot stand"),
        rule("steps.small.auc)}", "params.rows)}", "one_of takes two or more outputs of steps"));
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        rule(
            "for_each: \"${params.regions}\"",
            "for_each: \"${params.rows}\"",
            "22:15: for_each goes through a list, found the number 100; write a list"),
        rule(
            "for_each: \"${params.regions}\"",
            "for_each: \"${steps.count.rows}\"",
            "for_each goes through a list, ${steps.count.rows} is an integer"),
        rule("for_each: \"${params.regions}\"", "for_each: \"${steps.count.regions}\""),
        rule(
            "for_each: \"${params.regions}\"",
            "for_each: \"${steps.count.regions.filter(r, r != 'x')}\""),
        rule(
            "for_each: \"${params.regions}\"",
            "for_each: [1, 2]",
            "25:21: expected text, found ${item}, which is an integer"),
        rule(
            "for_each: \"${params.regions}\"\n    parallelism",
            "parallelism",
            "there is no item here",
            "there is no index here",
            "22:5: parallelism is of a step with for_each",
            "29:72: expected a list of numbers, found ${steps.each.auc}, which is a number",
            "31:15: for_each goes through a list, ${steps.each.model} is one artifact"),
        rule("parallelism: 2", "parallelism: 0", "23:18: must be at least 1, found 0"),
        rule(
            "with: { region: \"${item}\", place: \"${index}\" }",
            "with: { region: a }",
            "every round of step 'each' is the same: no input names item or index; give ${item}"),
        rule("${item.name}", "${item.nam}", "element 0 of the list has no 'nam'; did you mean 'na"),
        rule("${item.name}", "${item.trees}", "expected text, found ${item.trees}, which is an in"),
        rule("{ name: b, trees: 6 }", "{ trees: 6 }", "element 1 of the list has no 'name'"),
        rule("{ region: \"${item}\", place", "{ region: \"${item.x}\", place", "item is text, and"),
        rule(
            "for_each: \"${steps.each.model}\"", "for_each: \"${steps.each.modl}\"", "'modl'; did"),
        rule(
            "for_each: \"${steps.each.model}\"",
            "for_each: \"${steps.merge.model}\"",
            "for_each goes through a list, ${steps.merge.model} is one artifact; write a list"),
        rule(
            "for_each: \"${steps.each.model}\"",
            "for_each: [\"${steps.merge.model}\", \"${steps.big.model}\"]"),
        rule(
            "for_each: \"${steps.each.model}\"",
            "for_each: [\"${steps.merge.model}\", \"${steps.ingest.examples}\"]",
            "for_each takes Model, ${steps.ingest.examples} is Examples"),
        rule(
            "with: { model: \"${item}\", note",
            "with: { model: \"${steps.each.model}\", note",
            "takes one artifact, ${steps.each.model} is a list of them; go through it with for_e"),
        rule("with: { model: \"${item}\", note", "with: { model: \"${index}\", note", "is a value"),
        rule(
            "with: { model: \"${item}\", note",
            "with: { model: \"${item.properties.rows}\", note",
            "input 'model' takes Model, ${item.properties.rows} is a value"),
        rule(
            "${item.properties.rows > 1 ?", "${item.rows > 1 ?", "${item} is an artifact, not a v"),
        rule(
            "scores: \"${steps.each.auc}\"",
            "scores: \"${steps.count.regions}\"",
            "expected a list of numbers, found ${steps.count.regions}, which is a list of texts"),
        rule("models: \"${steps.each.model}\"", "models: \"${steps.each.auc}\"", "is a value"),
        rule("models: \"${steps.each.model}\"", "models: \"${steps.big.model}\""),
        rule("models: \"${steps.each.model}\"", "models: latest"),
        rule("models: \"${steps.each.model}\"", "models: [latest]", "outputs of steps only where"));
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        rule("last 4 skip 1", "lst 4", "'lst 4' is not a selection of spans"),
        rule("model: latest_blessed", "model: { spans: all }", "takes one artifact, and spans are"),
        rule("data: { spans: last 4 skip 1 }", "data: latest_blessed", "only models are blessed"),
        rule("data: { spans: last 4 skip 1 }", "data: { span: all }", "unknown key 'span'; did yo"),
        rule("data: { spans: last 4 skip 1 }", "data: { spans: 4 }", "expected text, found the nu"),
        rule("data: { spans: last 4 skip 1 }", "data: {}", "takes an artifact of type Examples, f"),
        rule(
            "{ import: \"../schemas/${params.mode}\" }",
            "{ import: \"\" }",
            "a path may not be em"),
        rule("schemas/${params.mode}", "schemas/${params.mod}", "there is no parameter 'mod'; did"),
        rule(
            "\"../schemas/${params.mode}\"", "\"${params.rows}\"", "expected text, found the numb"),
        rule("model: latest_blessed", "model: lates", "'lates' names no artifact; did you mean"),
        rule("model: latest_blessed", "model: \"${latest}\"", "an artifact, which is named and no"),
        rule("model: latest_blessed", "model: \"${params.mode}\"", "is a value; name an artifact"),
        rule(
            "model: latest_blessed",
            "model: \"${inputs.model}\"",
            "pipeline has no input 'model'"));
  }

  static Stream<Arguments> nested() {
    return Stream.of(
        rule("with: { region: north }", "with: { region: nort }", "expected one of: north, south"),
        rule("with: { region: north }", "with: {}", "step 'regional' lacks the input 'region'"),
        rule("with: { region: north }", "with: { region: 5 }", "expected text, found the number 5"),
        rule(
            "with: { region: north }",
            "with: { regon: north }",
            "pipeline 'regional' has no inp",
            "lacks the input 'region'"),
        rule("examples: { type: Examples }", "examples: { type: Exampels }", "did you mean 'Exam"),
        rule("examples: { type: Examples }", "examples: { type: examples }", "no type of an artif"),
        rule(
            "examples: { type: Examples }",
            "examples: { typ: Examples }",
            "unknown key 'typ'",
            "i"),
        rule(
            "examples: { type: Examples }",
            "examples: { type: Examples, optional: true, many: true }",
            "an input that takes many takes none as well; remove optional"),
        rule(
            "examples: { type: Examples }", "region: { type: Examples }", "a parameter and an inp"),
        rule("train: { uses: fit, with: { region", "train: { uses: fitt, with: { region", "'fit'?"),
        rule(
            "model: \"${steps.train.model}\", auc",
            "model: \"${steps.train.mdel}\", auc",
            "'mdel'"),
        rule(
            "note: \"${steps.check.text + '!'}\"",
            "note: \"${steps.check.text + 1}\"",
            "'+' cannot"),
        rule(
            "note: \"${steps.regional.note}\"",
            "note: \"${steps.regional.auc}\"",
            "which is a num"),
        rule(
            "note: \"${steps.regional.note}\"",
            "note: \"${steps.regional.no}\"",
            "has no output 'n"),
        rule("  regional:\n    pipeline:", "  regional:\n    uses: fit\n    pipeline:", "not both"),
        rule(
            "    with: { region: north }",
            "    pool: database\n    with: { region: north }",
            "'pool' is of single tasks, and this step is a pipeline of them; move it to the st"),
        rule(
            "      steps:\n        train",
            "      triggers: []\n      steps:\n        train",
            "unkn"));
  }

  static Stream<Arguments> policies() {
    return Stream.of(
        rule(
            "times: 3",
            "times: -1",
            "a step is tried again 0 to 1000 times, found -1; write how often"),
        rule("times: 3", "tims: 3", "unknown key 'tims'; did you mean 'times'?", "'times' is miss"),
        rule("delay: PT1S", "delay: 1", "expected a duration such as PT30M, found the number 1"),
        rule("delay: PT1S", "delay: PT-1S", "a delay of PT-1S is negative; write PT0S for none"),
        rule("max_delay: PT1M", "max_delay: PT999999H", "is longer than a year"),
        rule("factor: 2.0", "factor: 0.5", "a delay grows by a factor of 1 to 1000, found 0.5"),
        rule("timeout: PT10M", "timeout: PT0S", "a timeout of PT0S leaves no time"),
        rule("optional: true", "optional: maybe", "expected true or false, found text 'maybe'"),
        rule("memory: 512MiB", "memory: 512", "expected a size with its unit, such as 512MiB"),
        rule("memory: 512MiB", "memory: 512 megs", "expected a size with its unit"),
        rule("cpus: 2,", "cpus: 0,", "a task needs at least 0.01 processors, found 0.0"),
        rule("{ LANG: C.UTF-8 }", "{ LANG: \"${params.mode}\" }", "a variable takes no expression"),
        rule("{ LANG: C.UTF-8 }", "{ 1LANG: C }", "'1LANG' is no name of an environment variable"),
        rule(
            "{ LANG: C.UTF-8 }", "{ MILLRACE_TASK: x }", "variables with MILLRACE_ are Millrace's"),
        rule("{ LANG: C.UTF-8 }", "{ LANG: 5 }", "expected text, found the number 5; put it in q"),
        rule("{ LANG: C.UTF-8 }", "{ API_TOKEN: a }", "'API_TOKEN' is in env as well"));
  }

  static Stream<Arguments> exits() {
    return Stream.of(
        rule(
            "state: \"${run.state}\"", "state: \"${steps.report.text}\"", "cannot do without step"),
        rule(
            "run.state != 'succeeded'", "steps.count.sorted", "its condition of an exit step cann"),
        rule("run.state != 'succeeded'", "size(run.failed) > 0"),
        rule(
            "run.state != 'succeeded'",
            "run.failed > 0",
            "cannot be applied to (list(string), int"),
        rule("rows: \"${steps.count.rows}\"", "rows: \"${steps.count.rows + 1}\""),
        rule(
            "rows: \"${steps.count.rows}\"", "rows: \"${steps.count.row}\"", "has no output 'row'"),
        rule("model: \"${steps.merge.model}\"\n  again", "model: latest\n  again"),
        rule(
            "note: \"${steps.regional.note}\"",
            "note: \"${steps.notify.sent}\"",
            "step 'notify' runs on exit, when all others have ended; name an ordinary step"),
        rule("  again:", "  count:", "there is already a step 'count'; give one another id"),
        rule("  again: {", "  again: { after: [count],", "comes after 'count' anyway; remove it"),
        rule("  again: {", "  again: { after: [notfy],", "no step 'notfy'; did you mean 'notify'?"),
        rule("auc: \"${steps.regional.auc}\" }", "auc: \"${steps.notify.sent}\" }", "runs on exit"),
        rule(
            "auc: \"${steps.regional.auc}\" }", "auc: \"${steps.reginal.auc}\" }", "no step 'regi"),
        rule("auc: \"${steps.regional.auc}\" }", "Auc: 1 }", "'Auc' is no id of an output"));
  }

  @ParameterizedTest
  @MethodSource({"params", "conditions", "lists", "sources", "nested", "policies", "exits"})
  void lint_oneThingChanged_isNamedIfWrong(String piece, String replacement, String[] problems) {
    Outcome outcome = Everything.with(piece, replacement);
    assertThat(outcome.lines()).as(outcome.text()).hasSize(problems.length);
    assertThat(outcome.spec().isPresent()).isEqualTo(problems.length == 0);
    for (String problem : problems) {
      assertThat(outcome.text()).contains(problem);
    }
  }

  @Test
  void lint_secretValueInPlaceOfItsName_isNotRepeated() {
    Outcome outcome = Everything.with("API_TOKEN: warehouse_token", "API_TOKEN: sk-Very-Secret");
    assertThat(outcome.lines())
        .singleElement()
        .asString()
        .contains("this is no name of a secret; write the name of the secret, never its value")
        .doesNotContain("sk-Very-Secret");
  }

  @Test
  void lint_everything_hasNoProblem() {
    assertThat(Everything.read(Everything.YAML).text()).isEmpty();
  }
}
