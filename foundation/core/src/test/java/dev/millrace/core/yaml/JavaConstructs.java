package dev.millrace.core.yaml;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.sample.CountRows;
import dev.millrace.core.sample.Fit;
import dev.millrace.core.sample.Report;
import java.util.Optional;

/** A pipeline in Java, and steps to put into it. */
abstract class JavaConstructs {

  final Pipeline pipeline = Pipeline.named("p");
  final Value<String> mode =
      pipeline.param("mode", Param.string().withDefault("fast").oneOf("fast", "exact"));

  static Fit.Inputs fit() {
    return fit(Value.of("all"));
  }

  static Fit.Inputs fit(Value<String> region) {
    return new Fit.Inputs(Optional.empty(), Value.of(100), region, Value.of(Optional.empty()));
  }

  static Report.Inputs report(Model model) {
    return new Report.Inputs(model, Value.of(Optional.empty()));
  }

  CountRows.Outputs count() {
    return pipeline.step("count", new CountRows(), new CountRows.Inputs(Value.of("x")));
  }
}
