package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Branch;
import dev.millrace.core.pipeline.Condition;
import dev.millrace.core.pipeline.FanIn;
import dev.millrace.core.pipeline.How;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.SubPipeline;
import dev.millrace.core.sample.CountRows;
import dev.millrace.core.sample.Fit;
import dev.millrace.core.sample.Notify;
import dev.millrace.core.sample.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is wrong in Java is refused where it is written. */
class JavaRefusalTest extends JavaConstructs {

  @Test
  void wrong_inAnyConstruct_isRefusedWhereItIsWritten() {
    CountRows.Outputs count = count();
    FanIn<Fit.Outputs> each =
        pipeline.forEach(count.regions()).step("each", new Fit(), round -> fit(round.item()));
    Model fromList = each.artifacts(Fit.Outputs::model).getFirst();
    refused(
        () -> pipeline.step("r", new Report(), report(fromList)),
        "model: it takes one artifact, and this is a list of them");
    refused(
        () -> pipeline.forEach(count.regions()).step("e", new Fit(), _ -> fit()),
        "every round of step 'e' is the same");
    refused(
        () -> pipeline.forEach(Value.<List<String>>template("${steps.count.rows}")), "is no list");
    refused(() -> pipeline.forEach(List.<Model>of()), "of no artifacts");
    refused(
        () -> pipeline.forEach(List.of(Pipeline.sought(Model.TYPE, "latest"))),
        "go through outputs of steps");
    refused(() -> pipeline.when(Condition.cel("steps.count.rows")), "is true or false");
    refused(() -> pipeline.when(Condition.cel("steps.count.row > 1")), "has no output 'row'");
    refused(() -> pipeline.when(Condition.cel("steps.count.rows > 'a'")), "cannot be applied");
    refused(
        () -> pipeline.step("f", new Fit(), fit(), How.usual().inPool("x")), "there is no pool");
    refused(
        () -> pipeline.step("f", new Fit(), fit(), How.usual().within(Duration.ZERO)),
        "leaves no time");
    refused(
        () ->
            pipeline
                .onExit()
                .step(
                    "n",
                    new Notify(),
                    new Notify.Inputs(
                        Value.template("${steps.count.rows + 'x'}"),
                        Value.of(""),
                        Value.of(List.of()),
                        Value.of(Optional.empty()),
                        Optional.empty())),
        "cannot be applied to (int, string)");
    refused(
        () -> pipeline.onExit().when(Condition.isTrue(count.sorted())),
        "cannot do without step 'count'");
    refused(() -> Pipeline.oneOf(Value.of(1), Value.of(2)), "is an output of a step");
    refused(() -> pipeline.output("Bad", count.rows()), "'Bad' is no id of an output");
    refused(() -> pipeline.output("o", Value.template("${params.x}")), "no parameter 'x'");
    Branch branch = pipeline.when(Condition.isTrue(count.sorted()));
    assertThatThrownBy(branch::otherwise).hasMessageContaining("before those of its else");
    Fit.Outputs one = branch.step("one", new Fit(), fit());
    refused(
        () -> branch.otherwise().step("other", new Report(), report(one.model())),
        "step 'other' runs where 'one' does not");
    refused(
        () ->
            pipeline.step(
                "nest",
                SubPipeline.of(Bad.class, None.class, (_, _) -> new None()),
                new Bad(Value.of(Optional.of(Map.of())))),
        "input 'map' of a pipeline cannot be left out");
  }

  /** A nested pipeline cannot take this. */
  public record Bad(Value<Optional<Map<String, Integer>>> map) {}

  /** A nested pipeline may make nothing. */
  public record None() {}

  private static void refused(ThrowingCallable wrong, String message) {
    assertThatThrownBy(wrong)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
