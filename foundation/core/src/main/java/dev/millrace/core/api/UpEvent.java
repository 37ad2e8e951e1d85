package dev.millrace.core.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Id;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that happens while an environment is up. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = UpEvent.Began.class, name = "began"),
  @JsonSubTypes.Type(value = UpEvent.Serving.class, name = "serving"),
  @JsonSubTypes.Type(value = UpEvent.Found.class, name = "found"),
  @JsonSubTypes.Type(value = UpEvent.Fired.class, name = "fired"),
  @JsonSubTypes.Type(value = UpEvent.Passed.class, name = "passed"),
  @JsonSubTypes.Type(value = UpEvent.RunBegan.class, name = "run_began"),
  @JsonSubTypes.Type(value = UpEvent.RunEnded.class, name = "run_ended"),
  @JsonSubTypes.Type(value = UpEvent.RunLeft.class, name = "run_left"),
  @JsonSubTypes.Type(value = UpEvent.Trouble.class, name = "trouble")
})
public sealed interface UpEvent {

  /**
   * Triggers are looked at from now on.
   *
   * @param address where models are served
   * @param pipelines that are active
   */
  record Began(String environment, Optional<URI> address, int pipelines) implements UpEvent {}

  record Serving(String model, int version) implements UpEvent {}

  /** A window of a model's traffic was examined. */
  record Found(String model, Instant windowStart, Instant windowEnd, long predictions, long labels)
      implements UpEvent {}

  /**
   * A trigger fired.
   *
   * @param firing its key, of which there is one run
   * @param asOf what the run is as of
   */
  record Fired(String pipeline, String trigger, String firing, Instant asOf, String reason)
      implements UpEvent {}

  /** A trigger did not fire, and will not, for what it waited for. */
  record Passed(String pipeline, String trigger, String reason) implements UpEvent {}

  /**
   * @param resumed true if an interrupted run goes on
   */
  record RunBegan(Id run, String pipeline, String trigger, boolean resumed) implements UpEvent {}

  record RunEnded(Id run, String pipeline, RunState state, String outcome, Duration took)
      implements UpEvent {}

  /** A run was interrupted by the end of this process, and goes on with the next. */
  record RunLeft(Id run, String pipeline) implements UpEvent {}

  /**
   * Something that does not work; told once as long as it stays the same.
   *
   * @param about what it concerns
   */
  record Trouble(String about, String message, Optional<String> hint) implements UpEvent {}
}
