package dev.millrace.core.yaml;

import dev.millrace.core.component.JsonForm;
import dev.millrace.core.component.Mismatch;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.error.Suggestion;
import dev.millrace.core.pipeline.Names;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepBody;
import dev.millrace.core.yaml.FileForm.StepForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The rules of {@code steps} and {@code on_exit}: what a step is, and what it comes after. */
final class StepRules {

  private static final JsonForm<StepForm> FORM = new JsonForm<>(StepForm.class);

  private final Lint lint;
  private final Surroundings around;
  private final PipelineFiles files;
  private final Map<String, Integer> pools;

  /**
   * @param pools that steps of pipelines written inside this one may name
   */
  StepRules(Lint lint, Surroundings around, PipelineFiles files, Map<String, Integer> pools) {
    this.lint = lint;
    this.around = around;
    this.files = files;
    this.pools = pools;
  }

  /** The steps of a pipeline that can be made sense of; those with problems are noted. */
  DraftSteps read(JsonNode pipeline, JsonPointer at) {
    JsonNode ordinary = pipeline.path("steps");
    JsonNode onExit = pipeline.path("on_exit");
    Set<String> ids = new LinkedHashSet<>(ordinary.propertyNames());
    Set<String> exitIds = new LinkedHashSet<>(onExit.propertyNames());
    checkTwice(ids, exitIds, at.appendProperty("on_exit"));
    exitIds.removeAll(ids);
    DraftSteps steps =
        new DraftSteps(
            read(ordinary, at.appendProperty("steps"), false),
            without(ids, read(onExit, at.appendProperty("on_exit"), true)),
            ids,
            exitIds);
    checkAny(ordinary, at.appendProperty("steps"));
    checkCount(steps, at.appendProperty("steps"));
    steps.all().forEach(step -> checkAfter(step, step.exiting ? exitIds : ids, ids));
    return steps;
  }

  /** An exit step with the id of another would be taken for that. */
  private static SequencedMap<String, DraftStep> without(
      Set<String> ids, SequencedMap<String, DraftStep> steps) {
    steps.keySet().removeAll(ids);
    return steps;
  }

  private SequencedMap<String, DraftStep> read(JsonNode section, JsonPointer at, boolean exiting) {
    SequencedMap<String, DraftStep> steps = new LinkedHashMap<>();
    section
        .properties()
        .forEach(
            entry -> {
              String id = entry.getKey();
              JsonPointer inside = at.appendProperty(id);
              checkId(id, inside);
              if (lint.fits(inside, FORM.check(entry.getValue()))) {
                StepForm form = FORM.read(entry.getValue());
                steps.put(id, new DraftStep(id, form, inside, exiting, body(id, form, inside)));
              }
            });
    return steps;
  }

  private void checkId(String id, JsonPointer at) {
    if (!Names.isId(id)) {
      lint.key(at, "'" + id + "' is no id of a step", "use " + Names.ID);
    }
  }

  private void checkAny(JsonNode section, JsonPointer at) {
    if (section.isObject() && section.isEmpty()) {
      lint.value(at, "a pipeline has at least one step", "add a step with uses: and a component");
    }
  }

  private void checkTwice(Set<String> ids, Set<String> exitIds, JsonPointer at) {
    for (String id : exitIds) {
      if (ids.contains(id)) {
        lint.key(
            at.appendProperty(id), "there is already a step '" + id + "'", "give one another id");
      }
    }
  }

  private void checkCount(DraftSteps steps, JsonPointer at) {
    if (steps.count() > PipelineFiles.MAX_STEPS) {
      lint.value(
          at,
          "the pipeline has %d steps, nested ones included; the most is %d"
              .formatted(steps.count(), PipelineFiles.MAX_STEPS),
          "use for_each for what repeats");
    }
  }

  private Optional<DraftBody> body(String id, StepForm form, JsonPointer at) {
    if (form.uses().isPresent() == form.pipeline().isPresent()) {
      lint.value(
          at,
          form.uses().isPresent()
              ? "a step has either uses or pipeline, not both"
              : "the key 'uses' is missing",
          form.uses().isPresent()
              ? "remove one of them"
              : "add uses: and a component, or pipeline: and a pipeline");
      return Optional.empty();
    }
    return form.uses().isPresent()
        ? component(form.uses().get(), at.appendProperty("uses"))
        : nested(id, form.pipeline().orElseThrow(), at.appendProperty("pipeline"));
  }

  private Optional<DraftBody> component(String name, JsonPointer at) {
    Optional<StepCode> code = around.components().find(name);
    if (code.isEmpty()) {
      lint.value(
          at,
          "there is no component '" + name + "'",
          Suggestion.remedy(name, around.components().names()));
    }
    return code.map(known -> new DraftBody(new StepBody.Uses(name), known.signature(), 0));
  }

  private Optional<DraftBody> nested(String id, JsonNode written, JsonPointer at) {
    if (around.depth() >= PipelineFiles.MAX_DEPTH) {
      lint.value(
          at,
          "pipelines are nested more than " + PipelineFiles.MAX_DEPTH + " deep",
          "write some of their steps out");
      return Optional.empty();
    }
    if (written.isString()) {
      return files
          .nested(written.stringValue(), around, lint, at)
          .map(read -> body(read, directory(written.stringValue())));
    }
    if (written.isObject()) {
      return new PipelineReader(lint, around.inline(pools), files)
          .readInline(id, written, at)
          .map(read -> body(read, ""));
    }
    lint.value(
        at,
        "expected a pipeline, found " + Mismatch.found(written),
        "write the path of a pipeline's directory or file, or the pipeline itself as a map");
    return Optional.empty();
  }

  /** What starts the nested pipeline by itself starts nothing here. */
  private static DraftBody body(ReadPipeline read, String directory) {
    PipelineSpec spec = read.spec().withoutTriggers();
    return new DraftBody(new StepBody.Nested(spec, directory), read.signature(), read.steps());
  }

  /** That of the file, which is not empty: that stands for a pipeline without a file. */
  private String directory(String written) {
    String directory =
        Files.isDirectory(around.directory().resolve(written))
            ? written
            : Optional.ofNullable(Path.of(written).getParent()).map(Path::toString).orElse(".");
    return directory.isEmpty() ? "." : directory;
  }

  private void checkAfter(DraftStep step, Set<String> its, Set<String> ordinary) {
    Set<String> seen = new HashSet<>();
    List<String> after = step.form.after();
    for (int i = 0; i < after.size(); i++) {
      String id = after.get(i);
      JsonPointer place = step.at.appendProperty("after").appendIndex(i);
      if (!its.contains(id)) {
        if (step.exiting && ordinary.contains(id)) {
          lint.value(
              place, "an exit step comes after '" + id + "' anyway", "remove it from 'after'");
        } else {
          lint.value(place, "there is no step '" + id + "'", Suggestion.remedy(id, its));
        }
      } else if (!seen.add(id)) {
        lint.value(place, "'" + id + "' is named twice", "remove one of the two");
      }
    }
  }
}
