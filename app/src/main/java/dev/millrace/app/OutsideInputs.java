package dev.millrace.app;

import dev.millrace.core.api.ReproductionReport.Input;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Execution;
import dev.millrace.store.MetadataStore.Run;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Which files outside are not what they were when a model was made. A step records one digest of
 * all that it reads; which of many files it was is told by the rows that were made of each.
 */
final class OutsideInputs {

  private static final String OUTSIDE = "outside";
  private static final String PARAM = "param.";
  private static final String INPUT = "input.";

  private final Parts parts;
  private final Parts fresh;
  private final Run run;
  private final PipelineSpec spec;

  OutsideInputs(Parts parts, Parts fresh, Run run, PipelineSpec spec) {
    this.parts = parts;
    this.fresh = fresh;
    this.run = run;
    this.spec = spec;
  }

  /**
   * @param again the executions of the repetition by the step's path, as far as it came
   */
  List<Input> changed(ModelLineage lineage, Map<String, Execution> again) {
    List<Input> changed = new ArrayList<>();
    lineage
        .executions()
        .forEach(
            (path, then) -> {
              Execution now = again.get(path);
              if (now == null) {
                missing(path, then).forEach(changed::add);
              } else {
                changed.addAll(imports(path, then, now));
                if (!Objects.equals(then.keyParts().get(OUTSIDE), now.keyParts().get(OUTSIDE))) {
                  changed.addAll(read(path, then, now));
                }
              }
            });
    return changed;
  }

  /** Of a step that failed: the files it names that are not there. */
  private List<Input> missing(String path, Execution then) {
    return named(then).stream()
        .filter(name -> !name.contains("{") && !name.contains("*") && !there(name))
        .map(name -> new Input(path, name, "missing"))
        .toList();
  }

  private List<Input> imports(String path, Execution then, Execution now) {
    List<Input> changed = new ArrayList<>();
    Reproduction.declaration(spec, path)
        .ifPresent(
            step ->
                step.inputs()
                    .forEach(
                        (name, binding) -> {
                          String part = INPUT + name;
                          if (binding instanceof Binding.Imported(String from)
                              && !Objects.equals(
                                  then.keyParts().get(part), now.keyParts().get(part))) {
                            changed.add(new Input(path, from, "changed"));
                          }
                        }));
    return changed;
  }

  private List<Input> read(String path, Execution then, Execution now) {
    Optional<ArtifactRow> old = examples(parts, then);
    Optional<ArtifactRow> made = examples(fresh, now);
    if (old.isPresent() && made.isPresent()) {
      List<Input> spans = spans(path, then, shards(old.get()), shards(made.get()));
      if (!spans.isEmpty()) {
        return spans;
      }
    }
    Set<String> names = named(then);
    return names.isEmpty()
        ? List.of(new Input(path, "what it reads outside", "changed"))
        : names.stream()
            .map(name -> new Input(path, name, there(name) ? "changed" : "changed or missing"))
            .toList();
  }

  private static List<Input> spans(
      String path, Execution execution, Map<String, String> then, Map<String, String> now) {
    Optional<String> source = text(execution.keyParts().get(PARAM + "source"));
    ZoneId zone =
        text(execution.keyParts().get(PARAM + "zone")).map(ZoneId::of).orElse(ZoneOffset.UTC);
    List<Input> changed = new ArrayList<>();
    Set<String> all = new TreeSet<>(then.keySet());
    all.addAll(now.keySet());
    for (String span : all) {
      String name =
          source.flatMap(pattern -> SpanFile.of(pattern, span, zone)).orElse("span " + span);
      if (!now.containsKey(span)) {
        changed.add(new Input(path, name, "missing"));
      } else if (!then.containsKey(span)) {
        changed.add(new Input(path, name, "new"));
      } else if (!Objects.equals(then.get(span), now.get(span))) {
        changed.add(new Input(path, name, "changed"));
      }
    }
    return changed;
  }

  private static Optional<ArtifactRow> examples(Parts home, Execution execution) {
    return execution.artifacts().values().stream()
        .flatMap(id -> home.metadata().findArtifact(id).stream())
        .filter(row -> row.type().equals(Examples.TYPE.toString()))
        .findFirst();
  }

  /**
   * The digests of the rows of each span, by its start, where each span has shards of its own: in
   * every split, or in one after the other.
   */
  private static Map<String, String> shards(ArtifactRow examples) {
    JsonNode properties = Json.tree(examples.properties());
    List<String> starts =
        properties.path("spans").valueStream().map(span -> span.path("start").asString()).toList();
    List<List<String>> splits = new ArrayList<>();
    for (String split : properties.path("splits").propertyNames()) {
      splits.add(
          properties
              .path("shard_digests")
              .path(split)
              .valueStream()
              .map(JsonNode::asString)
              .toList());
    }
    Map<String, String> digests = new LinkedHashMap<>();
    if (splits.stream().allMatch(shards -> shards.size() == starts.size())) {
      for (int place = 0; place < starts.size(); place++) {
        int at = place;
        digests.put(
            starts.get(at), splits.stream().map(shards -> shards.get(at)).toList().toString());
      }
    } else if (splits.stream().mapToInt(List::size).sum() == starts.size()) {
      List<String> all = splits.stream().flatMap(List::stream).toList();
      for (int place = 0; place < starts.size(); place++) {
        digests.put(starts.get(place), all.get(place));
      }
    }
    return digests;
  }

  /** The parameters of a step that name files. */
  private Set<String> named(Execution execution) {
    Set<String> names = new TreeSet<>();
    execution
        .keyParts()
        .forEach(
            (part, value) -> {
              if (part.startsWith(PARAM)) {
                boolean sayable =
                    Set.of("source", "file", "path").contains(part.substring(PARAM.length()));
                text(value).filter(name -> sayable || there(name)).ifPresent(names::add);
              }
            });
    return names;
  }

  private static Optional<String> text(@Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      JsonNode value = Json.parse(json);
      return value.isString() && !value.stringValue().isBlank()
          ? Optional.of(value.stringValue())
          : Optional.empty();
    } catch (JacksonException e) {
      // A long parameter is kept as a digest.
      return Optional.empty();
    }
  }

  private boolean there(String name) {
    try {
      return Files.exists(Path.of(run.directory()).resolve(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
