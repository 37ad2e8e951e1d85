package dev.millrace.core.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Range;
import dev.millrace.core.pipeline.ParameterType;
import dev.millrace.core.value.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The sections of a pipeline file; each entry of a section has a form of its own. */
record FileForm(
    @Doc(
            "What runs and triggers, and the model if nothing else is said, are named: a lower-case letter, then at most 99 lower-case letters, digits, - and _")
        String name,
    @Doc(Said.DESCRIPTION) @Default("\"\"") String description,
    @Doc(Said.PARAMS) @Default("{}") Map<String, JsonNode> params,
    @Doc(Said.INPUTS) @Default("{}") Map<String, JsonNode> inputs,
    @Doc(
            "How many tasks of the steps that name the pool run at once, over all runs, by the name of the pool")
        @Default("{}")
        Map<String, JsonNode> pools,
    @Doc(Said.STEPS) Map<String, JsonNode> steps,
    @Doc(Said.ON_EXIT) @Default("{}") Map<String, JsonNode> onExit,
    @Doc(Said.OUTPUTS) @Default("{}") Map<String, JsonNode> outputs,
    @Doc("What starts it by itself, once it is activated") @Default("[]") List<JsonNode> triggers) {

  /** What is said of keys that several forms have. */
  static final class Said {
    static final String DESCRIPTION = "What it is for, in a sentence";
    static final String PARAMS = "What can be said anew for each run, by name";
    static final String INPUTS =
        "Artifacts that the step gives it which nests this pipeline, by name";
    static final String STEPS =
        "What is done, by id, in any order: each step runs as soon as what it takes is there";
    static final String ON_EXIT =
        "Steps that run when all others have ended, however they ended, by id";
    static final String OUTPUTS =
        "What a step that nests this pipeline has as outputs, by name: references such as ${steps.fit.model}";

    private Said() {}
  }

  /** A pipeline that is written inside another. */
  record InlineForm(
      @Doc(Said.DESCRIPTION) @Default("\"\"") String description,
      @Doc(Said.PARAMS) @Default("{}") Map<String, JsonNode> params,
      @Doc(Said.INPUTS) @Default("{}") Map<String, JsonNode> inputs,
      @Doc(Said.STEPS) Map<String, JsonNode> steps,
      @Doc(Said.ON_EXIT) @Default("{}") Map<String, JsonNode> onExit,
      @Doc(Said.OUTPUTS) @Default("{}") Map<String, JsonNode> outputs) {}

  /** One of {@code params}. */
  record ParamForm(
      @Doc("What its values are") ParameterType type,
      @Doc("Its value where none is given; a parameter without a default must be given")
          @JsonProperty("default")
          Optional<JsonNode> defaultValue,
      @Doc("The least number allowed") Optional<Double> min,
      @Doc("The greatest number allowed") Optional<Double> max,
      @Doc("The only values allowed; of a string, integer or number") @Default("[]")
          List<JsonNode> oneOf,
      @Doc(Said.DESCRIPTION) @Default("\"\"") String description) {}

  /** One of {@code inputs}. */
  record InputForm(
      @Doc("The type of artifact, such as Examples") String type,
      @Doc("Whether it may be left out") @Default("false") boolean optional,
      @Doc("Whether it is a list of artifacts") @Default("false") boolean many,
      @Doc(Said.DESCRIPTION) @Default("\"\"") String description) {}

  /** One of {@code steps} or of {@code on_exit}. */
  record StepForm(
      @Doc("The component that the step runs; each step has this or pipeline")
          Optional<String> uses,
      @Doc(
              "The pipeline that the step runs instead of a component: the path of its directory or file, or its keys")
          Optional<JsonNode> pipeline,
      @Doc(
              "What goes into it, by the names of its inputs: values, ${…}, champion, { import: PATH } or { spans: last 8 }")
          @Default("{}")
          Map<String, JsonNode> with,
      @Doc("Steps that must have succeeded before, where it takes nothing of them") @Default("[]")
          List<String> after,
      @Doc("A condition such as ${steps.count.rows > 1000}; where it is false the step is skipped")
          Optional<String> when,
      @Doc("The step whose condition must have been false") Optional<String> elseOf,
      @Doc("A list: the step runs once for each element, which is ${item}, at the place ${index}")
          Optional<JsonNode> forEach,
      @Doc("How many elements of for_each at once; as many as there is room for if not given")
          @Range(min = 1, max = 10_000)
          Optional<Integer> parallelism,
      @Doc("How often a failed task is tried again; never if not given") Optional<RetryForm> retry,
      @Doc("After how long a task is ended and has failed, at most a year; never if not given")
          Optional<Duration> timeout,
      @Doc("Whether the run may succeed though this step failed") @Default("false")
          boolean optional,
      @Doc("Whether an earlier result may be taken instead of running it") @Default("true")
          boolean cache,
      @Doc("The pool that limits how many of its tasks run at once") Optional<String> pool,
      @Doc("What a task needs to itself; what is free if not given")
          Optional<ResourceForm> resources,
      @Doc("Environment variables of its program or container, by name") @Default("{}")
          Map<String, String> env,
      @Doc(
              "Environment variables of its program or container that hold secrets: the name of the secret by the name of the variable")
          @Default("{}")
          Map<String, String> secrets) {

    StepForm {
      pipeline = pipeline.filter(written -> !written.isNull());
      forEach = forEach.filter(written -> !written.isNull());
    }
  }

  /** What happens after a failure. */
  record RetryForm(
      @Doc("How often, 0 to 1,000") int times,
      @Doc("How long to wait before the first time, at most a year") @Default("PT1S")
          Duration delay,
      @Doc("How many times as long each wait is as the one before, 1 to 1,000") @Default("2")
          double factor,
      @Doc("How long no wait is longer than, at most a year") @Default("PT1H") Duration maxDelay) {}

  /** What a task needs to itself. */
  record ResourceForm(
      @Doc("How many processors, at least 0.01") Optional<Double> cpus,
      @Doc("How much memory") Optional<ByteSize> memory) {}
}
