package dev.millrace.engine;

import dev.millrace.core.component.StepCode;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.engine.code.CodeIdentity;
import dev.millrace.engine.graph.Kept;
import dev.millrace.engine.graph.StepResult;
import dev.millrace.store.MetadataStore.Execution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides whether a step has to run, and says why. */
final class CacheLookup {

  private final EngineSetup setup;
  private final CodeIdentity code;
  private final StoredResults results;

  CacheLookup(EngineSetup setup, CodeIdentity code) {
    this.setup = setup;
    this.code = code;
    this.results = new StoredResults(setup);
  }

  /** What was found, with the reason in words. */
  sealed interface Answer {

    String why();

    /** The step has been done before. */
    record Hit(Execution execution, StepResult result, String why) implements Answer {}

    record Miss(String why) implements Answer {}
  }

  /** There is a result, and a collection has taken its files. */
  static final Answer.Miss COLLECTED = new Answer.Miss("its files were collected");

  /** The key of a step, given what it sees of the world outside its inputs. */
  CacheKey key(BoundStep step, Optional<String> outside) {
    Map<String, String> parts = new TreeMap<>();
    parts.put(CacheKey.COMPONENT, step.signature().name());
    parts.put(CacheKey.CODE, identity(step.code()).hex());
    step.artifacts().forEach((input, given) -> parts.put(CacheKey.INPUT + input, digests(given)));
    step.env().forEach((name, content) -> parts.put(CacheKey.ENV + name, content));
    step.values().forEach((name, value) -> parts.put(CacheKey.PARAM + name, Json.canonical(value)));
    outside.ifPresent(fingerprint -> parts.put(CacheKey.OUTSIDE, fingerprint));
    return CacheKey.of(parts);
  }

  /** Which code a step runs. */
  Digest identity(StepCode step) {
    return switch (step.identity()) {
      case StepCode.Identity.JavaClass(Class<?> type) -> code.of(type);
      case StepCode.Identity.Content(Digest digest) -> digest;
    };
  }

  Answer look(String pipeline, BoundStep step, CacheKey key) {
    Optional<Execution> execution = setup.metadata().findExecution(key.digest());
    if (execution.isEmpty()) {
      return setup.metadata().wasCollected(key.digest())
          ? COLLECTED
          : new Answer.Miss(difference(pipeline, step, key));
    }
    try {
      Execution found = execution.get();
      StepResult result = results.find(step.signature(), found.artifacts(), found.values());
      String why = "same code, inputs and parameters as run " + found.run().brief();
      return new Answer.Hit(found, result, why);
    } catch (UserError gone) {
      return new Answer.Miss("made again: " + gone.getMessage());
    }
  }

  /** What a step of a pipeline made last, whatever it was given then. */
  Optional<Answer.Hit> latest(String pipeline, Assignment assignment) {
    return setup
        .metadata()
        .latestExecution(pipeline, assignment.path())
        .flatMap(
            latest -> {
              try {
                StepResult result =
                    results.find(
                        assignment.code().signature(), latest.artifacts(), latest.values());
                return Optional.of(
                    new Answer.Hit(latest, result, "taken from run " + latest.run().brief()));
              } catch (UserError gone) {
                return Optional.empty();
              }
            });
  }

  /**
   * Reads a hit's artifacts again, byte by byte: what was damaged since is not handed out, but made
   * anew.
   */
  Answer verified(Answer.Hit hit) {
    try {
      results.verify(hit.result());
      return hit;
    } catch (UserError damaged) {
      return new Answer.Miss("made again: " + damaged.getMessage());
    }
  }

  private String difference(String pipeline, BoundStep step, CacheKey key) {
    return setup
        .metadata()
        .latestExecution(pipeline, step.path())
        .map(
            latest ->
                Difference.between(latest.keyParts(), key.parts(), step.origins())
                    .orElse("its earlier result is not kept"))
        .orElse("first time");
  }

  private static String digests(List<Kept> artifacts) {
    return artifacts.isEmpty()
        ? "none"
        : String.join(",", artifacts.stream().map(each -> each.digest().hex()).toList());
  }
}
