package dev.millrace.core.pipeline;

import dev.millrace.core.component.ArtifactPort;
import dev.millrace.core.component.Kind;
import dev.millrace.core.component.Port;
import dev.millrace.core.component.RecordSignature;
import dev.millrace.core.component.Shape;
import dev.millrace.core.component.ValuePort;
import dev.millrace.core.pipeline.PipelineSpec.InputSpec;
import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.value.Spans;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A pipeline that is a step of others. Its two records are its signature, as a component's are: in
 * {@code I}, a value is a parameter and an artifact is what it is given; in {@code O}, which may
 * have lists of artifacts too, is what it makes.
 *
 * <pre>{@code
 * SubPipeline<Inputs, Outputs> regional =
 *     SubPipeline.of(
 *         Inputs.class,
 *         Outputs.class,
 *         (pipeline, in) -> {
 *           Fit.Outputs fitted = pipeline.step("fit", new Fit(), new Fit.Inputs(in.region()));
 *           return new Outputs(fitted.model());
 *         });
 * }</pre>
 */
public final class SubPipeline<I extends Record, O extends Record> {

  private static final Map<Type, ParameterType> WRITTEN_AS_TEXT =
      Map.of(
          Spans.class, ParameterType.SPANS,
          Duration.class, ParameterType.DURATION,
          Period.class, ParameterType.DURATION,
          Instant.class, ParameterType.TIMESTAMP);

  private final Class<I> inputs;
  private final Class<O> outputs;
  private final BiFunction<Pipeline, I, O> steps;

  private SubPipeline(Class<I> inputs, Class<O> outputs, BiFunction<Pipeline, I, O> steps) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.steps = steps;
  }

  /**
   * A pipeline of its steps.
   *
   * @param steps adds them to a pipeline, and tells what of theirs are its outputs; called anew for
   *     each step that is this pipeline
   */
  public static <I extends Record, O extends Record> SubPipeline<I, O> of(
      Class<I> inputs, Class<O> outputs, BiFunction<Pipeline, I, O> steps) {
    return new SubPipeline<>(inputs, outputs, steps);
  }

  /** What the step takes and makes that is this pipeline. */
  RecordSignature signature(String step) {
    return RecordSignature.of(step, inputs, outputs);
  }

  /**
   * The pipeline itself.
   *
   * @param pools that its steps may name
   */
  Pipeline pipeline(String step, Map<String, Integer> pools) {
    RecordSignature signature = signature(step);
    Pipeline pipeline = Pipeline.nested(step, pools);
    signature.ports().inputs().forEach(port -> declare(pipeline, port));
    O made = steps.apply(pipeline, inputs.cast(signature.givenInputs()));
    signature.parts(made).forEach((name, part) -> pipeline.outputPart(name, part));
    return pipeline;
  }

  private static void declare(Pipeline pipeline, Port port) {
    switch (port) {
      case ArtifactPort artifact ->
          pipeline.input(
              artifact.name(),
              new InputSpec(artifact.type().name(), artifact.cardinality(), artifact.doc()));
      case ValuePort value -> {
        var _ = pipeline.param(value.name(), new Param<>(parameter(value)));
      }
    }
  }

  private static ParameterSpec parameter(ValuePort port) {
    if (port.optional()) {
      throw new IllegalArgumentException(
          "input '" + port.name() + "' of a pipeline cannot be left out: give it a @Default");
    }
    return new ParameterSpec(
        type(port), port.defaultValue(), port.min(), port.max(), List.of(), port.doc());
  }

  private static ParameterType type(ValuePort port) {
    ParameterType written = WRITTEN_AS_TEXT.get(port.type());
    if (written != null) {
      return written;
    }
    Kind kind = port.shape() instanceof Shape.Converted ? Kind.ANY : port.shape().kind();
    return switch (kind) {
      case TEXT -> ParameterType.STRING;
      case WHOLE -> ParameterType.INTEGER;
      case REAL -> ParameterType.NUMBER;
      case FLAG -> ParameterType.BOOLEAN;
      case LIST -> ParameterType.LIST;
      case MAP -> ParameterType.MAP;
      case ANY ->
          throw new IllegalArgumentException(
              "input '" + port.name() + "' of a pipeline is no parameter: " + port.type());
    };
  }

  /** What the step will make. */
  O promised(String step) {
    return outputs.cast(signature(step).promisedOutputs(step));
  }
}
